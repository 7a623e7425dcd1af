"""Near texts: signatures of new versions, the candidates that share a band, and the links that the rules allow."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from pipeline.openings import rules, signatures
from pipeline.openings.faces import faces
from pipeline.openings.keys import titles_key
from warehouse import statements

Connection = duckdb.DuckDBPyConnection

TITLES = 4  # of one employer: a line under so many is the employer's, not the job's
BANDED = ("who", "copy", "employer", "is_agency", "face")  # columns of a face that its bands bear too
PAIRS = 200_000  # compared at once
LEAST_SHINGLES = 40  # that a text must keep without its employer's lines, else it speaks as a whole


@dataclass(frozen=True, slots=True)
class Repeated:
    """The lines that employers repeat, in order, each with the day since which it is one."""

    lines: NDArray[np.uint64]
    since: NDArray[np.int64]

    @classmethod
    def of(cls, con: Connection) -> Repeated:
        """Those of the fresh versions, from the relation `repeated`."""
        rows = con.sql("select line, since from repeated order by line").to_arrow_table()
        return cls(rows["line"].to_numpy(), _days(rows["since"].to_pandas()))

    def among(self, lines: NDArray[np.uint64], night: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which of the lines, each standing in a text of a night, were known as repeated by then."""
        if self.lines.size == 0:
            return np.zeros(lines.size, dtype=bool)
        at = np.minimum(np.searchsorted(self.lines, lines), self.lines.size - 1)
        found: NDArray[np.bool_] = (self.lines[at] == lines) & (self.since[at] <= night)
        return found


def take_lines(con: Connection, portion: pd.DataFrame, texts: pd.Series) -> None:
    """Add the lines of some versions to `fresh_lines`."""
    rows = portion.loc[texts.index]
    titles = np.array([_title(row) for row in rows[["title", "titles"]].itertuples(index=False)], dtype=np.uint32)
    employers = rows["employer"].to_numpy(dtype=np.uint64)
    nights = rows["night"].to_numpy()
    tables = []
    for first in range(0, len(texts), signatures.PORTION):
        part = slice(first, first + signatures.PORTION)
        found = signatures.lines(signatures.joined(texts.iloc[part].to_list()))
        columns = {
            "employer": employers[part][found.text],
            "line": found.key ^ employers[part][found.text],
            "title": titles[part][found.text],
            "night": pa.array(nights[part][found.text]).cast(pa.date32()),
        }
        tables.append(pa.table(columns))
    if tables:
        con.register("lines_now", pa.concat_tables(tables))
        con.execute("insert into fresh_lines select distinct * from lines_now")
        con.unregister("lines_now")


def link(con: Connection, portion: pd.DataFrame, texts: pd.Series, repeated: Repeated, near: float) -> None:
    """Add some versions to `found` and link their postings with all others that advertise the same job."""
    shown = faces(portion, texts.reindex(portion.index, fill_value="").to_list())
    first = statements.number(con, "select coalesce(max(face), 0) + 1 from found.faces")
    rows = shown.rows.assign(
        face=np.arange(first, first + len(portion), dtype=np.uint32),
        **{name: portion[name] for name in ("posting_id", "version", "evidence", "night", "employer")},
    )
    rows["is_first"] = rows["has_text"] & ~rows.duplicated("text_key") & ~_is_known(con, rows["text_key"])
    signed = rows[rows["is_first"]]
    body, whole = _signatures(portion.loc[signed.index], texts.loc[signed.index], repeated)
    sketches = np.hstack([signatures.short(body), signatures.short(whole)])
    rows["sketch"] = pd.Series([row.tobytes() for row in sketches], index=signed.index, dtype=object)
    _add_faces(con, rows)
    _add_keys(con, rows, shown.keys)
    _add_bands(con, signed, body)
    statements.run(con, "openings/exact")
    statements.run(con, "openings/candidates")
    _add_links(con, near)


def _signatures(
    portion: pd.DataFrame, texts: pd.Series, repeated: Repeated
) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """The signatures of some texts, without the lines that their employer repeated by their night, and whole."""
    employers, nights = portion["employer"].to_numpy(dtype=np.uint64), _days(portion["night"])
    found = [(np.empty((0, signatures.MINIMA), dtype=np.uint32),) * 2]
    for first in range(0, len(texts), signatures.PORTION):
        part = slice(first, first + signatures.PORTION)
        joined = signatures.joined(texts.iloc[part].to_list())
        lines = signatures.lines(joined)
        of_employer = repeated.among(lines.key ^ employers[part][lines.text], nights[part][lines.text])
        found.append(signatures.minima(joined, lines.only(of_employer), LEAST_SHINGLES))
    bodies, wholes = zip(*found, strict=True)
    return np.concatenate(bodies), np.concatenate(wholes)


