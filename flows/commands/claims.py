"""Panel Look: the article's claims, and one share in two periods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from flows.commands.look import PANEL, Json, SeriesStatus, Unit

if TYPE_CHECKING:
    from pipeline.claims.entry import Result


def claims(
    number: Annotated[int | None, typer.Argument(help="One claim, with its parts; none: all.")] = None,
    panel: Annotated[str, typer.Option(help="The panel that is asked.")] = "hn",
    markdown: Annotated[bool, typer.Option("--markdown", help="As a table for a page.")] = False,
    json: Json = False,
) -> None:
    """The article's claims, each with its verdict: supported, contradicted, undecided or not measurable.

    Verdicts are computed from the published file, with number, interval, n and what could have been seen.

    Example: jobshift claims 16
    """
    from flows.claims import assess, document, in_markdown, only
    from flows.commands.console import configured, result, result_json, say
    from flows.errors import WrongUse
    from warehouse import published

    if markdown and json:
        raise WrongUse("--markdown and --json exclude each other")
    data = configured().data
    found = assess(data, panel)
    say(f"snapshot {published.snapshot(data)['snapshot_id']}")
    chosen = found if number is None else [only(found, number)]
    if json:
        result_json(document(data, chosen))
    elif markdown:
        result(in_markdown(chosen))
    elif number is None:
        _show_all(chosen)
    else:
        _show_one(chosen[0])


def _show_all(found: list[Result]) -> None:
    from collections import Counter

    from flows.commands.console import say, table

    rows = [[result.claim.id, result.verdict, result.claim.claim, result.sentence] for result in found]
    table(None, ["claim", "verdict", "in our words", "what postings say"], rows)
    counted = Counter(result.verdict for result in found)
    say(", ".join(f"{count} {verdict}" for verdict, count in counted.most_common()))


def _show_one(found: Result) -> None:
    from flows.commands.console import result
    from flows.tables import show_frame

    for line in (found.claim.claim, found.claim.question, f"Rule: {found.claim.rule}", found.sentence):
        result(line)
    if found.claim.limits:
        result(f"Limits: {found.claim.limits}")
    if found.parts:
        show_frame(found.frame())


def compare(
    before: Annotated[str, typer.Option("--from", metavar="PERIOD", help="2021, 2021-Q2, 2021-05, 2021-01..2021-05.")],
    after: Annotated[str, typer.Option("--to", metavar="PERIOD", help="The later period, likewise.")],
    skill: Annotated[str | None, typer.Option(help="A skill's id.")] = None,
    form: Annotated[str | None, typer.Option(help="One form of the taxonomy, as written.")] = None,
    term: Annotated[str | None, typer.Option(help="Any words in the text.")] = None,
    role: Annotated[str | None, typer.Option(help="A role's id.")] = None,
    level: Annotated[str | None, typer.Option(help="An AI level: none, mentions, uses, builds, governs.")] = None,
    panel: Annotated[str, typer.Option(help="The panel whose openings are counted.")] = "hn",
    status: Annotated[
        SeriesStatus | None,
        typer.Option(help="asked: required, preferred or duty (of skills, if not given); any: all but negated."),
    ] = None,
    unit: Annotated[Unit, typer.Option(help="opening: deduplicated; posting: as advertised.")] = Unit.opening,
    json: Json = False,
) -> None:
    """One measure in two periods: both shares, the difference with its interval, and what could have been seen.

    Ends in a sentence fit to print, or says that the two cannot be told apart. Give exactly one measure.

    Example: jobshift compare --skill rust --from 2021 --to 2024
    """
    from flows.commands.console import configured, result, result_json, say
    from flows.comparing import Period, compare
    from flows.errors import WrongUse
    from warehouse import published

    given = {"skill": skill, "form": form, "term": term, "role": role, "level": level}
    measure = {name: value for name, value in given.items() if value is not None}
    if len(measure) != 1:
        raise WrongUse(f"give exactly one of --skill, --form, --term, --role and --level, not {len(measure)}")
    data = configured().data
    asked: Literal["asked", "any"] | None = None if status is None else status.value
    found = compare(data, measure, Period.of(before), Period.of(after), panel, asked, unit.value)
    say(f"snapshot {published.snapshot(data)['snapshot_id']}")
    if json:
        result_json(found.as_dict())
    else:
        result(found.sentence)


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    for command in (claims, compare):
        app.command(rich_help_panel=PANEL)(command)
