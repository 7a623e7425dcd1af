"""Long corporate advertisements, written anew, in the dresses of the trade: headings, bold lines, capitals, colons,
bullet signs or nothing at all, with the boilerplate that employers share."""

from __future__ import annotations

import tomllib
from html import escape
from pathlib import Path
from typing import Any

import pytest

from pipeline.records import ASKED, Posting, Tagged
from pipeline.understand import understand

FOLDER = Path(__file__).parent / "long_ads"
POOLS: dict[str, dict[str, str]] = tomllib.loads((FOLDER / "pools.toml").read_text(encoding="utf-8"))
ADS: list[dict[str, Any]] = [
    ad for path in sorted(FOLDER.glob("ads_*.toml")) for ad in tomllib.loads(path.read_text(encoding="utf-8"))["ad"]
]


def _heading(style: str, words: str) -> str:
    words = escape(words, quote=False)
    return {
        "headings": f"<h3>{words}</h3>",
        "bold": f"<p><strong>{words}</strong></p>",
        "none": "",
    }.get(style, f"<p>{words}</p>")


def _items(style: str, items: list[str]) -> str:
    safe = [escape(item, quote=False) for item in items]
    if style == "none":
        return f"<p>{' '.join(safe)}</p>"
    if style == "bullets":
        return "<p>" + "<br>".join(f"• {item}" for item in safe) + "</p>"
    return "<ul>" + "".join(f"<li>{item}</li>" for item in safe) + "</ul>"


def page(ad: dict[str, Any]) -> str:
    """The advertisement as HTML: its own parts in order, then the paragraphs of the pools."""
    style, words, number = ad["style"], iter(ad["words"]), len(ad["employer"])
    told = [list(POOLS[group].values())[number % 3] for group in ("history", "working")]
    pools = [name.split(".") for name in ad["pools"]]
    values = [POOLS[group][name] for group, name in pools if group == "values"]
    parts = [
        ad["about"], *told, *values, ad.get("role"), ad["duties"], ad["requirements"], ad["nice"], ad.get("stack"),
        *(POOLS[group][name] for group, name in pools if group != "values"),
    ]  # fmt: skip
    out = []
    for part in parts:
        if part is None:
            continue
        out.append("" if part in [*told, *values] else _heading(style, next(words, "")))
        out.append(_items(style, part) if isinstance(part, list) else f"<p>{escape(part.strip(), quote=False)}</p>")
    return "\n".join(piece for piece in out if piece)


def read(ad: dict[str, Any]) -> Tagged:
    return understand(Posting(ref="1", url="", title=ad["title"], employer=ad["employer"], html=page(ad)))


every_ad = pytest.mark.parametrize("ad", ADS, ids=[ad["title"] for ad in ADS])


def test_the_ads_are_long_and_of_all_dresses() -> None:
    lengths = [len(page(ad).split()) for ad in ADS]
    assert len(ADS) >= 25
    assert min(lengths) >= 400
    assert max(lengths) <= 900
    assert {ad["style"] for ad in ADS} == {"headings", "bold", "caps", "colons", "bullets", "none"}


@every_ad
def test_the_role_of_a_long_ad_is_that_of_its_title(ad: dict[str, Any]) -> None:
    assert [role.role for role in read(ad).roles] == ad["roles"]


@every_ad
def test_the_level_of_a_long_ad_is_that_of_its_duties_and_not_of_its_boilerplate(ad: dict[str, Any]) -> None:
    assert read(ad).ai_level == ad["level"]


@every_ad
def test_the_skills_of_a_long_ad_have_the_status_of_their_part(ad: dict[str, Any]) -> None:
    said: dict[str, set[str]] = {form: set() for form in ad["statuses"]}
    for mention in read(ad).mentions:
        if mention.form in said:
            said[mention.form].add(mention.status)
    assert {form: status for form, status in ad["statuses"].items() if status not in said[form]} == {}
    unasked = [form for form, status in ad["statuses"].items() if status in ("context", "negated")]
    assert not any(said[form] & ASKED for form in unasked)


@every_ad
def test_the_fields_of_a_long_ad_are_read_through_its_boilerplate(ad: dict[str, Any]) -> None:
    tagged = read(ad)
    assert set(tagged.seniority) == set(ad["seniority"])
    assert set(tagged.workplace) <= set(ad["workplace"])  # boilerplate adds none
    assert tagged.years_experience == ad.get("years")