def _is_known(con: Connection, text_keys: pd.Series) -> pd.Series:
    """Which texts an older face has under the same title, place and requisition."""
    con.register("asked", text_keys.to_frame("key"))
    known = con.sql("select distinct key from found.keys semi join asked using (key)").df()["key"]
    con.unregister("asked")
    return text_keys.isin(known.astype("UInt64"))


def _add_faces(con: Connection, rows: pd.DataFrame) -> None:
    con.register("rows", pa.Table.from_pandas(rows, preserve_index=False))
    con.execute("""
        insert into found.faces by name
        select * exclude (has_text, text_key) replace (night::date as night, sketch::blob as sketch) from rows
    """)
    con.execute("create or replace temp table fresh_firsts as select face, who, name from rows where is_first")
    con.unregister("rows")


def _add_keys(con: Connection, rows: pd.DataFrame, keys: pd.DataFrame) -> None:
    at = keys["at"].to_numpy(dtype=np.int64)
    owners = rows.iloc[at][["posting_id", "face", "employer"]].reset_index(drop=True)
    con.register("keys_now", pd.concat([keys[["key", "kind"]].reset_index(drop=True), owners], axis=1))
    con.execute("create or replace temp table fresh_keys as select key from keys_now")
    con.execute("insert into found.keys by name select * from keys_now")
    con.unregister("keys_now")


def _add_bands(con: Connection, signed: pd.DataFrame, minima: NDArray[np.uint32]) -> None:
    def repeated(column: str) -> pa.Array:
        values = pa.array(signed[column])
        return values.take(pa.array(np.repeat(np.arange(len(signed)), signatures.BANDS)))

    bands = signatures.band_keys(minima).ravel()
    con.register("bands_now", pa.table({"band": bands} | {name: repeated(name) for name in BANDED}))
    con.execute("create or replace temp table fresh_bands as select * from bands_now")
    con.execute("insert into found.bands by name select * from bands_now")
    con.unregister("bands_now")


def _add_links(con: Connection, near: float) -> None:
    """Judge the candidates by the similarity of their texts and the pair rules."""
    pairs = con.sql('select "left", "right", is_copy from candidates').to_arrow_table()
    left, right, copies = (pairs[name].to_numpy() for name in ("left", "right", "is_copy"))
    known = con.sql("""
        select face, posting_id, titles, sketch
        from found.faces
        where face in (select "left" from candidates union select "right" from candidates)
        order by face
    """).to_arrow_table()
    numbers = known["face"].to_numpy()
    postings, titles = known["posting_id"].to_numpy(), known["titles"].to_pylist()
    sketches = np.frombuffer(b"".join(known["sketch"].to_pylist()), np.uint8).reshape(-1, 2, signatures.MINIMA)
    found: list[tuple[int, int, bool, float]] = []
    for first in range(0, left.size, PAIRS):
        part = slice(first, first + PAIRS)
        one, other = np.searchsorted(numbers, left[part]), np.searchsorted(numbers, right[part])
        body = signatures.similarity(sketches[one, 0], sketches[other, 0])
        kept = np.flatnonzero(body >= rules.least_body(near))
        whole = signatures.similarity(sketches[one[kept], 1], sketches[other[kept], 1])
        pairs_kept = zip(
            one[kept].tolist(), other[kept].tolist(), copies[part][kept].tolist(), body[kept].tolist(), whole.tolist(),
            strict=True,
        )  # fmt: skip
        for a, b, is_copy, near_body, near_whole in pairs_kept:
            if (
                rules.is_copy(near_body, near)
                if is_copy
                else rules.is_one_job(titles[a], titles[b], near_body, near_whole, near)
            ):
                ends = sorted((int(postings[a]), int(postings[b])))
                found.append((ends[0], ends[1], is_copy, max(near_body, near_whole)))
    con.register("links_now", pd.DataFrame(found, columns=["low", "high", "is_copy", "similarity"]))
    con.execute("""
        insert into found.links
        select low, high, case when is_copy then 'agency_copy' else 'near_text' end, max(similarity), not is_copy
        from links_now
        group by low, high, is_copy
    """)
    con.unregister("links_now")


def _title(row: tuple[str | None, list[str] | None]) -> int:
    """32 bits of the words of the titles."""
    title, titles = row
    key = titles_key(title if isinstance(title, str) else None, () if titles is None else tuple(titles))
    return rules.name(key) & 0xFFFFFFFF


def _days(nights: pd.Series) -> NDArray[np.int64]:
    found: NDArray[np.int64] = pd.to_datetime(nights).to_numpy().astype("datetime64[D]").astype(np.int64)
    return found
