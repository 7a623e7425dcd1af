"""What the published warehouse says of one opening: its postings and why they are one, spells, versions, evidence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from warehouse import published

Rows = list[dict[str, Any]]
SENTENCES = 20  # of evidence, the asked-for AI skills first

OPENING = """
    select
        opening_id, employer, title, ai_level, countries, sources, postings, spells, reposts, is_reposted_often,
        is_long_running, is_left_truncated, first_month, last_month, first_seen_on, last_seen_on, closed_on
    from openings
    where opening_id = $opening
"""
PARTS = {
    "postings": """
        select
            posting_id, source, board, ref, url, employer, title, place, requisition, opening_reason,
            matched_posting_id, round(similarity::double, 2) as similarity, posted_on, posted_kind, first_seen_on,
            last_seen_on, closed_on
        from postings
        where opening_id = $opening
        order by posting_id
    """,
    "spells": """
        select
            source, board, posting_id, started_on, ended_on, gone_on, days, days_before, is_left_truncated,
            is_right_censored, is_repost, month, postings
        from spells
        where opening_id = $opening
        order by started_on, source, board
    """,
    "versions": """
        select
            posting_id, version, first_seen_on,
            list_filter(
                [
                    if(is_title_changed, 'title', null), if(is_place_changed, 'place', null),
                    if(is_requisition_changed, 'requisition', null), if(is_pay_changed, 'pay', null),
                    if(is_text_changed, 'text', null)
                ],
                lambda part: part is not null
            ) as changed,
            title, pay_min, pay_max, pay_currency, pay_period, skills_added, skills_removed, ai_skills_added,
            ai_skills_removed, ai_level, ai_level_before
        from posting_versions
        where opening_id = $opening
        order by posting_id, version
    """,
    "id_changes": """
        select posting_id, old_opening_id, new_opening_id, changed_on, reason, evidence
        from opening_id_changes
        where old_opening_id = $opening or new_opening_id = $opening
        order by changed_on, posting_id
    """,
    "evidence": f"""
        select posting_id, skill, status, section, sentence
        from evidence
        join skills using (skill)
        where opening_id = $opening and status <> 'negated'
        qualify row_number() over (partition by skill order by status = 'context', posting_id, start_offset) = 1
        order by not is_ai, status = 'context', skill
        limit {SENTENCES}
    """,
}


class UnknownOpening(LookupError):
    """No opening has this id; names it, and where it went if it was merged."""


def opening(data: Path, opening_id: int) -> dict[str, Any]:
    """The opening's row with its postings, spells, versions, id_changes and evidence, each as rows.

    Raises UnknownOpening, NothingPublished.
    """
    with published.connect(data) as con:
        found = _rows(con, OPENING, opening_id)
        if not found:
            raise UnknownOpening(_missing(con, opening_id))
        return found[0] | {name: _rows(con, query, opening_id) for name, query in PARTS.items()}


def _rows(con: duckdb.DuckDBPyConnection, query: str, opening_id: int) -> Rows:
    rows: Rows = con.execute(query, {"opening": opening_id}).to_arrow_table().to_pylist()
    return rows


def _missing(con: duckdb.DuckDBPyConnection, opening_id: int) -> str:
    now = con.execute("select opening_id from postings where posting_id = $opening", {"opening": opening_id}).fetchall()
    if now:
        return f"there is no opening {opening_id}; the posting of that number belongs to opening {now[0][0]}"
    return f"there is no opening {opening_id}"
