"""Published postings with what only the lake keeps of them: their texts and the hashes of these."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from warehouse import lake, published
from warehouse.labels import Key

FOUND = [
    "source", "board", "ref", "posting_id", "opening_id", "is_posting", "is_it", "ai_level", "month", "part",
    "text_hash", "text_length",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """What a reader is shown of a posting: personal data are masked."""

    title: str | None
    text: str
    text_hash: int


def standing(data: Path, keys: Iterable[Key]) -> pd.DataFrame:
    """FOUND: the named postings as the published snapshot has them, a row each; those it does not have are left out."""
    wanted = pd.DataFrame(sorted(set(keys)), columns=["source", "board", "ref"], dtype="str")
    with published.connect(data) as con:
        con.register("wanted", wanted)
        files = [
            str(file)
            for (part,) in con.execute(
                "select distinct part from postings semi join wanted using (source, board, ref)"
            ).fetchall()
            if (file := _file(data, part)).exists()
        ]
        if not files:
            return pd.DataFrame(columns=FOUND)
        return con.execute(
            f"""
            with hashes as (
                select source, board, ref, source || '/' || night || '/' || part as part, fetched_at, text_hash
                from read_parquet($files, union_by_name = true)
            )
            select {", ".join(FOUND)}
            from postings
            semi join wanted using (source, board, ref)
            join hashes using (source, board, ref, part, fetched_at)
            qualify row_number() over (partition by source, board, ref) = 1
            order by source, board, ref
            """,
            {"files": files},
        ).df()


def text(data: Path, key: Key, part: str) -> Text:
    """The newest text of one posting, from the part of the lake (source/night/name) that `standing` names."""
    import pyarrow.parquet as pq

    _, board, ref = key
    columns = ["title", "text", "text_hash", "fetched_at"]
    rows = pq.read_table(
        _file(data, part), columns=columns, filters=[("board", "==", board), ("ref", "==", ref)], partitioning=None
    ).to_pylist()
    newest = max(rows, key=lambda row: row["fetched_at"])
    return Text(newest["title"], newest["text"], newest["text_hash"])


def _file(data: Path, part: str) -> Path:
    source, night, name = part.split("/")
    return lake.path(data, source, pd.Timestamp(night).date(), name)
