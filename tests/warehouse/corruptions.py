"""Corruptions of a built work warehouse, drawn with a seed: a table, a column and a kind each, as SQL."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import duckdb

from warehouse.catalog import tables
from warehouse.descriptions import described
from warehouse.publish import FACTS

SEED = 41
Columns = Mapping[str, str]  # name → type
PERIODS = ("month", "week", "quarter", "period", "night")
WORDS = re.compile("status|unit|definition|panel|kind|scope|frame|grain|ai_level|pay_period")
COUNTS = re.compile("^n$|count|^postings$|^openings$|employers|mentions|spells|^nights|at_risk|^days$|months$")


@dataclass(frozen=True)
class Corruption:
    """One corruption: what it is called and the statements that make it; `changes` gives how many rows it meets."""

    kind: str
    table: str
    column: str
    statements: tuple[str, ...]
    changes: str

    @property
    def name(self) -> str:
        return f"{self.kind} in {self.table}.{self.column}" if self.column else f"{self.kind} in {self.table}"


def _update(kind: str, table: str, column: str, value: str, where: str) -> Corruption:
    where = f"({where}) and {column} is distinct from ({value})"
    return Corruption(
        kind,
        table,
        column,
        (f"update work.main.{table} set {column} = {value} where {where}",),
        f"select count(*) from work.main.{table} where {where}",
    )


def _delete(kind: str, table: str, column: str, where: str) -> Corruption:
    return Corruption(
        kind,
        table,
        column,
        (f"delete from work.main.{table} where {where}",),
        f"select count(*) from work.main.{table} where {where}",
    )


def _insert(kind: str, table: str, column: str, rows: str) -> Corruption:
    return Corruption(kind, table, column, (f"insert into work.main.{table} {rows}",), f"select count(*) from ({rows})")


@dataclass(frozen=True)
class Table:
    """A filled table, and the chance that draws in it."""

    chance: random.Random
    name: str
    columns: Columns
    rows: int

    def one(self) -> str:
        """A condition that meets one row."""
        row = self.chance.randrange(self.rows)
        return f"rowid = (select rowid from work.main.{self.name} order by rowid offset {row} limit 1)"

    def column(self, fits: Callable[[str, str], bool]) -> str | None:
        """A column whose name and type fit."""
        found = [name for name, kind in self.columns.items() if fits(name, kind)]
        return self.chance.choice(found) if found else None


Draw = Callable[[Table], Corruption | None]


def duplicate_row(t: Table) -> Corruption | None:
    """A row stands twice."""
    row = t.one()
    return _insert("duplicate key", t.name, "", f"select * from work.main.{t.name} where {row}")


def null_key(t: Table) -> Corruption | None:
    """A part of the key is null."""
    key = described()[t.name].key
    return _update("null key", t.name, t.chance.choice(key), "null", t.one()) if key else None


def orphan(t: Table) -> Corruption | None:
    """An id of something that does not exist."""
    column = t.column(lambda name, _: name in ("posting_id", "opening_id", "skill", "role", "panel"))
    if column is None or t.name in ("skills", "roles", "panels"):
        return None
    value = "4000000000" if t.columns[column] == "UINTEGER" else "'nobody'"
    return _update("orphan", t.name, column, value, t.one())


def share_101(t: Table) -> Corruption | None:
    """A share above all."""
    column = t.column(lambda name, _: name.endswith("_pct"))
    return (column and _update("share 101", t.name, column, "101", f"{column} is not null")) or None


def future_date(t: Table) -> Corruption | None:
    """A day of the next century."""
    column = t.column(lambda _, kind: kind == "DATE")
    where = f"{t.one()}"
    return (column and _update("future date", t.name, column, "date '2126-01-01'", where)) or None


def vanished_source(t: Table) -> Corruption | None:
    """All rows of one source are gone."""
    if "source" not in t.columns:
        return None
    return _delete("vanished source", t.name, "source", f"source = '{t.chance.choice(['hn', 'greenhouse'])}'")


def doubled_employer(t: Table) -> Corruption | None:
    """An employer stands there a second time under another key."""
    if "employer_key" not in t.columns:
        return None
    key = f"employer {t.chance.choice([0, 1, 2])}"
    one = f"select * replace (employer_key || ' inc' as employer_key) from work.main.{t.name}"
    return _insert("doubled employer", t.name, "employer_key", f"{one} where employer_key = '{key}'")


def shuffled_months(t: Table) -> Corruption | None:
    """Every row of one month says another month, and the other way round."""
    column = t.column(lambda name, _: name in (*PERIODS, "flow_on"))
    if column is None or t.columns[column] != "DATE":
        return None
    months = f"(select list(distinct {column} order by {column}) from work.main.{t.name})"
    a, b = f"{months}[2]", f"{months}[3]"
    return _update(
        "shuffled months", t.name, column, f"case when {column} = {a} then {b} else {a} end", f"{column} in ({a}, {b})"
    )


def dropped_month(t: Table) -> Corruption | None:
    """All rows of one month are gone."""
    column = t.column(lambda name, _: name in PERIODS)
    if column is None or t.columns[column] != "DATE":
        return None
    return _delete("dropped month", t.name, column, f"{column} = (select min({column}) from work.main.{t.name})")


def emptied(t: Table) -> Corruption | None:
    """All rows are gone."""
    return _delete("emptied table", t.name, "", "true")


def halved(t: Table) -> Corruption | None:
    """Every second row is gone."""
    return _delete("halved table", t.name, "", "rowid % 2 = 1") if t.rows > 10 else None


def wrong_word(t: Table) -> Corruption | None:
    """A word that is none of the accepted ones."""
    column = t.column(lambda name, kind: kind == "VARCHAR" and bool(WORDS.search(name)))
    return (column and _update("wrong word", t.name, column, "'sometimes'", t.one())) or None


def wrong_count(t: Table) -> Corruption | None:
    """A count that is one too high."""
    column = t.column(lambda name, kind: bool(COUNTS.search(name)) and ("INT" in kind))
    return (column and _update("wrong count", t.name, column, f"{column} + 1", t.one())) or None


def swapped_bounds(t: Table) -> Corruption | None:
    """The interval stands upside down."""
    if "low_pct" not in t.columns:
        return None
    swap = f"update work.main.{t.name} set low_pct = high_pct, high_pct = low_pct where low_pct < high_pct"
    where = f"select count(*) from work.main.{t.name} where low_pct < high_pct"
    return Corruption("swapped bounds", t.name, "low_pct", (swap,), where)


def shifted_share(t: Table) -> Corruption | None:
    """All shares are a point too high."""
    if "share_pct" not in t.columns:
        return None
    return _update("shifted share", t.name, "share_pct", "share_pct + 1", "share_pct between 0 and 90")


def unmasked(t: Table) -> Corruption | None:
    """A sentence with an e-mail address, or a whole description."""
    if t.name != "evidence":
        return None
    value = t.chance.choice(["'write to jo@example.com'", "repeat('word ', 100)"])
    return _update("unmasked text", t.name, "sentence", value, t.one())


def flipped(t: Table) -> Corruption | None:
    """A flag says the opposite in every row of the table."""
    column = t.column(lambda _, kind: kind == "BOOLEAN")
    return (column and _update("flipped flag", t.name, column, f"not {column}", f"{column} is not null")) or None


KINDS: tuple[Draw, ...] = (
    duplicate_row, null_key, orphan, share_101, future_date, vanished_source, doubled_employer, shuffled_months,
    dropped_month, emptied, halved, wrong_word, wrong_count, swapped_bounds, shifted_share, unmasked, flipped,
)  # fmt: skip


def drawn(con: duckdb.DuckDBPyConnection, wanted: int) -> list[Corruption]:
    """So many different corruptions that meet a row of the warehouse attached as `work`, kinds in turn."""
    chance = random.Random(SEED)
    held = {name: columns for name, columns in tables(con, "work").items() if name in FACTS}
    sizes = {name: con.execute(f"select count(*) from work.main.{name}").fetchall()[0][0] for name in held}
    filled = sorted(name for name in held if sizes[name])
    found: dict[str, Corruption] = {}
    tries = 0
    while len(found) < wanted and tries < 50 * wanted:
        draw, table = KINDS[tries % len(KINDS)], chance.choice(filled)
        tries += 1
        one = draw(Table(chance, table, held[table], sizes[table]))
        if one is None or one.name in found:
            continue
        if con.execute(one.changes).fetchall()[0][0]:
            found[one.name] = one
    return list(found.values())
