"""HTML to text, and personal data masked."""

from __future__ import annotations

import html as entities
import re
import unicodedata
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser

INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "big",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
DROPPED = frozenset(("script", "style", "head", "noscript", "template", "svg", "iframe", "object"))
TAG = re.compile(r"<([a-zA-Z]+)")

# Signs of the private use area that stand for structure while the parser runs.
ITEM, BREAK, LINE = "\ue000", "\ue001", "\ue002"
ITEM_TAG = re.compile(r"<(?=li\b)", re.I)
PARAGRAPH_TAG = re.compile(r"<(?=(?:p|ul|ol|table|h[1-6]|hr|section|article|blockquote)\b)", re.I)
EMPTY_LINE = re.compile(r"<br\b[^>]*>(?:\s*<br\b[^>]*>)+", re.I)
STRUCTURE = re.compile(f"([{ITEM}{BREAK}{LINE}][ {ITEM}{BREAK}{LINE}]*)")
LEFT_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[\da-fA-F]{1,5});")
HALF = re.compile("[\ud800-\udfff]")  # of a character beyond U+FFFF, without its other half
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffc\x00-\x08\x0b-\x1f\x7f]")
BULLET = re.compile(r"\n- [-*•·▪●‣◦–] ?")  # a sign of the text's own behind that of its item
VISIBLE_ASCII = bytes(range(32, 127))
# composed characters that are no blanks and that no accent follows, pictures, and the signs of structure
SETTLED = re.compile(
    "[\u0080-\u0084\u0086-\u009f\u00a1-\u00ac\u00ae-\u017f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2122\u2190-\u21ff"
    f"\u2500-\u27bf\ufe0f\U0001f300-\U0001faff{ITEM}{BREAK}{LINE}]*"
)

EMAIL = re.compile(r"[\w.+%\-]{1,64}\s?@\s?(?:[\w\-]{1,63}\.)+[^\W\d_]{1,24}")
AT = r"\s*(?:\[\s*at\s*\]|\(\s*at\s*\)|\{\s*at\s*\}|<\s*at\s*>|\s_?at_?\s|\[@\]|\(@\)|@)\s*"
DOT = r"\s*(?:\[\s*dot\s*\]|\(\s*dot\s*\)|\{\s*dot\s*\}|<\s*dot\s*>|\sdot\s|\[\.\]|\(\.\))\s*"
BRACKETED_AT = r"\s*(?:\[\s*at\s*\]|\(\s*at\s*\)|\{\s*at\s*\}|<\s*at\s*>|\[@\]|\(@\))\s*"
NAME = r"[\w.+\-]{1,64}"
DOMAIN = (
    "(?:com|org|net|edu|gov|io|ai|co|dev|app|tech|me|us|uk|eu|de|fr|nl|ch|at|se|no|dk|fi|es|it|pl|ca|au|nz|in"
    "|info|biz|xyz|so|tv|fm|ly|gg)"
)
OBFUSCATED = re.compile(
    rf"{NAME}(?:{DOT}{NAME})?{AT}(?!(?:the|an?|our)\b)[\w\-]{{1,63}}(?:(?:{DOT}|\.)[\w\-]{{1,63}}){{0,4}}{DOT}{DOMAIN}\b"
    rf"|{NAME}{BRACKETED_AT}(?:[\w\-]{{1,63}}\.){{1,8}}[a-z]{{2,6}}\b",
    re.I,
)
HIDING = {  # by the sign that it begins with, which is found faster than one of several
    sign: re.compile(re.escape(sign) + r"\s?(?:[aA][tT]|[dD][oO][tT]|@|\.)\s?[\])}>]") for sign in "[({<"
}
DIGITS = re.compile(r"[+(\d](?<![\w.,$€£¥₹/=#\-@+].)[\d ().\-/\u00a0]{5,20}\d(?![\w%]|[.,]\d)")
DIGIT = re.compile(r"\d")
LONG_NUMBER = re.compile(r"[0-9][\d ().\-/\u00a0]{5,}\d")  # stands in every phone number in ASCII digits
NORTH_AMERICAN = re.compile(r"(?:\+?1[-. ]{1,2})?(?:\([2-9]\d{2}\) ?[-.]? ?|[2-9]\d{2}[-.])\d{3}[-. ]\d{4}")
TELEPHONE = re.compile(
    r"\b(?:phone|tel|telephone|telefon|call|cell|mobile|mob|whatsapp|fax|sms|text|ring)\b[^\n\d]{0,14}$", re.I
)
BRACKETED_ADDRESS = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}")


