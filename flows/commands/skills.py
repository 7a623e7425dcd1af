"""`jobshift skills`: look at the taxonomy, prove it, see what it covers, find what it lacks."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

PANEL = "Maintain"
Json = Annotated[bool, typer.Option("--json", help="For a program.")]


def listing(
    words: Annotated[list[str] | None, typer.Argument(help="Words of an id, a label, a form or a group.")] = None,
    group: Annotated[str | None, typer.Option(help="Only this group.")] = None,
    tier: Annotated[str | None, typer.Option(help="Only this tier.")] = None,
    ai: Annotated[bool, typer.Option("--ai", help="Only skills that make a posting an AI posting.")] = False,
    json: Json = False,
) -> None:
    """Search the taxonomy: the skills whose id, label, group or forms hold all the words.

    Example: jobshift skills list retrieval --ai
    """
    from flows.commands.console import result_json, say, table
    from flows.errors import FAILED
    from flows.skills import listed

    found = listed(words or [], group, tier, only_ai=ai)
    if json:
        result_json(found)
    elif found:
        table(None, list(found[0]), [[_cell(value) for value in row.values()] for row in found])
    if not found:
        say(f"no skill has {' and '.join(words or ['that'])}")
        raise typer.Exit(FAILED)
    say(f"{len(found)} skills")


def show(
    skill: Annotated[str, typer.Argument(help="A skill's id.")],
    json: Json = False,
) -> None:
    """Show one skill: its entry with forms and rules, and how the published openings mention it.

    Example: jobshift skills show retrieval_augmented_generation
    """
    from flows.commands.console import configured, result_json, say, table
    from flows.skills import counted, entry, shown
    from warehouse import published

    about: dict[str, Any] = shown(entry(skill))
    data = configured().data
    if published.path(data).exists():
        with published.connect(data) as con:
            about["published"] = counted(con, skill)
    else:
        say(published.MISSING.format(data.resolve()))
    if json:
        result_json(about)
        return
    seen = about.pop("published", {})
    table(None, ["", ""], [[key, _cell(value)] for key, value in (about | seen).items()])


def prove(
    skill: Annotated[str | None, typer.Argument(help="A skill's id; every skill if not given.")] = None,
    json: Json = False,
) -> None:
    """Prove the taxonomy: each skill is found in the sentences of its hits and in none of its misses.

    Says what fails; the exit code is 1 if anything does.

    Example: jobshift skills test go
    """
    from dataclasses import asdict

    from flows.commands.console import result, result_json, say
    from flows.errors import FAILED
    from flows.skills import entry
    from pipeline import taxonomy
    from pipeline.tag.mentions import Tagger
    from pipeline.tag.proofs import failures

    entries = [entry(skill)] if skill is not None else list(taxonomy.skills().values())
    failed = list(failures(Tagger(), entries))
    if json:
        result_json({"skills": len(entries), "failures": [asdict(failure) for failure in failed]})
    for failure in [] if json else failed:
        verb = "is not found in its hit" if failure.kind == "hit" else "is found in its miss"
        result(f"{failure.skill} {verb} {failure.sentence!r} (found: {', '.join(failure.found) or 'nothing'})")
    sentences = sum(len(one.hits) + len(one.misses) for one in entries)
    say(f"{len(entries)} skills, {sentences} sentences, {len(failed)} failures")
    if failed:
        raise typer.Exit(FAILED)


def covered(
    rows: Annotated[int, typer.Option(help="Skills shown in the table.", min=1)] = 40,
    never: Annotated[bool, typer.Option("--never", help="Name the skills that no opening carries instead.")] = False,
    json: Json = False,
) -> None:
    """See what the taxonomy covers: openings and employers per skill, skills never seen, openings without any.

    Counts openings of the published warehouse that are counted anywhere: IT postings in a validated language.

    Example: jobshift skills coverage --rows 100
    """
    from flows.commands.console import configured, result_json, say, table
    from flows.skills import coverage
    from pipeline.taxonomy import VERSION
    from warehouse import published

    data = configured().data
    with published.connect(data) as con:
        found = coverage(con, str(published.snapshot(data)["taxonomy_version"]))
    if json:
        result_json(found.as_dict())
        return
    seen = [row for row in found.rows if row["openings"]]
    unseen = [row for row in found.rows if not row["openings"]]
    if chosen := unseen if never else seen[:rows]:
        table(None, list(chosen[0]), [list(row.values()) for row in chosen])
    say(f"{len(seen)} skills seen in {found.openings} openings, {len(unseen)} never")
    say(f"{found.without_any_skill} openings ({found.without_any_skill_pct} %) carry no skill")
    if found.taxonomy_version != VERSION:
        say(f"they were tagged with taxonomy {found.taxonomy_version}; that of today is {VERSION}")


def mine(
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m"], metavar="YYYY-MM", help="First recent month; the last 12 if not given."),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="The review file: .toml or .csv.", dir_okay=False)] = None,
    employers: Annotated[int, typer.Option(help="Employers that must use a term.", min=2)] = 15,
    most: Annotated[int, typer.Option(help="Candidates at most.", min=1)] = 200,
    json: Json = False,
) -> None:
    """Find what the taxonomy lacks: terms of the lake's texts that employers have begun to use.

    Terms are one to four words between punctuation and stop words. They are counted by employers, so nobody's repeated
    text makes one; a term needs a z above 4 against the months before, three sources (where there are as many) and a
    share of employers that rises over three windows. Each comes with sentences of three employers and a draft entry.

    Example: jobshift skills candidates --since 2025-01 --out candidates.toml
    """
    from flows.commands.console import configured, result_json, say, table
    from flows.errors import WrongUse
    from flows.mining import as_csv, as_toml, mined, rows

    if out is not None and out.suffix not in (".toml", ".csv"):
        raise WrongUse(f"--out {out}: a name that ends in .toml or .csv")
    month = None if since is None else since.year * 12 + since.month - 1
    first, found = mined(configured().data, month, employers=employers, most=most)
    named = f"{first // 12:04d}-{first % 12 + 1:02d}"
    if out is not None:
        out.write_text(as_toml(found, named) if out.suffix == ".toml" else as_csv(found), encoding="utf-8")
    if json:
        result_json(rows(found))
    elif out is None and found:
        heads = ["term", "z", "employers", "before", "sources", "first seen", "near", "evidence"]
        table(None, heads, [_short(row) for row in rows(found)])
    say(f"{len(found)} candidates since {named}" + (f" in {out}" if out is not None else ""))


def _short(row: dict[str, Any]) -> list[Any]:
    evidence = row["evidence"][0] if row["evidence"] else ""
    counts = [row[key] for key in ("written", "z", "employers", "employers_before", "sources", "first_month")]
    return [*counts, ", ".join(row["near"]), evidence]


def _cell(value: Any) -> Any:
    """A value as a cell of a table."""
    if isinstance(value, dict):
        return ", ".join(f"{key} {count}" for key, count in value.items())
    return ", ".join(value) if isinstance(value, list) else value


def add_to(app: typer.Typer) -> None:
    """Register the group and its commands."""
    group = typer.Typer(help="Look at the taxonomy, prove it, see what it covers, find what it lacks.")
    group.command("list")(listing)
    group.command()(show)
    group.command("test")(prove)
    group.command("coverage")(covered)
    group.command("candidates")(mine)
    app.add_typer(group, name="skills", rich_help_panel=PANEL, no_args_is_help=True)
