"""Readers' labels as tables of raw: the answers, and what they say of the tags' errors per panel."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipeline.trends.correction import checks, errors
from warehouse import labels, statements

# What a reader does not take for an IT posting corrects no share: it belongs to no denominator. How often that is so,
# `jobshift audit score` tells.
COUNTED = """
    select panel, posting_id, ai_level, labelled, weight
    from raw.audit_answers
    where is_posting and is_it and labelled is not null
    order by panel, posting_id, labeller
"""


def give(con: duckdb.DuckDBPyConnection, data: Path) -> None:
    """Fill raw.audit_answers, audit_errors and audit_checks from data/audit; to be called after the postings."""
    con.register("given_labels", labels.frame(data))
    statements.run(con, "audit")
    con.unregister("given_labels")
    answers = con.execute(COUNTED).df()
    if answers.empty:
        return
    for name, frame in (("audit_errors", errors(answers)), ("audit_checks", checks(answers))):
        con.register("given_frame", frame)
        con.execute(f"insert into raw.{name} by name from given_frame")
        con.unregister("given_frame")
