"""Writes a draft as text: a Hacker News comment, or the HTML of a board's posting."""

from __future__ import annotations

import html
from collections.abc import Sequence
from random import Random

from flows.sample.drafts import Block, Draft
from flows.sample.plan import World

Parts = dict[str, list[str]]  # section -> sentences


def listed(skills: Sequence[str]) -> str:
    """Words as a list in a sentence."""
    return skills[0] if len(skills) == 1 else f"{', '.join(skills[:-1])} and {skills[-1]}"


def chosen(facts: World, rng: Random, kind: str, draft: Draft, **more: str) -> str:
    """One sentence of a kind, filled in."""
    return str(rng.choice(facts.templates[kind])).format(**draft.words, **more)


def block_parts(facts: World, rng: Random, block: Block, draft: Draft) -> Parts:
    """The sentences of one role block by section: every skill of the draft stands in exactly one of them."""
    parts: Parts = {"duty": [], "require": [], "nice": [], "stack": []}
    parts["duty"] += rng.sample(facts.templates["duty"][block.family], 2)
    parts["require"].append(chosen(facts, rng, "require", draft))
    if block.anchor:
        parts[block.anchor.get("where", "duty")].append(block.anchor["text"])
    shares: dict[str, list[str]] = {}
    for words, sections in (
        ((*block.listed, *block.extra), ("stack", "stack", "require", "require", "duty", "nice")),
        (block.concepts, ("require", "require", "nice")),
    ):
        for word in rng.sample(words, len(words)):
            shares.setdefault(rng.choice(sections), []).append(word)
    makes = block.family in facts.plan["writing"]["makers"]
    templates = {"stack": "stack", "duty": "make_skill" if makes else "duty_skill"}
    for section, some in shares.items():
        joined = ", ".join(some) if section == "stack" else listed(some)
        parts[section].append(chosen(facts, rng, templates.get(section, f"{section}_skill"), draft, skills=joined))
    return parts


def posting_parts(facts: World, rng: Random, draft: Draft) -> Parts:
    """The sentences that belong to the whole posting."""
    parts: Parts = {"about": [chosen(facts, rng, "about", draft)], "benefit": [], "process": [], "legal": []}
    if draft.background in {"about_ai", "negated"}:
        parts["about"].append(chosen(facts, rng, "about_ai", draft))
    if draft.background == "screening":
        parts["process"].append(chosen(facts, rng, "screening", draft))
    for kind, section, share in (
        ("outside", "about", 0.15),
        ("references", "about", 0.06),
        ("benefit", "benefit", 0.4),
        ("process", "process", 0.35),
        ("legal", "legal", 0.25),
    ):
        if rng.random() < share:
            parts[section].append(chosen(facts, rng, kind, draft))
    return parts


def comment(facts: World, rng: Random, draft: Draft) -> str:
    """A Hacker News comment: HTML with <p> between paragraphs, as the search API gives it."""
    whole = posting_parts(facts, rng, draft)
    titles = ", ".join(block.truth.title for block in draft.blocks)
    single = len(draft.blocks) == 1
    header = str(rng.choice(facts.templates["header"]["single" if single else "several"]))
    lines = [header.format(**draft.words, jobs=titles), " ".join(whole["about"])]
    if single:
        parts = block_parts(facts, rng, draft.blocks[0], draft)
        if draft.background == "negated":
            parts["require"].append(chosen(facts, rng, "negated", draft))
        if rng.random() < 0.6:
            lines.append(chosen(facts, rng, "hiring", draft, title=titles))
        lines += rng.choice((_prose, _headed))(facts, rng, parts)
    else:
        style = str(rng.choice(facts.templates["header"]["block"]))
        lines += [_role_block(facts, rng, block, draft, style) for block in draft.blocks]
        lines += [chosen(facts, rng, "negated", draft)] if draft.background == "negated" else []
    lines += [" ".join(whole[section]) for section in ("benefit", "process", "legal") if whole[section]]
    lines.append(chosen(facts, rng, "contact", draft))
    return "<p>".join(as_html(paragraph) for line in lines for paragraph in line.split("<p>"))


def _prose(_facts: World, _rng: Random, parts: Parts) -> list[str]:
    return [" ".join(parts[section]) for section in ("duty", "require", "nice", "stack") if parts[section]]


def _headed(facts: World, rng: Random, parts: Parts) -> list[str]:
    lines: list[str] = []
    for section in ("duty", "require", "nice"):
        if parts[section]:
            lines.append(f"{rng.choice(facts.templates['heading'][section]).format(employer='us')}:")
            lines += [f"- {sentence}" for sentence in parts[section]]
    return lines + parts["stack"]


def _role_block(facts: World, rng: Random, block: Block, draft: Draft, style: str) -> str:
    parts = block_parts(facts, rng, block, draft)
    body = " ".join(sentence for section in ("duty", "require", "nice", "stack") for sentence in parts[section])
    return style.format(title=block.truth.title) + body


def as_html(paragraph: str) -> str:
    """A paragraph as Hacker News writes it: escaped, slashes and apostrophes too, links as anchors."""
    words = []
    for word in paragraph.split(" "):
        escaped = html.escape(word, quote=True).replace("/", "&#x2F;")
        bare = word.rstrip(".,)").lstrip("(")
        link = html.escape(bare).replace("/", "&#x2F;")
        is_link = bare.startswith("https://")
        words.append(escaped.replace(link, f'<a href="{link}" rel="nofollow">{link}</a>') if is_link else escaped)
    return " ".join(words)


def description(facts: World, rng: Random, draft: Draft) -> list[tuple[str, list[str]]]:
    """A board's posting as (heading, lines), the heading empty for plain paragraphs; lists have more than one line."""
    whole, block = posting_parts(facts, rng, draft), draft.blocks[0]
    parts = block_parts(facts, rng, block, draft)
    if draft.background == "negated":
        parts["require"].append(chosen(facts, rng, "negated", draft))
    found: list[tuple[str, list[str]]] = []
    for section in ("about", "duty", "require", "nice", "stack", "benefit", "process"):
        lines = parts.get(section) or whole.get(section) or []
        if lines:
            heading = str(rng.choice(facts.templates["heading"][section])).format(employer=draft.employer)
            found.append((heading, lines))
    return [*found, *(("", [line]) for line in whole["legal"])]
