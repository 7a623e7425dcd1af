"""Skills in a text: the batch path, without building spaCy documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.clean.sections import Part
from pipeline.records import ASKED, Mention, Role, Status
from pipeline.tag import boundary, context
from pipeline.tag.folding import Folded, folded
from pipeline.tag.forms import Form, Lexicon
from pipeline.tag.reading import EVIDENCE, Reading
from pipeline.taxonomy import IT_TIERS, Skill, skills


@dataclass(frozen=True, slots=True)
class Candidates:
    """Forms found in a text before ambiguity is decided: start, end (in the folded text), index of the form."""

    found: tuple[tuple[int, int, int], ...]
    it_forms: int  # different IT skills seen by an unambiguous form
    text: Folded = field(default_factory=lambda: Folded("", None))
    title: str = ""
    in_title: tuple[tuple[int, int, int], ...] = ()


class Tagger:
    """Finds mentions of the taxonomy's skills; stateless once built."""

    def __init__(self, entries: dict[str, Skill] | None = None) -> None:
        self._skills = skills() if entries is None else entries
        self._lexicon = Lexicon(self._skills)
        meanings = context.meanings(self._skills)
        self._rules = [
            (
                form.kind,
                [(s, meanings[s]) for s in form.skills],
                form.kind == "forms" and not any(self._skills[s].blocks for s in form.skills),
                form.written[0].isupper(),
            )
            for form in self._lexicon.forms
        ]
        broad = {s.id for s in self._skills.values() if s.tier == "core"}
        self._broad = {i for i, form in enumerate(self._lexicon.forms) if broad.issuperset(form.skills)}
        self._uncertain = {
            i
            for i, form in enumerate(self._lexicon.forms)
            if form.kind != "forms" or any(self._skills[s].blocks for s in form.skills)
        }
        self._generic = {s.id for s in self._skills.values() if s.tier == "generic"}
        it = {s.id for s in self._skills.values() if s.tier in IT_TIERS}
        self._plainly_it = [
            it.intersection(form.skills) if form.kind == "forms" else frozenset() for form in self._lexicon.forms
        ]

    def form(self, index: int) -> Form:
        """The form of a candidate."""
        return self._lexicon.forms[index]

    def candidates(self, text: str, title: str | None) -> Candidates:
        """Where forms stand as whole words, longest first, outside URLs and e-mail addresses."""
        plain = folded(text)
        heading = folded(title or "").text
        found = self._standing(plain.text)
        seen: set[str] = set()
        end = 0
        for first, last, index in found:
            if first >= end:  # not inside a longer one
                seen |= self._plainly_it[index]
                end = last
        return Candidates(found, len(seen), plain, heading, self._standing(heading))

    def _standing(self, text: str) -> tuple[tuple[int, int, int], ...]:
        """Whole words; inside a longer form only fields ("machine learning"), or what stays if the longer one falls."""
        hits = sorted(self._lexicon.found(text), key=lambda hit: (hit[0], -hit[1]))
        spans = boundary.addresses(text)
        kept: list[tuple[int, int, int]] = []
        start, end, may_fall = 0, 0, False
        for hit in hits:
            first, last, index = hit
            is_outer = first >= end or (first, last) == (start, end)
            if not (is_outer or may_fall or (last <= end and index in self._broad)):
                continue
            if boundary.stands(text, first, last) and not (spans[0] and boundary.covered(first, last, spans)):
                if is_outer:
                    may_fall = index in self._uncertain and (may_fall or first >= end)
                    start, end = first, last
                kept.append(hit)
        return tuple(kept)

    def _chosen(
        self, text: str, found: Iterable[tuple[int, int, int]], is_it: bool, own: str
    ) -> Iterator[tuple[int, int, list[str]]]:
        """Forms that mean a skill here, the longest of those that do, with their skills."""
        start, end = 0, 0
        outer: set[str] = set()
        named = context.Employers(text)
        for first, last, index in found:
            is_inner = first < end and (first, last) != (start, end)
            if is_inner and (last > end or index not in self._broad):
                continue
            meant = [
                s for s in self._meant(text, first, last, index, is_it, own, named) if not is_inner or s not in outer
            ]
            if not meant:
                continue
            if not is_inner:
                outer = set(meant) if first >= end else outer | set(meant)
                start, end = first, last
            yield first, last, meant

    def mentions(
        self,
        candidates: Candidates,
        text: str,
        parts: Sequence[Part],
        *,
        is_it: bool,
        employer: str | None,
        roles: Sequence[Role],
    ) -> tuple[Mention, ...]:
        """The skills that the text mentions: one mention per skill, form, status and role block, in order.

        Skills of a title field of its own stand at offsets 0, 0.
        """
        own = folded(employer or "").text.casefold()
        reading = Reading(text, parts, roles)
        found: dict[tuple[str, str, Status, int | None], Mention] = {}
        for mention in self._in_title(candidates, is_it):
            found.setdefault((mention.skill, mention.form.lower(), mention.status, None), mention)
        plain = candidates.text.text
        for first, last, meant in self._chosen(plain, candidates.found, is_it, own):
            start, end = candidates.text.span(first, last)
            at = reading.at(start, end)
            for skill in meant:
                key = (skill, text[start:end].lower(), at.status, at.block)
                if key in found and skill in self._generic:  # the level reads every sentence that says "AI"
                    key = (skill, str(start), at.status, at.block)
                if key not in found:
                    found[key] = Mention(
                        skill,
                        self._skills[skill].group,
                        text[start:end],
                        at.status,
                        at.section,
                        start,
                        end,
                        reading.evidence(at, start, end),
                        at.block,
                    )
        return tuple(found.values())

    def _meant(
        self, text: str, start: int, end: int, index: int, is_it: bool, own: str, named: context.Employers
    ) -> list[str]:
        """Skills that the form stands for here."""
        kind, rules, is_plain, is_name = self._rules[index]
        if own and (name := text[start:end].casefold()) in own and _is_own(text, start, name, own):
            return []
        meant = [s for s, rule in rules if is_plain or context.means(text, start, end, kind, rule, is_it)]
        if is_name and meant and text[start].isupper() and named.has(start, end):
            return []
        return meant

    def _in_title(self, candidates: Candidates, is_it: bool) -> Iterable[Mention]:
        title = candidates.title
        around = f"{title}\n{candidates.text.text[: context.NEED_WINDOW]}"
        for start, end, meant in self._chosen(around, candidates.in_title, is_it, ""):
            for skill in meant:
                yield Mention(
                    skill, self._skills[skill].group, title[start:end], "duty", "header", 0, 0, title[:EVIDENCE]
                )


def _is_own(text: str, start: int, name: str, own: str) -> bool:
    """Whether the words at this offset belong to the employer's own name."""
    where = own.find(name)
    while where >= 0:
        first = start - where
        if first >= 0 and text[first : first + len(own)].casefold() == own:
            return True
        where = own.find(name, where + 1)
    return False


def asked(mentions: Iterable[Mention]) -> set[str]:
    """Skills that the posting asks for."""
    return {mention.skill for mention in mentions if mention.status in ASKED}
