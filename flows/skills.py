"""What there is to say about skills: their entries, their proofs, and how often the published openings ask for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from rapidfuzz import process

from pipeline import taxonomy
from pipeline.taxonomy import FOLDER, Skill

if TYPE_CHECKING:
    import duckdb

NEAR = 5  # names that an error offers
FORMS = 12  # most frequent forms that are shown
_COUNTS = """
select skill, count(distinct opening_id) as openings, count(distinct opening_id) filter (is_asked) as asked,
    count(distinct employer) as employers
from opening_skills
join (
    select opening_id, coalesce(employer_key, opening_id::varchar) as employer from openings where is_counted
) using (opening_id)
where is_any
group by skill
"""


class UnknownSkill(LookupError):
    """The taxonomy has no skill, group or tier of this name; names it and what comes near."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        near = [match for match, _, _ in process.extract(name, sorted(known), limit=NEAR, score_cutoff=50)]
        super().__init__(f"unknown {kind} {name!r}" + (f": did you mean {', '.join(near)}?" if near else ""))


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the taxonomy covers the published openings."""

    openings: int
    without_any_skill: int
    taxonomy_version: str  # that they were tagged with
    rows: tuple[dict[str, Any], ...]  # one per skill, most frequent first

    @property
    def without_any_skill_pct(self) -> float | None:
        """Share of openings in which no skill was found; None without openings."""
        return round(100 * self.without_any_skill / self.openings, 2) if self.openings else None

    def as_dict(self) -> dict[str, Any]:
        """For a program."""
        return {
            "openings": self.openings,
            "without_any_skill": self.without_any_skill,
            "without_any_skill_pct": self.without_any_skill_pct,
            "taxonomy_version": self.taxonomy_version,
            "never_seen": [row["skill"] for row in self.rows if not row["openings"]],
            "skills": list(self.rows),
        }


def entry(name: str) -> Skill:
    """The skill of this id; UnknownSkill otherwise."""
    known = taxonomy.skills()
    if name not in known:
        raise UnknownSkill("skill", name, known)
    return known[name]


def listed(words: Iterable[str], group: str | None, tier: str | None, *, only_ai: bool) -> list[dict[str, Any]]:
    """The skills whose id, label, group or forms hold all the words, of a group and tier if these are given."""
    labels = {key: found.label for key, found in taxonomy.groups().items()}
    if group is not None and group not in labels:
        raise UnknownSkill("group", group, labels)
    if tier is not None and tier not in taxonomy.TIERS:
        raise UnknownSkill("tier", tier, taxonomy.TIERS)
    wanted = [word.casefold() for word in words]
    rows = []
    for skill in taxonomy.skills().values():
        forms = [*skill.forms, *skill.exact, *skill.guarded]
        text = " ".join([skill.id, skill.label, skill.group, labels[skill.group], *forms]).casefold()
        if (
            group in (None, skill.group)
            and tier in (None, skill.tier)
            and (skill.is_ai or not only_ai)
            and all(word in text for word in wanted)
        ):
            rows.append(
                {"skill": skill.id, "label": skill.label, "group": skill.group, "tier": skill.tier, "ai": skill.is_ai}
                | {"since": skill.since, "forms": forms}
            )
    return rows


def shown(skill: Skill) -> dict[str, Any]:
    """The entry as its file has it, key by key; keys that it leaves out are left out."""
    lists = {name.name: list(getattr(skill, name.name)) for name in fields(Skill) if _is_list(skill, name.name)}
    plain = {
        "skill": skill.id,
        "label": skill.label,
        "group": skill.group,
        "file": str((FOLDER / f"{skill.group}.toml").relative_to(FOLDER.parents[2])),
        "tier": skill.tier,
        "ai": skill.is_ai,
        "since": skill.since,
        "retired": skill.retired,
        "note": skill.note,
        "in_it": skill.in_it if skill.exact or skill.guarded else None,
    }
    return {key: value for key, value in (plain | lists).items() if value not in (None, [])}


def _is_list(skill: Skill, name: str) -> bool:
    return isinstance(getattr(skill, name), tuple)


def counted(con: duckdb.DuckDBPyConnection, skill: str) -> dict[str, Any]:
    """How the published openings mention a skill: openings, employers, statuses, sections and the forms they use."""
    row = con.execute(f"select openings, asked, employers from ({_COUNTS}) where skill = ?", [skill]).fetchone()
    openings, asked, employers = row or (0, 0, 0)

    def by(column: str) -> dict[str, int]:
        found = con.execute(
            f"select {column}, count(distinct opening_id) from evidence where skill = ? group by 1 order by 2 desc, 1 "
            f"limit {FORMS}",
            [skill],
        ).fetchall()
        return {str(name): n for name, n in found}

    return {
        "openings": openings,
        "asked": asked,
        "employers": employers,
        "statuses": by("status"),
        "sections": by("section"),
        "forms_seen": by("lower(form)"),
    }


def coverage(con: duckdb.DuckDBPyConnection, taxonomy_version: str) -> Coverage:
    """What the published openings that are counted carry: per skill, and in how many nothing was found."""
    counts = {skill: row for skill, *row in con.execute(_COUNTS).fetchall()}
    total = con.execute("select count(*) from openings where is_counted").fetchone()
    empty = con.execute(
        "select count(*) from openings where is_counted and opening_id not in "
        "(select opening_id from opening_skills where is_any)"
    ).fetchone()
    if total is None or empty is None:
        raise AssertionError("a count without a row")
    rows = []
    for skill in taxonomy.skills().values():
        openings, asked, employers = counts.get(skill.id, (0, 0, 0))
        share = round(100 * openings / total[0], 3) if total[0] else None
        rows.append(
            {"skill": skill.id, "group": skill.group, "tier": skill.tier, "openings": openings, "asked": asked}
            | {"employers": employers, "share_pct": share}
        )
    ordered = sorted(rows, key=lambda row: (-row["openings"], row["skill"]))
    return Coverage(total[0], empty[0], taxonomy_version, tuple(ordered))
