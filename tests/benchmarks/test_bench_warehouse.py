"""What a large warehouse costs: build, publication, questions to marts and bridge, bytes of tables and of a mention.

Run by `jobshift bench warehouse`, on 20,000 postings or `--postings`. Nothing is asserted about time.
"""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from tests.benchmarks.peers import size, told
from warehouse import published, statements, work
from warehouse.build import build
from warehouse.given import give
from warehouse.publish import TABLES, publish

MONTHS, SKILLS, MENTIONS, EMPLOYER = 156, 600, 8, 60  # months of threads, skills, mentions and postings an employer has
NIGHT = 0.002  # of all postings come in a night: 20,000 of 10 million
BUILT = 20_000  # postings of the world that dbt builds; a larger one is grown from it in SQL
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


NUMBERS = """
    create or replace temp table grown as
    select
        posting_id, copy,
        (first + (place * $times + copy) * 7919 % (postings * $times))::uinteger as new_id
    from (
        select
            posting_id, count(*) over month as postings,
            (min(posting_id) over month - 1) * $times + 1 as first, posting_id - min(posting_id) over month as place
        from main.postings
        window month as (partition by thread_month)
    )
    cross join (select unnest(range($times)) as copy)
"""
IDS = ("posting_id", "opening_id", "text_group_id", "matched_posting_id")
OTHER_EMPLOYER = f"hash(employer_key, own.copy) % ($last // {EMPLOYER} + 1)"
EMPLOYERS = {"employer": f"'Employer ' || {OTHER_EMPLOYER}", "employer_key": f"'e' || {OTHER_EMPLOYER}"}
GROWN = {  # tables, and what else of a copy is its own
    "postings": EMPLOYERS | {"ref": "own.new_id::varchar", "url": "'https://x.example/' || own.new_id"},
    "openings": EMPLOYERS,
    "spells": {},
    "posting_versions": {},
    "opening_roles": {},
    "opening_skills": {},
    "opening_months": {"employer_key": EMPLOYERS["employer_key"], "employer_cluster": f"hash({OTHER_EMPLOYER}) >> 24"},
    "evidence": {"sentence": "replace(sentence, 'number ', 'number ' || hash(own.copy, 5) % 100000)"},
}


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds of all threads, milliseconds of a question, and sizes."""

    postings: int
    build: float  # of the world that was built; a larger one is grown from it
    first: float
    again: float  # nothing has changed
    night: float  # publication alone
    mart_ms: tuple[float, float]  # to Arrow: by the clock, of CPU
    bridge_ms: tuple[float, float]
    bytes_a_mention: float
    megabytes: int
    megabytes_beside: int
    peak_megabytes: int
    tables: dict[str, float]  # megabytes by table


def measure(data: Path, count: int) -> Cost:
    """Build a world of so many postings, publish it, let a night come, and ask.

    More than BUILT are grown from that many: each posting in many copies, with ids that keep the order of months.
    """
    with work.connected(data) as con:
        statements.run(con, "raw")
        give(con, data, [])
        con.execute(
            "insert into raw.coverage"
            " select '2025-01-31', 'hn', strftime(month, '%y%m'), 'c1', 'complete', 1, 1, 0, null"
            f" from (select (date '2012-01-01' + to_months(i::int))::date as month from range({MONTHS}) as r (i))"
        )
    built = min(count, BUILT)
    fill(data, 1, built)
    of_build = cpu(lambda: build(data))
    if count > built:
        grow(data, built, count // built)
    first = cpu(lambda: publish(data, "r1"))
    again = cpu(lambda: publish(data, "r1"))
    come(data, max(1, int(count * NIGHT)))
    night = cpu(lambda: publish(data, "r2"))
    with published.connect(data) as con:
        ((top, mentions),) = con.execute("select mode(skill), count(*) from opening_skills").fetchall()
        mart = median_ms(lambda: con.execute(MART).to_arrow_table())
        bridge = median_ms(lambda: con.execute(BRIDGE, [top]).fetchall())
        weights = weighed(con)
    beside = sum(file.stat().st_size for file in published.evidence_folder(data).glob("*.parquet"))
    return Cost(
        count, of_build, first, again, night, mart, bridge, 1e6 * weights["opening_skills"] / mentions,
        published.path(data).stat().st_size // 1_000_000, beside // 1_000_000,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000, weights,
    )  # fmt: skip


def grow(data: Path, built: int, times: int) -> None:
    """Put so many copies of each posting into the built tables; series stay as they are."""
    with work.connected(data) as con:
        con.execute(NUMBERS, {"times": times})
        for name, own in GROWN.items():
            columns = [str(column) for column, *_ in con.execute(f"describe main.{name}").fetchall()]
            ids = [column for column in IDS if column in columns]
            values = {ids[0]: "own.new_id", **{column: f"of_{column}.new_id" for column in ids[1:]}} | own
            joins = "\n".join(
                f"left join grown as of_{column} on of_{column}.posting_id = t.{column} and of_{column}.copy = own.copy"
                for column in ids[1:]
            )
            told = ", ".join(f"{values.get(column, f't.{column}')} as {column}" for column in columns)
            query = f"select {told} from main.{name} as t join grown as own on own.posting_id = t.{ids[0]} {joins}"
            con.execute(f"create or replace table main.{name} as {query.replace('$last', str(built * times))}")


def come(data: Path, new: int) -> None:
    """What a night changes in the built tables: ten times as many postings seen again, so many new, one month grown."""
    with work.connected(data) as con:
        last = statements.number(con, "select max(posting_id) from main.postings")
        seen = f"between {last - 20 * new} and {last} and posting_id % 2 = 0"
        con.execute(f"update main.postings set last_seen_on = last_seen_on + 1 where posting_id {seen}")
        con.execute(
            "update main.openings set last_seen_on = last_seen_on + 1"
            f" where opening_id in (select opening_id from main.postings where posting_id {seen})"
        )
        for name in GROWN:
            columns = [str(column) for column, *_ in con.execute(f"describe main.{name}").fetchall()]
            ids = [column for column in IDS if column in columns]
            told = ", ".join(f"{column} + {new} as {column}" for column in ids)
            told += ", ref || 'x' as ref" if name == "postings" else ""
            con.execute(
                f"insert into main.{name} select * replace ({told}) from main.{name} where {ids[0]} > {last - new}"
            )
        for name in [name for name in TABLES if name.endswith("_monthly")]:
            newest = f"(select max(month) from main.{name} where panel = 'hn')"
            con.execute(f"update main.{name} set n = n + {new} where panel in ('hn', 'all_raw') and month = {newest}")


def weighed(con: duckdb.DuckDBPyConnection) -> dict[str, float]:
    """Megabytes of blocks that hold rows of each published table, the heaviest first; small tables share blocks."""
    found = {}
    for name in TABLES:
        blocks = statements.number(
            con,
            f"""
            with segments as (from pragma_storage_info('jobshift.main.{name}') where block_id >= 0)
            select count(*) from (
                select block_id as block from segments union select unnest(additional_block_ids) from segments
            )
            """,
        )
        found[name] = blocks * 262_144 / 1e6
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def fill(data: Path, first: int, last: int) -> None:
    """Postings `first` to `last` with all that raw holds of them."""
    with work.connected(data) as con:
        for query in (POSTINGS, MENTION, *OTHERS.split(";")):
            con.execute(query, {"first": first, "last": last})


def cpu(step: Callable[[], object]) -> float:
    """CPU seconds of all threads of this process."""
    begun = time.process_time()
    step()
    return time.process_time() - begun


def median_ms(question: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of a question once the file is open, by the clock and of CPU: the medians of seven."""
    clock, busy = [], []
    for _ in range(7):
        begun, begun_cpu = time.perf_counter(), time.process_time()
        question()
        clock.append(1000 * (time.perf_counter() - begun))
        busy.append(1000 * (time.process_time() - begun_cpu))
    return statistics.median(clock), statistics.median(busy)


