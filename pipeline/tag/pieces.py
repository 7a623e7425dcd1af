"""A stretch of text cut into the pieces that may be titles, and pieces of one title put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.clean.patterns import caseless, lower, lowered
from pipeline.tag.nouns import Scan
from pipeline.tag.titles import area_of, role_of

_BREAK = re.compile(
    r"[(\[][^()\[\]]*[)\]]"
    r"|(?P<comma>\s*[,;|•·►▪●→]\s*(?:(?:and/or|and|or|&|as well as|plus)\s+)?(?:an?\s+)?"
    r"|(?<![SJsj][Rr])\.\s+(?=[A-Z(])|\s\*\s)"
    r"|(?P<also>\s+(?:and/or|and|or|plus|as well as|&|\+)\s+(?:an?\s+|for\s+)?)"
    r"|(?P<slash>\s*/\s*)"
    r"|(?P<dash>\s+[-–—]+\s+|\s*[–—]\s*)"
)
_CUT = caseless(
    r"\s(?:in(?! test\b)|at|with|for|to(?! (?:senior|mid|staff|principal|junior|sr)\b)|who|based|on(?! rails)|from"
    r"|that|using|working|@|via|needed|wanted|role|roles|position|positions"
    r"|available|required|join|experienced|we|you|skilled|proficient|having|is|are|will|bridging|building|focus\w*"
    r"|helping|developing|designing|creating|speciali[sz](?:ing|ed|es)|located|living|which|where)(?:\s|$)|https?:|\bwww\."
    r"|\s@|[!?]|:\s",
)
_LEAD = caseless(
    r"(?:(?:we(?:['’]re| are)?|i['’]?m|now|currently|also|actively|is|are|be|hiring|seeking|looking for|recruiting"
    r"|for|a|an|the|our|one|two|three"
    r"|several|multiple|various|some|more|few|new|another|experienced|talented|great|strong|passionate|skilled"
    r"|smart(?! contract)|high[- ](?:quality|performing|calib(?:er|re))|top[- ]notch|extremely|highly"
    r"|exceptional|awesome|amazing|excellent"
    r"|solid|motivated|good|brilliant|bright|ambitious|creative|enthusiastic|top|world[- ]class|rock ?star|seasoned"
    r"|qualified|dedicated|additional"
    r"|wanted|position|positions|roles?|open|opening|openings|jobs?|title|need|needs|all|other|many|both"
    r"|full[- ]?time|part[- ]?time|remote|onsite|local"
    r"|contract|paid|modern|select|certain|different|kinds of|types of|of|first|second|next|early|their|its|any"
    r"|\d{1,2}(?:st|nd|rd|th)?|\d{1,2}\s?x|x\d|\(\d\))"
    r"(?:\s*[:,>)#-]+\s*|\s+)|[\s\-*•–—·#>=_~+.:,(\[]+(?!net\b))+",
)
_TAIL = re.compile(
    r"(?:\s+in\s+test\b)?(?:\s+(?:of|of the)(?:\s+[\w&]+){1,4}|(?<=VP)\s+[\w&]+(?:\s+\w+)?|\s+(?:I|II|III|IV|V"
    r"|[1-5])\b)?(?:\s*\([^()]{0,45}\))?",
    re.IGNORECASE,
)
_LEADER = re.compile(r"(?:\w+ )?(?:S?VP|EVP|Vice President|Director|Head|Manager|Lead)", re.IGNORECASE)
_CHIEF = re.compile(r"(?:\w+ )?(?:S?VP|EVP|Vice President|Director|Head)", re.IGNORECASE)
_FIELD = re.compile(r"(?:\w+ ){0,2}(?:Engineering|Development)", re.IGNORECASE)
_STACKED = re.compile(r"\s[-–—]\s[\w.+#]+(?:/[\w.+#]+)+$")
_BRACKET = re.compile(r"[(\[][^()\[\]]*[)\]]?")
Kind = Literal["headed", "area", "weak", "other"]


@dataclass(slots=True)
class Piece:
    """A piece of text: a title with a noun of a job ("headed"), an area, a stack ("weak"), or something else."""

    start: int
    end: int
    before: str  # what stands before it: "", comma, also, slash, dash
    kind: Kind
    role: str | None
    noun: str  # its last noun
    is_cut: bool  # whether prose follows the title


def begins(text: str, start: int, end: int) -> bool:
    """Whether a title that begins at `end` has only leading words before it, from `start` on ("Looking for a …")."""
    return end <= start or _LEAD.fullmatch(lower(text), start, end) is not None


def pieces(scanned: Scan) -> list[Piece]:
    """The pieces of the text, cut at commas, "and", slashes and dashes outside brackets."""
    cut_up: list[Piece] = []
    end = len(scanned.text)
    at, before, in_prose = 0, "", False
    low = lowered(scanned.text)
    marks = [(mark.start(), mark.end(), mark.lastgroup) for mark in _BREAK.finditer(scanned.text) if mark.lastgroup]
    for stop, following, group in [*marks, (end, end, "")]:
        piece = _piece(scanned, low, at, stop, before)
        if in_prose and piece.kind in ("area", "weak") and before != "dash":
            piece.kind = "other"
        in_prose = in_prose or (piece.kind == "headed" and piece.is_cut)
        cut_up.append(piece)
        at, before = following, group or ""
    return cut_up


def _piece(scanned: Scan, low: str, start: int, end: int, before: str) -> Piece:
    """The piece text[start:end] without what leads to a title and what follows one; `low`: the text in lower case."""
    text, full = scanned.text, end
    if lead := _LEAD.match(low, start, end):
        start = lead.end()
    if cut := _CUT.search(low, start, end):
        end = cut.start()
    words = text[start:end].rstrip(" .,:;-–—|*\t")
    if text[start - 1 : start] == "(" and 0 <= words.find(")") < (words + "(").find("("):
        start, words = start - 1, "(" + words
    end = start + len(words)
    brackets = [bracket.span() for bracket in _BRACKET.finditer(words)] if "(" in words or "[" in words else []
    nouns: Sequence[int] = scanned.nouns(start, end)
    if brackets:
        nouns = [i for i in nouns if not any(a <= scanned.starts[i] - start < b for a, b in brackets)]
    if nouns and len(words) - sum(b - a for a, b in brackets) <= 90:
        noun = nouns[-1]
        behind = scanned.ends[noun] - start
        tail = _TAIL.match(words, behind) if behind < len(words) else None
        end = start + tail.end() if tail else scanned.ends[noun]
        return Piece(
            start,
            end,
            before,
            "headed",
            None,
            text[scanned.starts[noun] : scanned.ends[noun]],
            full - end > 3 and cut is not None,
        )
    role, is_weak = area_of(words) if 0 < len(words) <= 50 else (None, False)
    return Piece(start, end, before, "other" if role is None else "weak" if is_weak else "area", role, "", False)


def joined(text: str, pieces: list[Piece]) -> list[Piece]:
    """Pieces that are one title put together again ("Engineer, Backend", "Strategy & Operations Lead")."""
    out = pieces[:1]
    for i, piece in enumerate(pieces[1:], 1):
        last = out[-1]
        following = pieces[i + 1] if i + 1 < len(pieces) else None
        is_first = len(out) == 1 or piece.before == "dash"
        if (is_first and _is_specialty(text, last, piece, following)) or _is_field(text, last, piece):
            out[-1] = Piece(last.start, piece.end, last.before, "headed", None, last.noun, piece.is_cut)
        elif piece.before == "slash" and piece.kind != "other" and not _stand_alone(text, last, piece):
            kind: Kind = "headed" if "headed" in (last.kind, piece.kind) else "area"
            role = area_of(text[last.start : piece.end])[0] or last.role or piece.role
            out[-1] = Piece(last.start, piece.end, last.before, kind, role, piece.noun or last.noun, piece.is_cut)
        elif piece.before == "slash" and piece.kind == "other" and last.kind == "headed" and _is_stack(text, last):
            out[-1] = Piece(last.start, piece.end, last.before, "headed", None, last.noun, piece.is_cut)
        elif (
            piece.before in ("also", "slash")
            and piece.kind == "headed"
            and last.kind == "other"
            and last.end - last.start <= 30
        ):
            out[-1] = Piece(last.start, piece.end, last.before, "headed", None, piece.noun, piece.is_cut)
        else:
            out.append(piece)
    return out


def _is_specialty(text: str, last: Piece, piece: Piece, following: Piece | None) -> bool:
    """Whether the piece is what the title before it works on, not a job of its own."""
    if last.kind != "headed" or piece.kind not in ("area", "weak") or piece.role == "non_it":
        return False
    if piece.before == "dash":
        return True
    if piece.before != "comma" or (
        following is not None and following.before in ("comma", "also", "slash") and following.kind != "other"
    ):
        return False
    return not text[last.start : last.end].rstrip().endswith("s")


def _is_field(text: str, last: Piece, piece: Piece) -> bool:
    """Whether the piece is the field that a manager leads ("VP, Engineering", "Senior Director, Data Science")."""
    if piece.before != "comma" or last.kind != "headed":
        return False
    if piece.kind == "headed":
        return (
            _LEADER.fullmatch(text, last.start, last.end) is not None
            and _FIELD.fullmatch(text, piece.start, piece.end) is not None
        )
    return piece.kind == "area" and _CHIEF.fullmatch(text, last.start, last.end) is not None


def _is_stack(text: str, last: Piece) -> bool:
    """Whether the title ends with technologies after a dash ("Developer - React/Node"), more of which may follow."""
    return _STACKED.search(text, last.start, last.end) is not None


def _stand_alone(text: str, last: Piece, piece: Piece) -> bool:
    """Whether both sides of a slash are jobs ("Data Engineers/Data Scientists", "ML/Data Science")."""
    words = text[piece.start : piece.end]
    if last.kind == "headed" and piece.kind == "headed":
        return len(_BRACKET.sub("", words).split()) > 1 and role_of(text[last.start : last.end]) != role_of(words)
    if last.kind == "headed":
        return piece.kind == "area" and role_of(text[last.start : last.end]) != piece.role
    return last.kind == "area" and piece.kind == "area" and last.role != piece.role
