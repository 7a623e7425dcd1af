"""`jobshift audit score`: what readers said against the tags of the published snapshot, and against each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.records import AI_LEVELS, IN_DUTIES
from pipeline.trends.agreement import kappa, rate, scored
from pipeline.trends.correction import FEWEST_LABELS, checks, corrected, errors, rogan_gladen
from warehouse import labels, published, texts

SHOWN = 50  # openings named per kind of disagreement
COUNTS = """
    select ai_level, sum(count)::bigint as openings
    from ai_level_monthly
    where panel = ? and unit = 'opening' and definition = 'level'
    group by ai_level
"""


def scores(data: Path) -> dict[str, Any]:
    """Everything as JSON takes it: labels, outdated labels, per panel the questions and the corrected share, kappas."""
    given = labels.frame(data)
    if given.empty:
        return {"labels": 0, "panels": {}, "agreement": [], "disagreements": []}
    keys = ["source", "board", "ref"]
    tagged = texts.standing(data, given[keys].itertuples(index=False, name=None))
    paired = given.merge(tagged, on=keys, how="inner", suffixes=("", "_tagged"))
    fresh = paired[paired["text_hash"] == paired["text_hash_tagged"]]
    return {
        "snapshot": published.snapshot(data)["snapshot_id"],
        "labels": len(given),
        "outdated": len(given) - len(fresh),
        "panels": {str(panel): _panel(data, str(panel), rows) for panel, rows in fresh.groupby("panel", sort=True)},
        "agreement": list(_agreement(fresh)),
        "disagreements": list(_disagreements(fresh)),
    }


def _panel(data: Path, panel: str, rows: pd.DataFrame) -> dict[str, Any]:
    """One panel: how many openings and labellers, each question, the share of AI in the duties put right."""
    counted = rows[rows["is_posting"] & rows["is_it"].fillna(value=False) & rows["labelled"].notna()]
    tag, label, weight = counted["ai_level"], counted["labelled"], counted["weight"]
    return {
        "openings": int(rows["posting_id"].nunique()),
        "labellers": sorted(rows["labeller"].unique()),
        "is_posting": asdict(rate(rows["is_posting"].astype(float), rows["weight"])),
        "is_it": asdict(
            rate(rows.loc[rows["is_posting"], "is_it"].astype(float), rows.loc[rows["is_posting"], "weight"])
        ),
        "ai_level": asdict(rate((tag == label).astype(float), weight)),
        "in_duties": asdict(scored(tag.isin(IN_DUTIES), label.isin(IN_DUTIES), weight)),
        "share": _share(data, panel, counted),
    }


def _share(data: Path, panel: str, counted: pd.DataFrame) -> dict[str, Any] | None:
    """AI in the duties over all published openings of the panel, as tagged and put right; None without labels."""
    with published.connect(data) as con:
        levels = dict(con.execute(COUNTS, [panel]).fetchall())
    if counted.empty or not sum(levels.values()):
        return None
    answers = counted[["panel", "posting_id", "ai_level", "labelled", "weight"]]
    error, [check] = errors(answers), checks(answers).query("definition == 'in_duties'").to_dict("records")
    openings = pd.DataFrame([{level: levels.get(level, 0) for level in AI_LEVELS} | {"deff": 0.0}])
    put_right = corrected(openings, error[error["definition"] == "in_duties"]).iloc[0]
    tagged = sum(levels.get(level, 0) for level in IN_DUTIES) / sum(levels.values())
    gladen = rogan_gladen(tagged, check["sensitivity"], check["specificity"])
    return {
        "labels": int(check["labels"]),
        "error_included": int(check["labels"]) >= FEWEST_LABELS,
        "tagged_pct": 100 * tagged,
        "corrected_pct": 100 * float(put_right["share"]),
        "low_pct": 100 * float(put_right["low"]),
        "high_pct": 100 * float(put_right["high"]),
        "rogan_gladen_pct": None if gladen is None else 100 * gladen,
    }


def _agreement(rows: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Every pair of labellers with openings in common: kappa of the AI level and of AI in the duties."""
    answers = rows.assign(said=rows["labelled"].fillna("no IT posting"))
    table = answers.pivot_table(index="posting_id", columns="labeller", values="said", aggfunc="first")
    for one, other in combinations(sorted(table.columns), 2):
        both = table[[one, other]].dropna()
        if len(both):
            duties = both.isin(IN_DUTIES).astype(str)
            yield {
                "labellers": [one, other],
                "openings": len(both),
                "ai_level": asdict(kappa(both[one].tolist(), both[other].tolist())),
                "in_duties": asdict(kappa(duties[one].tolist(), duties[other].tolist())),
            }


def _disagreements(rows: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Openings that a reader labels otherwise than they are tagged, one row per label."""
    said = rows["labelled"].fillna("no IT posting")
    for row, label in zip(rows.to_dict("records"), said, strict=True):
        if label != row["ai_level"]:
            yield {
                "opening_id": int(row["opening_id"]),
                "posting": f"{row['source']}/{row['board']}/{row['ref']}",
                "labeller": row["labeller"],
                "tagged": row["ai_level"],
                "labelled": label,
                "is_headline": (label in IN_DUTIES) != (row["ai_level"] in IN_DUTIES),
            }


def lines(found: dict[str, Any]) -> Iterator[list[str]]:
    """The questions of every panel as rows of a table: panel, question, measure, value, interval, n."""
    for panel, asked in found["panels"].items():
        for question, measure, given in (
            ("is a posting", "precision", asked["is_posting"]),
            ("is IT", "precision", asked["is_it"]),
            ("AI level", "accuracy", asked["ai_level"]),
            ("AI in the duties", "precision", asked["in_duties"]["precision"]),
            ("AI in the duties", "recall", asked["in_duties"]["recall"]),
        ):
            yield [panel, question, measure, *_figures(given)]
        yield [panel, "AI in the duties", "F1", _number(asked["in_duties"]["f1"]), "", ""]
    for pair in found["agreement"]:
        names = " and ".join(pair["labellers"])
        for question, name in (("AI level", "ai_level"), ("AI in the duties", "in_duties")):
            given = pair[name]
            interval = f"{_number(given['low'])} to {_number(given['high'])}"
            yield [names, question, "kappa", _number(given["kappa"]), interval, str(given["n"])]


def sentences(found: dict[str, Any]) -> Iterator[str]:
    """What the labels mean for the headline of each panel, and which labels count for nothing."""
    for panel, asked in found["panels"].items():
        if (share := asked["share"]) is None:
            continue
        more = "" if share["error_included"] else f" Not in the published series: fewer than {FEWEST_LABELS} labels."
        yield (
            f"{panel}: AI in the duties of all its openings {share['tagged_pct']:.1f} % as tagged, "
            f"{share['corrected_pct']:.1f} % ({share['low_pct']:.1f} to {share['high_pct']:.1f}) put right by "
            f"{share['labels']} openings labelled.{more}"
        )
    if found.get("outdated"):
        yield f"{found['outdated']} labels are of texts that changed or are gone: `jobshift audit label` asks anew."


def _figures(given: dict[str, Any]) -> list[str]:
    if given["value"] is None:
        return ["", "", "0"]
    return [_number(given["value"]), f"{_number(given['low'])} to {_number(given['high'])}", str(given["n"])]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