def test_a_large_warehouse_answers_at_once(tmp_path: Path) -> None:
    """A file of few postings is mostly blocks: bytes a mention tell something from a million on."""
    cost = measure(tmp_path, size(20_000))
    told(
        "postings", "build, CPU s", "publish, CPU s", "again, CPU s", "after a night, CPU s", "of 100 MB, CPU s",
        "mart, ms (CPU)", "bridge, ms (CPU)", "bytes a mention", "file, MB", "of it evidence, MB", "beside it, MB",
        "peak MB",
        rows=[[
            f"{cost.postings}", f"{cost.build:.1f}", f"{cost.first:.1f}", f"{cost.again:.1f}", f"{cost.night:.1f}",
            f"{100 * cost.night / (cost.megabytes + cost.megabytes_beside):.1f}",
            "{:.1f} ({:.1f})".format(*cost.mart_ms), "{:.1f} ({:.1f})".format(*cost.bridge_ms),
            f"{cost.bytes_a_mention:.2f}", f"{cost.megabytes}", f"{cost.tables['evidence']:.0f}",
            f"{cost.megabytes_beside}", f"{cost.peak_megabytes}",
        ]],
    )  # fmt: skip
    told("table", "MB", rows=[[name, f"{weight:.1f}"] for name, weight in list(cost.tables.items())[:12]])
    assert cost.postings < 20_000 or cost.bytes_a_mention < 16
