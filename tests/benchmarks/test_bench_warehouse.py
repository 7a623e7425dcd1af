"""What a large warehouse costs: build, publication, a night more, questions to marts and bridge, bytes a mention.

Run by `jobshift bench warehouse`, on 20,000 postings or `--postings`. Nothing is asserted about time.
"""

from __future__ import annotations

import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from tests.benchmarks.peers import size, told
from warehouse import published, statements, work
from warehouse.build import build
from warehouse.given import give
from warehouse.publish import publish

MONTHS, SKILLS, MENTIONS, EMPLOYER = 156, 600, 8, 60  # months of threads, skills, mentions and postings an employer has
NIGHT = 0.002  # of all postings come in a night: 20,000 of 10 million
POSTINGS = f"""
    insert into raw.postings by name
    select
        i as posting_id, 'hn' as source, strftime(month, '%y%m') as board, i::varchar as ref,
        'https://x.example/' || i as url, 'Employer ' || (i // {EMPLOYER}) as employer,
        'e' || (hash(i) % greatest($last // {EMPLOYER}, 20)) as employer_key, 'Engineer ' || i % 500 as title,
        1::utinyint as n_roles,
        ['none', 'none', 'none', 'mentions', 'uses', 'builds'][(1 + hash(i, 1) % 6)::int] as ai_level,
        'en' as language, true as is_posting, true as is_it, ['US'] as countries, []::varchar[] as workplace,
        []::varchar[] as workplace_evidence, []::varchar[] as seniority, []::varchar[] as employment,
        []::varchar[] as certifications, month as posted_on, 'thread' as posted_kind, month as thread_month,
        hash(i, 2) as text_hash, 2000 as text_length, i as text_group_id, i - (i % 7 = 0)::int as opening_id,
        'first' as opening_reason, last_day(month) as first_seen_on, last_day(month) as last_seen_on,
        last_day(month)::timestamp as fetched_at, 'hn/x/p' as part, 1 as reader_version, '1' as taxonomy_version,
        hash(i) as content_hash, true as employer_given
    from (
        select i, (date '2012-01-01' + to_months((i * {MONTHS} // ($last + 1))::int))::date as month
        from range($first, $last + 1) as r (i)
    )
"""
MENTION = f"""
    insert into raw.mentions by name
    select
        i as posting_id, skill, skill as form,
        ['required', 'duty', 'preferred', 'context'][(1 + hash(i, nth, 3) % 4)::int] as status,
        'requirements' as section, nth * 100 as start, nth * 100 + 5 as "end",
        'You know ' || skill || ' and what number ' || hash(i, nth) || ' of your tools is for.' as sentence,
        true as is_old
    from (
        select i, nth, known.skill
        from range($first, $last + 1) as r (i), range({MENTIONS}) as n (nth)
        join (select skill, row_number() over (order by hash(skill)) - 1 as place from raw.skills) as known
            on known.place = (pow(hash(i, nth) % 1000000 / 1e6, 3) * {SKILLS})::int
    )
"""
OTHERS = """
    insert into raw.roles
    select i, 0, 'Engineer', 'prompt_engineer', 'none', 'posting' from range($first, $last + 1) as r (i);
    insert into raw.versions by name
    select
        i as posting_id, hash(i) as version, date '2025-01-01' as night, 'Engineer' as title, hash(i, 2) as text_hash,
        2000 as text_length, []::varchar[] as titles, []::varchar[] as skills, 'none' as ai_level, 'hn/x/p' as part
    from range($first, $last + 1) as r (i);
    insert into raw.sightings
    select posting_id, last_seen_on, false from raw.postings where posting_id between $first and $last
"""
MART = """
    select skill, month, share_pct from skill_share_monthly
    where panel = 'hn' and unit = 'opening' and definition = 'asked'
"""
BRIDGE = "select month, count(*) from opening_skills where skill = ? group by month order by month"


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds of all threads, milliseconds of a question (median of seven), and sizes."""

    postings: int
    build: float
    publish: float
    night: float
    mart_ms: float
    bridge_ms: float
    bytes_a_mention: float
    megabytes: int
    megabytes_without_evidence: int
    peak_megabytes: int


def measure(data: Path, count: int) -> Cost:
    """Build a world of so many postings, publish it, let a night come, and ask."""
    with work.connected(data) as con:
        statements.run(con, "raw")
        give(con, data, [])
        con.execute(
            "insert into raw.coverage"
            " select '2025-01-31', 'hn', strftime(month, '%y%m'), 'c1', 'complete', 1, 1, 0, null"
            f" from (select (date '2012-01-01' + to_months(i::int))::date as month from range({MONTHS}) as r (i))"
        )
    fill(data, 1, count)
    first_build = cpu(lambda: build(data))
    first_publish = cpu(lambda: publish(data, "r1"))
    fill(data, count + 1, count + max(1, int(count * NIGHT)))
    a_night = cpu(lambda: build(data)) + cpu(lambda: publish(data, "r2"))
    with published.connect(data) as con:
        ((top,),) = con.execute("select mode(skill) from opening_skills").fetchall()
        mart = median_ms(lambda: con.execute(MART).fetchall())
        bridge = median_ms(lambda: con.execute(BRIDGE, [top]).fetchall())
    of_skills, mentions = bytes_of(data, "opening_skills")
    of_evidence, _ = bytes_of(data, "evidence")
    whole = published.path(data).stat().st_size
    return Cost(
        count, first_build, first_publish, a_night, mart, bridge, of_skills / mentions, whole // 1_000_000,
        (whole - of_evidence) // 1_000_000, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000,
    )  # fmt: skip


def fill(data: Path, first: int, last: int) -> None:
    """Postings `first` to `last` with all that raw holds of them."""
    with work.connected(data) as con:
        for query in (POSTINGS, MENTION, *OTHERS.split(";")):
            con.execute(query, {"first": first, "last": last})


def bytes_of(data: Path, table: str) -> tuple[int, int]:
    """Bytes on disk and rows of a published table, by writing it alone."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as con:
        published.attach(con, data, "snapshot")
        con.execute(f"attach '{folder}/x.duckdb' as alone (storage_version 'v1.2.0')")
        con.execute(f"create table alone.{table} as from snapshot.main.{table}")
        ((rows,),) = con.execute(f"select count(*) from alone.{table}").fetchall()
        con.execute("detach alone")
        return Path(folder, "x.duckdb").stat().st_size, int(rows)


