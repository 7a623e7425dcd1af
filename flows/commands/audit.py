"""`jobshift audit`: the owner reads openings without their tags, and the tags are held against the labels."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Annotated

import typer

PANEL = "Maintain"
Json = Annotated[bool, typer.Option("--json", help="For a program.")]


def sample(
    panel: Annotated[str, typer.Option(help="The panel whose openings are drawn.")] = "hn",
    n: Annotated[int, typer.Option("--n", min=1, help="How many openings.")] = 400,
    seed: Annotated[int | None, typer.Option(min=0, help="The number after the last sample's if not given.")] = None,
) -> None:
    """Draw published openings to be read: stratified by AI level and year, heavier where tags are most often wrong.

    The sample is kept below data/audit/samples with each opening's weight; one that is there is never drawn anew.
    The same snapshot and seed give the same sample.

    Example: jobshift audit sample --panel hn --n 400
    """
    from flows.audit.drawing import draw, strata
    from flows.commands.console import configured, say, table
    from warehouse.labels import sample_path

    data = configured().data
    name, openings = draw(data, panel, n, seed)
    table(None, ["tagged", "drawn", "% of the panel's openings"], strata(openings))
    say(f"sample {name}: {len(openings)} openings in {sample_path(data, name)}; read them with `jobshift audit label`")


def label(
    labeller: Annotated[str | None, typer.Option(help="Your name in the labels; your login if not given.")] = None,
    sample: Annotated[list[str] | None, typer.Option(help="Only this sample; may be given again.")] = None,
    roles: Annotated[bool, typer.Option("--roles", help="Ask for the roles too.")] = False,
) -> None:
    """Read openings of the samples without their tags and answer by single keys; each answer is kept at once.

    Is it a posting, is it IT, which AI level: docs/audit.md says what the levels mean. Stop with q and go on another
    day; z takes the last answer back, s leaves an opening for later. Keys may be piped in.

    Example: jobshift audit label --labeller ada
    """
    from flows.audit.reading import Reader, desk, waiting
    from flows.commands.console import configured, result, say
    from flows.errors import WrongUse
    from warehouse import labels

    data = configured().data
    name = labeller or getpass.getuser()
    if not name.isidentifier():
        raise WrongUse(f"--labeller {name!r}: letters, digits and _ only, for it names a file")
    known = labels.samples(data)
    if unknown := [given for given in sample or [] if given not in known]:
        raise WrongUse(f"there is no sample {', '.join(unknown)}; there are {', '.join(known) or 'none'}")
    if not known:
        raise WrongUse("nothing is drawn yet: `jobshift audit sample` first")
    openings, show = waiting(data, name, sample or known)
    stood = Reader(data, name, desk(result), roles).read(openings, show)
    say(f"{stood} labelled by {name} in this sitting, {len(openings) - stood} left")


def score(json: Json = False) -> None:
    """Hold the tags of the published snapshot against the labels: precision, recall, F1, the share put right, kappa.

    Every estimate is weighted back to the panel's openings and has its 95 % interval. Openings that a reader labels
    otherwise than they are tagged are named. With 200 labels of a panel the next run works the error into its series.

    Example: jobshift audit score --json
    """
    from flows.audit.scoring import SHOWN, lines, scores, sentences
    from flows.commands.console import configured, result, result_json, say, table
    from flows.errors import FAILED

    found = scores(configured().data)
    if json:
        result_json(found)
    elif found["labels"]:
        table(None, ["panel or labellers", "question", "measure", "value", "95 %", "n"], list(lines(found)))
        for sentence in sentences(found):
            result(sentence)
        differ = sorted(found["disagreements"], key=lambda row: not row["is_headline"])
        table(
            f"{len(differ)} labels differ from the tags" + (f", the first {SHOWN}" if len(differ) > SHOWN else ""),
            ["opening", "posting", "labeller", "tagged", "labelled"],
            [[row["opening_id"], row["posting"], row["labeller"], row["tagged"], row["labelled"]] for row in differ][
                :SHOWN
            ],
        )
    if not found["labels"]:
        say("no labels yet: `jobshift audit sample`, then `jobshift audit label`")
        raise typer.Exit(FAILED)


def card(
    labels: Annotated[
        list[Path], typer.Option(exists=True, dir_okay=False, help="Labelled postings; may be given again.")
    ],
) -> None:
    """Write the extractor's model card: precision and recall per question and skill on labelled postings.

    Labels are JSON lines as ../shared/gold/GUIDE.md describes them, with vocabulary.json beside them.

    Example: jobshift audit card --labels ../shared/gold/dev.jsonl > docs/extractor.md
    """
    from flows.audit.card import card as page
    from flows.commands.console import result
    from flows.errors import WrongUse

    if not labels[0].with_name("vocabulary.json").exists():
        raise WrongUse(f"there is no vocabulary.json beside {labels[0]}: it names the skills that the labels speak of")
    result(page(labels).rstrip("\n"))


def add_to(app: typer.Typer) -> None:
    """Register the group."""
    group = typer.Typer(
        help="Read openings without their tags and hold the extractor against it.", no_args_is_help=True
    )
    for command in (sample, label, score, card):
        group.command()(command)
    app.add_typer(group, name="audit", rich_help_panel=PANEL)