def plain(html: str) -> str:
    """Text of an HTML fragment: one line per block, a blank line between paragraphs, list items as '- '."""
    if "&lt;" in html and "<" not in html:
        html = entities.unescape(html)
    marked = ITEM_TAG.sub(f"{ITEM}<", PARAGRAPH_TAG.sub(f"{BREAK}<", EMPTY_LINE.sub(BREAK, html)))
    tree = LexborHTMLParser(marked)
    body = tree.body
    if body is None:
        return ""
    tags = {tag.lower() for tag in set(TAG.findall(html))}
    if dropped := tags & DROPPED:
        tree.strip_tags(sorted(dropped), recursive=True)
    tree.unwrap_tags(sorted(tags & INLINE))
    body.merge_text_nodes()
    parts = STRUCTURE.split(_normalised(body.text(separator=LINE)))
    parts[1::2] = map(_layout, parts[1::2])
    text = "".join(parts).replace(" \n", "\n").strip()
    if text.startswith("- ") or BULLET.search(text):
        return BULLET.sub("\n- ", f"\n{text}")[1:]
    return text


@lru_cache(maxsize=1024)
def _layout(signs: str) -> str:
    if ITEM in signs:
        return "\n- "
    return "\n\n" if BREAK in signs else "\n"


def is_whole(text: str) -> bool:
    """Whether the text holds no half of a character: told by encoding it, which is faster than a pattern."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def foreign(text: str) -> str:
    """The characters that are not visible ASCII, in order: found faster than a pattern walks over the text."""
    return text.encode("utf-8", "surrogatepass").translate(None, VISIBLE_ASCII).decode("utf-8", "surrogatepass")


def _normalised(text: str) -> str:
    """Composed (NFC), without entities and invisible signs; every space is a plain one, and none follows another."""
    if "&" in text and LEFT_ENTITY.search(text):
        text = entities.unescape(" ".join(text.split()))
    signs = foreign(text)
    if SETTLED.fullmatch(signs):
        return " ".join(text.split()) if "  " in text else text.strip(" ")
    text = " ".join(text.split())
    return text if SETTLED.fullmatch("".join(signs.split())) else unicodedata.normalize("NFC", INVISIBLE.sub("", text))


def masked(text: str) -> str:
    """The text with e-mail addresses and phone numbers replaced by <EMAIL>, <PHONE>."""
    if "@" in text:
        text = EMAIL.sub("<EMAIL>", text)
    if " dot " in text or " DOT " in text or _hides(text):
        text = OBFUSCATED.sub("<EMAIL>", text)
    if not text.isascii() and DIGIT.search(foreign(text)):
        return DIGITS.sub(_phone, text)
    return _without_phones(text)


def _hides(text: str) -> bool:
    """Whether a sign of an address stands in brackets ("jobs (at) acme.example")."""
    return any(sign in text and hiding.search(text) is not None for sign, hiding in HIDING.items())


def _without_phones(text: str) -> str:
    """The text with phone numbers replaced; they are looked for in the lines that hold a long number."""
    pieces: list[str] = []
    read = done = 0
    for number in LONG_NUMBER.finditer(text):
        if number.start() >= read:
            end = text.find("\n", number.end())
            read = len(text) if end < 0 else end
            for hit in DIGITS.finditer(text, text.rfind("\n", 0, number.start()) + 1, read):
                pieces += text[done : hit.start()], _phone(hit)
                done = hit.end()
    return "".join([*pieces, text[done:]]) if pieces else text


def _phone(match: re.Match[str]) -> str:
    """<PHONE> if the digits are a telephone number, else the digits as they stand."""
    written = match.group()
    digits = sum(c.isdigit() for c in written)
    if not 7 <= digits <= 15 or BRACKETED_ADDRESS.fullmatch(written):
        return written
    is_phone = (
        NORTH_AMERICAN.fullmatch(written) is not None
        or (written[0] == "+" and digits >= 8)
        or (written.lstrip("(")[0] == "0" and 10 <= digits <= 12 and not written.isdigit() and "/" not in written[3:])
        or TELEPHONE.search(match.string, max(0, match.start() - 30), match.start()) is not None
    )
    return "<PHONE>" if is_phone else written
