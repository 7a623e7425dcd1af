"""Keys of a posting: what two postings share when they are one job, folded so that writing does not matter."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

_words = re.compile(r"\w+")
_all_genders = re.compile(r"\(\s*(?:all genders?|[mwfdxhgn](?:\s*[/|*,]\s*[mwfdxhgn*])+)\s*\)")
_has_digit = re.compile(r"\d")
_names_one_job = re.compile(r"\d{4,}|[0-9a-f]{8}-[0-9a-f]{4}-")
_campaign = re.compile(r"utm_|gh_src|lever-|(?:ref(?:errer)?|src|source)=|trk")
_ascii = bytes(range(128))
_letters = bytes(ord(chr(code).lower()) if code < 128 and _words.match(chr(code)) else 32 for code in range(256))
_signs = re.compile(  # neither letters nor digits in any Unicode form, and joined with none
    "[\u0080-\u00a7\u00a9\u00ab-\u00ae\u00b0\u00b1\u00b6\u00b7\u00bb\u00bf\u2000-\u2016\u2018-\u203d\u203f-\u206f"
    "\u20a0-\u20a7\u20a9-\u20bf\u2190-\u2199\u2500-\u2775\ufe00-\ufe0f\U0001f300-\U0001faff]*"
)


def text_hash(text: str) -> int:
    """64 bits over the words of a text: case, punctuation, spaces and Unicode forms do not count."""
    written = text.encode("utf-8", "surrogatepass")
    if _signs.fullmatch(written.translate(None, _ascii).decode("utf-8", "surrogatepass")):
        words = text.encode("ascii", "replace").translate(_letters).split()  # the same, five times as fast
        return number(b" ".join(words).decode())
    return number(" ".join(_words.findall(_folded(text))))


@lru_cache(maxsize=200_000)
def title_key(title: str | None) -> str:
    """The words of a title, without case, punctuation and "(m/f/d)"; an absent title gives ""."""
    return " ".join(_words.findall(_all_genders.sub(" ", _folded(title or "").replace("_", " "))))


@lru_cache(maxsize=200_000)
def titles_key(title: str | None, roles: tuple[str, ...] = ()) -> str:
    """The title; or where only the text carries any (Hacker News) all of them in order, each closed by ";"."""
    return title_key(title) or " ".join(f"{key};" for key in sorted({title_key(role) for role in roles}) if key)


@lru_cache(maxsize=200_000)
def place_key(place: str | None) -> str:
    """The places of a posting in a fixed order; an absent place gives ""."""
    return "; ".join(sorted({" ".join(_words.findall(part)) for part in _folded(place or "").split(";")}))


@lru_cache(maxsize=200_000)
def city_key(place: str | None) -> str:
    """As `place_key`, of each place only what stands before its first comma ("Berlin, Germany" is "Berlin")."""
    return place_key("; ".join(part.split(",")[0] for part in (place or "").split(";")))


@lru_cache(maxsize=200_000)
def requisition_key(requisition: str | None, ref: str | None = None) -> str | None:
    """The requisition without case and spaces; None where it is none.

    None is one that is too short or has no digit ("TBD", "1", "n/a"), or only repeats the source's id.
    """
    key = "".join(_folded(requisition or "").split())
    return key if len(key) >= 3 and _has_digit.search(key) and requisition != ref else None


def url_key(url: str | None) -> str | None:
    """Host, path and query of an address that names one job by a number; None for a general page.

    What only says where a visitor comes from (utm_…, gh_src) does not count.
    """
    rest = (url or "").partition("://")[2].partition("#")[0]
    if not _names_one_job.search(rest):
        return None
    page, _, query = rest.partition("?")
    host, _, path = page.lower().partition("/")
    named = "&".join(sorted(part for part in query.lower().split("&") if part and not _campaign.match(part)))
    key = f"{path.rstrip('/')}?{named}"
    return f"{host.removeprefix('www.')}/{key}" if host and _names_one_job.search(key) else None


def number(*words: object) -> int:
    """64 bits that stand for the words, the same on every machine."""
    return int.from_bytes(hashlib.blake2b("\x1f".join(map(str, words)).encode(), digest_size=8).digest(), "little")


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
