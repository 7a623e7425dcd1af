"""Mining finds the term that was planted, and nothing that one employer repeats or the taxonomy knows."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from pipeline.taxonomy import Skill
from pipeline.taxonomy.candidates import EVIDENCE_LENGTH, Candidate, candidates
from pipeline.taxonomy.terms import Text, corpus, grams, tokens

START, SINCE, END = 2020 * 12, 2022 * 12, 2023 * 12  # recent: the last of three years
SAID = (
    "Invoices, ledgers, receipts, orders, returns, deliveries, pallets, crates, labels and scales for bakers.",
    "Ovens, flour, yeast, dough, salt, butter, sugar, trays, racks and timers are measured every hour.",
    "Routes, vans, bridges, tolls, ferries, depots, drivers, parcels, maps and clocks are planned.",
)
KNOWN = {"langchain": Skill(id="langchain", group="toys", label="LangChain", tier="specific", forms=("LangChain",))}


def world(planted: dict[str, tuple[int, int, int]], extra: Iterable[Text] = ()) -> list[Text]:
    """120 employers with a text each year; `planted`: how many of them say a sentence in each of the three years."""
    texts = []
    for year in range(3):
        for number in range(120):
            said = [sentence for sentence, employers in planted.items() if number < employers[year]]
            text = " ".join([SAID[number % 3], *said])
            texts.append(Text(f"employer {number}", f"source {number % 4}", START + 12 * year + number % 12, text))
    return [*texts, *extra]


def found(texts: list[Text], employers: int = 15, known: dict[str, Skill] = KNOWN) -> dict[str, Candidate]:
    return {c.term: c for c in candidates(lambda: texts, SINCE, employers=employers, known=known)}


def test_a_planted_term_is_found_with_its_counts() -> None:
    terms = found(world({"You will use Quokka Mesh daily.": (0, 4, 60)}))
    assert "quokka mesh" in terms
    planted = terms["quokka mesh"]
    assert (planted.written, planted.employers, planted.employers_before, planted.sources) == ("Quokka Mesh", 60, 4, 4)
    assert planted.shares_pct == pytest.approx((0, 3.333, 50))
    assert planted.first_month == "2021-01"
    assert planted.z > 4
    assert planted.entry()["id"] == "quokka_mesh"
    assert planted.entry()["forms"] == ["Quokka Mesh"]


def test_boilerplate_of_one_employer_is_none() -> None:
    repeated = [
        Text("employer 1", f"source {n % 4}", SINCE + n % 12, f"Galactic Widgets rule {n}.") for n in range(500)
    ]
    assert found(world({}, repeated)) == {}


@pytest.mark.parametrize(
    ("employers", "why"),
    [((0, 0, 14), "too few employers"), ((60, 60, 60), "no growth"), ((0, 70, 60), "falls in the last year")],
)
def test_a_term_that_fails_one_rule_is_none(employers: tuple[int, int, int], why: str) -> None:
    assert "quokka mesh" not in found(world({"You will use Quokka Mesh daily.": employers})), why


def test_a_term_of_one_source_of_four_is_none() -> None:
    alone = [Text(f"new {n}", "source 0", SINCE + n % 12, "Own our Quokka Mesh.") for n in range(60)]
    assert "quokka mesh" not in found(world({}, alone))


def test_what_the_taxonomy_knows_is_none_but_a_longer_name_is_told_with_what_it_holds() -> None:
    terms = found(world({"Know LangChain.": (0, 4, 60), "Know LangChain Zebra.": (0, 4, 56)}))
    assert "langchain" not in terms
    assert terms["langchain zebra"].near == ("langchain",)


def test_a_part_of_a_longer_term_and_weak_words_are_none() -> None:
    terms = found(world({"We are great with Quokka Mesh Protocol.": (0, 4, 60)}))
    assert [term for term in terms if "quokka" in term] == ["quokka mesh protocol"]


def test_evidence_is_short_masked_and_of_different_employers() -> None:
    long = "Ask jane.doe@example.org about Quokka Mesh " + "and flour and ovens " * 30 + "."
    evidence = found(world({long: (0, 4, 60)}))["quokka mesh"].evidence
    assert 1 <= len(evidence) <= 3
    assert all(len(sentence) <= EVIDENCE_LENGTH and "Quokka Mesh" in sentence for sentence in evidence)
    assert not any("jane.doe" in sentence for sentence in evidence)


def test_nothing_is_found_without_a_past() -> None:
    texts = world({"You will use Quokka Mesh daily.": (0, 4, 60)})
    assert candidates(lambda: texts, START, known=KNOWN) == []
    assert candidates(list, SINCE, known=KNOWN) == []


def test_the_same_texts_give_the_same_candidates_in_the_same_order() -> None:
    texts = world({"Use Quokka Mesh.": (0, 4, 60), "Use Wombat Grid.": (0, 4, 60)})
    assert list(found(texts)) == list(found(texts)) == ["quokka mesh", "wombat grid"]


def test_words_end_at_signs_amounts_addresses_and_headers() -> None:
    text = "Acme | Berlin | Remote\nBuild Node.js, C++ and re-ranking for 120k at https://acme.example/x y"
    assert [word for word in tokens(text) if word] == ["node.js", "c++", "re-ranking"]


def test_sequences_are_counted_by_employers_and_stop_at_breaks() -> None:
    texts = [Text(f"e{n}", "s", START, "quokka mesh grid, wombat") for n in range(3)]
    read = corpus([*texts, Text("e1", "s", START, "quokka mesh quokka mesh")])
    terms = {tuple(read.vocabulary[word] for word in term) for term in grams(read, 3).terms}
    assert terms == {
        ("quokka",), ("mesh",), ("grid",), ("wombat",), ("quokka", "mesh"), ("mesh", "grid"),
        ("quokka", "mesh", "grid"),
    }  # fmt: skip
