"""Series that others publish: taken in with source and licence, and held beside ours."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from flows.errors import WrongUse
from pipeline.trends.anchors import agreement, monthly
from warehouse import published
from warehouse.series import known_panel, series

Own = Literal["ai_in_duties", "remote", "openings"]


@dataclass(frozen=True, slots=True)
class External:
    """What is known of a series: whose it is, under which licence, which column says what, what of ours it is like."""

    name: str
    label: str
    source: str
    licence: str
    unit: str
    value: str  # column
    own: Own
    date: str = "date"  # column
    where: str = ""  # rows taken: column=value, comma between several
    file_sha256: str = ""
    added_at: str = ""


_HIRING_LAB = "Indeed Hiring Lab"
KNOWN = {
    known.name: known
    for known in (
        External(
            name="indeed-ai",
            label="Share of all US postings on Indeed with an AI keyword, %",
            source=f"{_HIRING_LAB}, AI tracker",
            licence="CC BY 4.0",
            unit="%",
            value="AI_share_postings",
            own="ai_in_duties",
            where="jobcountry=US",
        ),
        External(
            name="indeed-remote",
            label="Share of all US postings on Indeed that say remote or hybrid, %",
            source=f"{_HIRING_LAB}, remote tracker",
            licence="CC BY 4.0",
            unit="%",
            value="remote_share_postings",
            own="remote",
            where="jobcountry=US",
        ),
        External(
            name="indeed-postings",
            label="Postings on Indeed, US, seasonally adjusted, 1 February 2020 = 100",
            source=f"{_HIRING_LAB}, job postings index",
            licence="CC BY 4.0",
            unit="index",
            value="indeed_job_postings_index_SA",
            own="openings",
            where="jobcountry=US,variable=total postings",
        ),
    )
}
OWN_LABELS: dict[Own, str] = {
    "ai_in_duties": "share of IT openings with AI in the duties, %",
    "remote": "share of IT openings that speak of remote work, %",
    "openings": "IT openings a month",
}


class BadSeries(ValueError):
    """A file that does not hold the series it should; names file and column."""


def add(data: Path, name: str, file: Path, given: dict[str, str | None]) -> External:
    """Keep a series' months in the ledger; a newer file of the same name takes its place.

    A name that is not KNOWN needs source, licence, value and own among `given`. Raises WrongUse, BadSeries.
    """
    told = {key: value for key, value in given.items() if value is not None}
    about = _about(name, told)
    days = _days(file, about)
    if days.empty:
        raise BadSeries(f"{file}: no row with {about.where or about.value}")
    months = monthly(days)
    folder = _folder(data)
    folder.mkdir(parents=True, exist_ok=True)
    kept = replace(
        about,
        file_sha256=hashlib.sha256(file.read_bytes()).hexdigest(),
        added_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    _write(folder / f"{name}.csv", months.to_csv(index=False, date_format="%Y-%m-%d", float_format="%.6g"))
    _write(folder / f"{name}.json", json.dumps(asdict(kept), indent=1, ensure_ascii=False) + "\n")
    return kept


def kept(data: Path) -> list[External]:
    """The series taken in, by name."""
    return [External(**json.loads(file.read_text(encoding="utf-8"))) for file in sorted(_folder(data).glob("*.json"))]


def table(data: Path) -> pd.DataFrame:
    """All of them as one table: name, month, value, unit, label, source, licence."""
    frames = [
        _months(data, about.name).assign(
            name=about.name, unit=about.unit, label=about.label, source=about.source, licence=about.licence
        )
        for about in kept(data)
    ]
    columns = ["name", "month", "value", "unit", "label", "source", "licence"]
    return pd.concat(frames, ignore_index=True)[columns] if frames else pd.DataFrame(columns=columns)


def standing(data: Path, panel: str) -> list[dict[str, Any]]:
    """Every series beside ours: months in common, rank correlations, directions, and whether they diverge."""
    with published.connect(data) as con:
        known_panel(con, panel)
    return [
        {
            "name": about.name,
            "label": about.label,
            "licence": about.licence,
            "panel": panel,
            "own": OWN_LABELS[about.own],
        }
        | asdict(agreement(own_series(data, about.own, panel), _months(data, about.name)))
        for about in kept(data)
    ]


def write(data: Path, panel: str) -> list[Path]:
    """`data/report/external.csv`, the series, and `external.json`, how ours stand beside them."""
    folder = data / "report"
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / "external.csv", folder / "external.json"]
    paths[0].write_text(table(data).to_csv(index=False, date_format="%Y-%m-%d"), encoding="utf-8")
    found = json.dumps(standing(data, panel), indent=1, ensure_ascii=False)
    paths[1].write_text(found + "\n", encoding="utf-8")
    return paths


def own_series(data: Path, own: Own, panel: str) -> pd.DataFrame:
    """month and value of ours, complete months alone."""
    if own == "remote":
        found = series(data, skill="remote_work", panel=panel, status="any").rename(columns={"share_pct": "value"})
    else:
        value = {"ai_in_duties": "share_pct", "openings": "n"}[own]
        with published.connect(data) as con:
            found = con.execute(
                f"select month, month_status, {value} as value from ai_ladder_monthly "
                "where panel = ? and unit = 'opening' and definition = 'in_duties' order by month",
                [panel],
            ).df()
    whole = found[(found["month_status"] == "complete") & found["value"].notna()]
    return whole.assign(month=pd.to_datetime(whole["month"]))[["month", "value"]]


def _about(name: str, given: dict[str, str]) -> External:
    told: dict[str, Any] = dict(given)
    if not name.replace("-", "").isalnum() or name != name.lower():
        raise WrongUse(f"{name!r} is no name: small letters, digits and hyphens")
    if told.get("own") not in (None, *OWN_LABELS):
        raise WrongUse(f"--own takes {', '.join(OWN_LABELS)}")
    if name in KNOWN:
        return replace(KNOWN[name], **told)
    missing = [key for key in ("source", "licence", "value", "own") if key not in told]
    if missing:
        known = ", ".join(KNOWN)
        raise WrongUse(f"{name} is not one of {known}: it needs {', '.join('--' + key for key in missing)}")
    return External(**{"name": name, "label": name, "unit": "", **told})


def _days(file: Path, about: External) -> pd.DataFrame:
    """date and value of the rows that are wanted."""
    try:
        read = pd.read_csv(file)
    except (OSError, ValueError) as error:
        raise BadSeries(f"{file}: {error}") from error
    wanted = dict(part.split("=", 1) for part in about.where.split(",") if "=" in part)
    for column in (about.date, about.value, *wanted):
        if column not in read:
            raise BadSeries(f"{file}: no column {column} (there are {', '.join(read.columns)})")
    for column, value in wanted.items():
        read = read[read[column].astype(str) == value]
    try:
        dates, values = pd.to_datetime(read[about.date]), pd.to_numeric(read[about.value])
    except ValueError as error:
        raise BadSeries(f"{file}: {error}") from error
    return pd.DataFrame({"date": dates, "value": values})


def _months(data: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(_folder(data) / f"{name}.csv", parse_dates=["month"])


def _folder(data: Path) -> Path:
    return data / "ledger" / "external"


def _write(path: Path, text: str) -> None:
    unfinished = path.with_name(path.name + ".part")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)
