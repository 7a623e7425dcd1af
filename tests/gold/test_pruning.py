"""Rules lose exactly the alternatives that they are told to lose."""

from __future__ import annotations

import re
from types import ModuleType

from pipeline.clean.sentences import Cue, cue
from tests.gold.pruning import items, outermost, rebuilt, without


def _module(**values: object) -> ModuleType:
    module = ModuleType("pens")
    vars(module).update(values)
    return module


def test_every_alternative_of_a_list_is_an_item_attested_by_itself() -> None:
    module = _module(INKS=re.compile(r"^\b(?:red|blue|green)(?! pen) ink$", re.IGNORECASE))
    found = {item.alone.pattern: item.alone.search("a bottle of blue ink") is not None for item in items([module])}
    assert found == {
        r"\b(?:red)(?! pen) ink": False,
        r"\b(?:blue)(?! pen) ink": True,
        r"\b(?:green)(?! pen) ink": False,
    }


def test_a_dropped_alternative_matches_no_more_and_the_others_still_do() -> None:
    module = _module(INKS=re.compile(r"(?:red|blue|green) ink"))
    red = next(item for item in items([module]) if item.alone.search("red ink"))
    left = re.compile(without(r"(?:red|blue|green) ink", [(red.start, red.end)]))
    assert [left.search(f"{colour} ink") is not None for colour in ("red", "blue", "green")] == [False, True, True]


def test_cues_and_tuples_of_patterns_are_rebuilt() -> None:
    value = (("red", cue("ink", r"\b(?:red|blue) ink\b")), re.compile("pen"))
    new = rebuilt(value, lambda pattern, number: re.compile(f"{len(pattern.pattern) > 3}{number}"))
    assert isinstance(new, tuple)
    assert isinstance(new[0][1], Cue)
    assert (new[0][0], new[0][1].pattern.pattern, new[1].pattern) == ("red", "True0", "False1")


def test_nested_spans_give_way_to_the_one_around_them() -> None:
    assert outermost([(4, 6), (0, 10), (12, 14)]) == [(0, 10), (12, 14)]
