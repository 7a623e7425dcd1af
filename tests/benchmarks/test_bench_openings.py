"""What finding openings costs: from scratch, and for a night of new postings.

Run by `jobshift bench openings`, on 20,000 postings or `--postings`. Nothing is asserted about time.
"""

from __future__ import annotations

import random
import resource
import time
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.openings import text_hash
from tests.benchmarks.peers import size, told
from warehouse import lake, openings

GROUP = 20_000  # postings per file
EMPLOYER = 60  # postings per employer
COPIES_PCT = 15
NIGHT = 20_000  # new postings of a night
LINES, ABOUT = 18, 8
POOL = 40_000


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds of all threads, and what there was."""

    postings: int
    scratch: float
    night: float
    openings: int
    candidates_linked: int
    megabytes: int
    peak_megabytes: int


class World:
    """Postings in Parquet files of a lake, made of invented sentences: every seventh a copy with a tenth rewritten."""

    def __init__(self, data: Path, count: int) -> None:
        self.data = data
        draw = random.Random(1)
        words = ["".join(draw.choices("abcdefghiklmnoprstuvw", k=draw.randint(3, 9))) for _ in range(6_000)]
        pool = [" ".join(draw.choices(words, k=draw.randint(12, 24))).capitalize() + "." for _ in range(POOL)]
        self.rows: list[pd.DataFrame] = []
        for first in range(0, count, GROUP):
            self._write(first, min(GROUP, count - first), draw, pool)
        self.evidence = pd.concat(self.rows, ignore_index=True)

    def _write(self, first: int, count: int, draw: random.Random, pool: list[str]) -> None:
        texts: list[str] = []
        rows = []
        last: list[str] = []
        for number in range(first, first + count):
            employer = number // EMPLOYER
            about = [pool[(employer * 31 + at * 977) % POOL] for at in range(ABOUT)]
            is_copy = bool(last) and number % EMPLOYER != 0 and number % 100 < COPIES_PCT
            if is_copy:
                own = [line if draw.random() > 0.1 else draw.choice(pool) for line in last]
            else:
                own = draw.choices(pool, k=LINES)
                title = f"Engineer for field {draw.randrange(400)}"
            last = own
            text = "\n".join([*about[:4], *own, *about[4:]])
            texts.append(text)
            rows.append((number + 1, f"employer{employer}", title, text_hash(text), len(text), number - first))
        part = f"bench/2026-11-01/p-{first:09d}"
        target = self.data / "lake" / f"{part}.parquet"
        target.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(pa.table({"text": texts}), target, compression="zstd", row_group_size=2_000)
        names = ["posting_id", "employer_key", "title", "text_hash", "text_length", "file_row_number"]
        self.rows.append(pd.DataFrame(rows, columns=names).assign(part=part))


def cost(count: int, folder: Path) -> Cost:
    """Find the openings of `count` postings but the last night's, then of that night."""
    world = World(folder, count)
    with duckdb.connect(str(folder / "work.duckdb"), config={"memory_limit": "2GB", "threads": 2}) as con:
        con.execute("set temp_directory = $folder", {"folder": str(folder / "tmp")})
        night = min(NIGHT, count // 2)
        scratch = _seconds(con, world, count - night, "2026-11-01")
        new = _seconds(con, world, count, "2026-11-02")
        ((found, links),) = con.execute(
            "select (select count(distinct opening_id) from found.members), (select count(*) from found.links)"
        ).fetchall()
        con.execute("checkpoint")
    megabytes = (folder / "work.duckdb").stat().st_size // 1_000_000
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1_000
    return Cost(count, scratch, new, found, links, megabytes, peak)


def _seconds(con: duckdb.DuckDBPyConnection, world: World, count: int, night: str) -> float:
    """CPU seconds of one run over the first `count` postings; those not yet known come on `night`."""
    con.register("given", world.evidence.iloc[:count])
    con.execute(
        "create table if not exists kept as select posting_id, $night::date as night from given", {"night": night}
    )
    con.execute(
        "insert into kept select posting_id, $night from given anti join kept using (posting_id)", {"night": night}
    )
    con.execute("""
        create or replace temp table evidence as
        select
            posting_id, text_hash as version, night, lpad(posting_id::varchar, 9, '0') as ref,
            hash(employer_key) as employer, employer_key, title, []::varchar[] as titles, 'Berlin' as place,
            null::varchar as requisition, null::varchar as url, null::varchar as thread, text_hash, text_length, part,
            file_row_number, hash(posting_id, text_hash) as evidence
        from given
        join kept using (posting_id)
    """)
    started = time.process_time()
    openings.update(con, lambda rows: lake.texts(world.data, rows))
    return time.process_time() - started


def test_a_night_costs_what_is_new(tmp_path: Path) -> None:
    """Copies are found; half of the postings, 20,000 at most, come in the last night."""
    count = size(20_000)
    measured = cost(count, tmp_path)
    told(
        "postings", "from scratch, CPU s", "the last night's, CPU s", "of them", "openings", "MB on disk", "peak MB",
        rows=[[
            f"{count}", f"{measured.scratch:.1f}", f"{measured.night:.1f}", f"{min(NIGHT, count // 2)}",
            f"{measured.openings}", f"{measured.megabytes}", f"{measured.peak_megabytes}",
        ]],
    )  # fmt: skip
    assert np.isclose(measured.openings, count * (1 - COPIES_PCT / 100), rtol=0.03)
