"""Skills in a text: the batch path, without building spaCy documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.clean.sections import Parts
from pipeline.records import ASKED, Mention, Role, Status
from pipeline.tag import boundary, context, lists
from pipeline.tag.folding import Folded, folded
from pipeline.tag.forms import Form, Lexicon
from pipeline.tag.reading import EVIDENCE, Reading
from pipeline.taxonomy import AI_TIERS, IT_TIERS, Skill, skills


@dataclass(frozen=True, slots=True)
class Candidates:
    """Forms found in a text before ambiguity is decided: start, end (in the folded text), index of the form."""

    found: tuple[tuple[int, int, int], ...]
    it_forms: int  # different IT skills seen by an unambiguous form
    text: Folded = field(default_factory=lambda: Folded("", None))
    title: str = ""
    in_title: tuple[tuple[int, int, int], ...] = ()
    introduced: tuple[tuple[int, int], ...] = ()  # words that introduce employers


class Tagger:
    """Finds mentions of the taxonomy's skills; stateless once built."""

    def __init__(self, entries: dict[str, Skill] | None = None) -> None:
        self._skills = skills() if entries is None else entries
        self._lexicon = Lexicon(self._skills, context.INTRODUCING)
        meanings = context.meanings(self._skills)
        self._rules = [(form.kind, [(s, meanings[s]) for s in form.skills]) for form in self._lexicon.forms]
        self._plain = [  # the skills of forms that need no look around
            list(form.skills) if form.kind == "forms" and not any(self._skills[s].blocks for s in form.skills) else None
            for form in self._lexicon.forms
        ]
        self._accepted = [all(rule.accepted_in_it for _, rule in rules) for _, rules in self._rules]
        self._is_name = [form.written[0].isupper() for form in self._lexicon.forms]
        broad = {s.id for s in self._skills.values() if s.tier == "core"}
        self._broad = {i for i, form in enumerate(self._lexicon.forms) if broad.issuperset(form.skills)}
        self._uncertain = {i for i, plain in enumerate(self._plain) if plain is None}
        self._generic = {s.id for s in self._skills.values() if s.tier == "generic"}
        it = {s.id for s in self._skills.values() if s.tier in IT_TIERS}
        self._plainly_it = [
            it.intersection(form.skills) if form.kind == "forms" else frozenset() for form in self._lexicon.forms
        ]
        self._lists = [self._list(form) for form in self._lexicon.forms]
        self._known = {
            (tiers, is_it): frozenset(
                i for i, form in enumerate(self._lexicon.forms) if self._is_known(form, tiers, is_it)
            )
            for tiers in set(self._lists)
            for is_it in (True, False)
        }

    @property
    def forms(self) -> Sequence[Form]:
        """Every form, by index."""
        return self._lexicon.forms

    def form(self, index: int) -> Form:
        """The form of a candidate."""
        return self._lexicon.forms[index]

    def _list(self, form: Form) -> frozenset[str]:
        """The tiers of skills whose company in a list shows what an ambiguous form means: of a plain word, AI only."""
        if form.kind == "forms":
            return frozenset()
        if form.written[0].isupper():
            return IT_TIERS - {"generic"}
        return AI_TIERS - {"generic"} if all(self._skills[s].is_ai for s in form.skills) else frozenset()

    def _is_known(self, form: Form, tiers: frozenset[str], is_it: bool) -> bool:
        """Whether the form stands for a skill of these tiers wherever it is not blocked."""
        entries = [self._skills[s] for s in form.skills]
        sure = form.kind == "forms" or (is_it and form.kind == "exact" and all(e.in_it == "accept" for e in entries))
        return sure and tiers.issuperset(entry.tier for entry in entries)

    def candidates(self, text: str, title: str | None) -> Candidates:
        """Where forms stand as whole words, longest first, outside URLs and e-mail addresses."""
        plain = folded(text)
        found, introduced = self._standing(plain.text)
        seen: set[str] = set()
        end = 0
        for first, last, index in found:
            if first >= end:  # not inside a longer one
                seen |= self._plainly_it[index]
                end = last
        return self.titled(Candidates(found, len(seen), plain, introduced=introduced), title)

    def titled(self, candidates: Candidates, title: str | None) -> Candidates:
        """The candidates of a text with those of its title."""
        heading = folded(title or "").text
        if not heading:
            return candidates
        return replace(candidates, title=heading, in_title=self._standing(heading)[0])

    def _standing(self, text: str) -> tuple[tuple[tuple[int, int, int], ...], tuple[tuple[int, int], ...]]:
        """Whole words; inside a longer form only fields ("machine learning"), or what stays if the longer one falls.

        Also the words that introduce employers.
        """
        hits, introduced = self._lexicon.found(text)
        edges = boundary.edges(text)
        addresses: tuple[list[int], list[int]] | None = None
        kept: list[tuple[int, int, int]] = []
        start, end, may_fall = 0, 0, False
        for first, back, index in hits:
            last = -back
            is_outer = first >= end or (first == start and last == end)
            if not (is_outer or may_fall or (last <= end and index in self._broad)):
                continue
            if not boundary.is_parted(edges, first, last):
                if not boundary.stands(text, first, last):
                    continue
                is_hidden = boundary.is_in_address(text, first, last)
                if is_hidden is None:
                    addresses = addresses or boundary.addresses(text)
                    is_hidden = boundary.covered(first, last, addresses)
                if is_hidden:
                    continue
            if is_outer:
                may_fall = index in self._uncertain and (may_fall or first >= end)
                start, end = first, last
            kept.append((first, last, index))
        return tuple(kept), tuple(introduced)

    def _chosen(
        self,
        text: str,
        found: Sequence[tuple[int, int, int]],
        is_it: bool,
        own: str,
        introduced: Sequence[tuple[int, int]],
    ) -> Iterator[tuple[int, int, list[str]]]:
        """Forms that mean a skill here, the longest of those that do, with their skills."""
        start, end = 0, 0
        outer: list[str] = []
        named = context.Employers(text, introduced)
        for number, (first, last, index) in enumerate(found):
            is_inner = first < end and (first != start or last != end)
            if is_inner and (last > end or index not in self._broad):
                continue
            meant = self._plain[index] or self._fitting(text, found, number, is_it)
            if is_inner and meant:
                meant = [skill for skill in meant if skill not in outer]
            if (
                not meant
                or (own and text[first:last].casefold() in own and is_own(text, first, last, own))
                or (self._is_name[index] and text[first].isupper() and named.has(first, last))
            ):
                continue
            if not is_inner:
                outer = meant if first >= end else [*outer, *meant]
                start, end = first, last
            yield first, last, meant

    def _fitting(self, text: str, found: Sequence[tuple[int, int, int]], number: int, is_it: bool) -> list[str]:
        """Skills that the words around let the form stand for."""
        start, end, index = found[number]
        kind, rules = self._rules[index]
        known = frozenset() if is_it and self._accepted[index] else self._known[self._lists[index], is_it]
        is_listed = bool(known) and any(other in known for other in lists.listed(text, found, number))
        return [
            skill for skill, rule in rules if context.means(text, start, end, kind, rule, is_it, is_listed=is_listed)
        ]

    def named(self, text: str, *, is_it: bool) -> list[tuple[int, int, list[str]]]:
        """Where a text names skills, and which: (start, end, skills), whatever it wants with them."""
        candidates = self.candidates(text, None)
        chosen = self._chosen(candidates.text.text, candidates.found, is_it, "", candidates.introduced)
        return [(*candidates.text.span(start, end), meant) for start, end, meant in chosen]

    def mentions(
        self,
        candidates: Candidates,
        text: str,
        parts: Parts,
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
        for first, last, meant in self._chosen(plain, candidates.found, is_it, own, candidates.introduced):
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

    def _in_title(self, candidates: Candidates, is_it: bool) -> Iterable[Mention]:
        title = candidates.title
        if not candidates.in_title:
            return
        around = f"{title}\n{candidates.text.text[: context.NEED_WINDOW]}"
        for start, end, meant in self._chosen(around, candidates.in_title, is_it, "", self._lexicon.found(around)[1]):
            for skill in meant:
                yield Mention(
                    skill, self._skills[skill].group, title[start:end], "duty", "header", 0, 0, title[:EVIDENCE]
                )


def is_own(text: str, start: int, end: int, own: str) -> bool:
    """Whether the words at these offsets belong to the employer's own name."""
    name = text[start:end].casefold()
    where = own.find(name)
    while where >= 0:
        first = start - where
        last = first + len(own)
        if first >= 0 and text[first:last].casefold() == own and _is_cut(text, first) and _is_cut(text, last):
            return True
        where = own.find(name, where + 1)
    return False


def _is_cut(text: str, offset: int) -> bool:
    """Whether no word goes on over this offset ("Ray Ban" is not in "Ray Bank")."""
    return not (offset and text[offset - 1].isalnum() and text[offset : offset + 1].isalnum())


def asked(mentions: Iterable[Mention]) -> set[str]:
    """Skills that the posting asks for."""
    return {mention.skill for mention in mentions if mention.status in ASKED}