def cpu(step: Callable[[], object]) -> float:
    """CPU seconds of all threads of this process."""
    begun = time.process_time()
    step()
    return time.process_time() - begun


def median_ms(question: Callable[[], object]) -> float:
    """Milliseconds of a question once the file is open: the median of seven."""
    times = []
    for _ in range(7):
        begun = time.perf_counter()
        question()
        times.append(1000 * (time.perf_counter() - begun))
    return statistics.median(times)


def test_a_large_warehouse_answers_at_once(tmp_path: Path) -> None:
    """A file of few postings is mostly blocks: bytes a mention tell something from a million on."""
    cost = measure(tmp_path, size(20_000))
    told(
        "postings", "build, CPU s", "publish, CPU s", "a night more, CPU s", "mart, ms", "bridge, ms",
        "bytes a mention", "file, MB", "without evidence, MB", "publish, CPU s for 100 MB", "peak MB",
        rows=[[
            f"{cost.postings}", f"{cost.build:.1f}", f"{cost.publish:.1f}", f"{cost.night:.1f}", f"{cost.mart_ms:.1f}",
            f"{cost.bridge_ms:.1f}", f"{cost.bytes_a_mention:.2f}", f"{cost.megabytes}",
            f"{cost.megabytes_without_evidence}", f"{100 * cost.publish / cost.megabytes:.1f}",
            f"{cost.peak_megabytes}",
        ]],
    )  # fmt: skip
    assert cost.postings < 20_000 or cost.bytes_a_mention < 16
