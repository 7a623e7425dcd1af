"""A title cleaned, and the role it is assigned to."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.taxonomy.roles import ai_words, areas, likely_rules, weak_areas

_DASHES = re.compile(r"\s*[–—]+\s*|\s+-+\s+")
_PLAIN = re.compile(r"[a-z ]*")  # nothing in it but words
_TAGS = re.compile(
    r"\((?:[mfwdhxi](?:[/|, ]+[mfwdhxi]){1,3}|all genders?|gn)\)|\b(?:h/f|f/h|m/w/d|w/m/d|m/f/d|f/m/d|m/w)\b"
    r"|\[[a-z]{0,4}-?\d+\]|\b(?:req|job|jr|r|id)[-# ]?\d{3,}\b|#\d+|\b\d+ ?x\b|\bx ?\d+\b|\(s\)"
)
_HYPHEN = re.compile(r"(?<=\w)[-‐‑](?=\w)")
_COMPOUND = re.compile(
    r"\b(?:(?P<frontend>front ?end(?:er)?s?|fe(?= (?:dev|eng)))|(?P<backend>back ?ends?|be(?= (?:dev|eng)))"
    r"|(?P<fullstack>full ?stacks?|fullstackers?)"
    r"|(?P<devops>dev(?:elopment)?[ /]?(?:& |and )?ops)|(?P<devsecops>dev sec ops)|(?P<sysadmin>sys ?admin\w*"
    r"|systems? admins?)"
    r"|(?P<software_engineer>s/?w eng(?:ineer)?s?|swes?|sdes?)"
    r"|(?P<systems_engineer>sys(?:tem)? eng(?:ineer)?s?)|(?P<technical_writer>tech(?:nical)? writers?)"
    r"|(?P<vp>vice president))\b"
)
_MAY_COMPOUND = re.compile(
    r"[fbstdv](?:(?<=f)(?:ront|ull|e )|(?<=b)(?:ack|e )|(?<=s)(?:ys|de|we|w e|/)|(?<=t)ech|(?<=d)ev|(?<=v)ice)"
)
_WORD = re.compile(r"[a-z]+(?:\.(?=\s|$|,|/))?")
_SINGULAR = (
    "engineer", "developer", "programmer", "scientist", "architect", "analyst", "administrator", "designer", "manager",
    "lead", "researcher", "hacker", "consultant", "specialist", "technician", "intern", "writer", "tester", "owner",
    "expert", "coder", "leader", "director", "contractor", "contributor", "marketer", "advocate", "evangelist",
    "recruiter", "representative", "rep", "executive", "associate", "sre", "pm", "sdet", "dba", "tpm",
)  # fmt: skip
_WORDS = {f"{noun}s": noun for noun in _SINGULAR} | {
    "sr": "senior", "sr.": "senior", "snr": "senior", "jr": "junior", "jr.": "junior",
    "eng": "engineer", "eng.": "engineer", "engr": "engineer", "engg": "engineer", "enginer": "engineer",
    "enginner": "engineer", "dev": "developer", "dev.": "developer", "devs": "developer", "developper": "developer",
    "developpers": "developer", "mgr": "manager", "mgr.": "manager", "admin": "administrator",
    "admins": "administrator", "adminstrator": "administrator", "admininstrator": "administrator",
    "techincal": "technical",
}  # fmt: skip
_SPACES = re.compile(r"\s*/\s*|[\s_]+")
_RANK = re.compile(
    r"^(?:(?:senior|junior|staff|principal|experienced|mid|mid level|midlevel|intermediate|entry level"
    r"|graduate)[ ,/]+)+(?=\w+ \w|backend|frontend|fullstack)"
)
_GENERIC = re.compile(
    r"(?:(?:senior|junior|mid|level|lead|staff|principal|experienced|entry|all|levels|and|or|to|ii|iii|iv|full|time"
    r"|remote|intermediate|medior|graduate|new|grad|super|more|early|career|high|very|talented|hybrid|great|good"
    r"|strong|skilled)[ ,/+]*)*"
    r"(?:engineer|developer|programmer|hacker|coder|intern|internship|technologist|engineering|development|tech"
    r"|lead|people|person|ninja|guru|software|rockstar|wizard|intern/coop|tech people)$"
)
_BRACKET = re.compile(r" ?[(\[][^()\[\]]*[)\]]?")
_AREA_RANK = re.compile(r"^(?:senior|junior|lead|staff|principal) | (?:team|roles?|positions?|jobs?|talent)$")
_STACKED = re.compile(r"(?:[\w.+#]+[ /]){1,2}(fullstack|backend|frontend|mobile|ios|android)$")
_PARTS = re.compile(r"[/,&]| and ")


@lru_cache(maxsize=1 << 16)
def clean_title(title: str) -> str:
    """The title as the rules of roles.toml read it: lower case, singular, abbreviations written out, tags dropped."""
    text = title.lower()
    is_plain = _PLAIN.fullmatch(text) is not None
    if not is_plain:
        text = _HYPHEN.sub(" ", _TAGS.sub(" ", _DASHES.sub(" - ", text.replace("’", "'"))))
    if _MAY_COMPOUND.search(text):
        text = _COMPOUND.sub(lambda m: (m.lastgroup or "").replace("_", " "), text)
    if is_plain:
        return " ".join([_WORDS.get(word, word) for word in text.split()])
    text = _WORD.sub(lambda m: _WORDS.get(m[0], m[0]), text)
    return _SPACES.sub(lambda m: "/" if "/" in m[0] else " ", text).strip(" \t-:;,!*|/&+")


def role_of(title: str) -> str | None:
    """The role of a title; None where no rule takes it."""
    return _role_of_clean(_RANK.sub("", clean_title(title)))


@lru_cache(maxsize=1 << 16)
def _role_of_clean(clean: str) -> str | None:
    may_be_ai = ai_words().search(clean) is not None
    for rule in likely_rules(clean):
        if (
            (may_be_ai or not rule.is_ai)
            and rule.takes.search(clean)
            and not (rule.vetoes and rule.vetoes.search(clean))
        ):
            return rule.role
    return None


@lru_cache(maxsize=1 << 16)
def area_of(words: str) -> tuple[str | None, bool]:
    """The role of words that name a job without a noun ("Data Science"), and whether they may be a stack ("Python")."""
    clean = _AREA_RANK.sub("", clean_title(words))
    bare = (_BRACKET.sub("", clean) if "(" in clean or "[" in clean else clean).strip()
    if role := areas().role(bare) or (areas().role(clean) if bare != clean else None):
        return role, False
    if tail := _STACKED.match(bare):
        return area_of(tail[1])
    if _PARTS.search(bare):
        for part in _PARTS.split(bare):
            if role := areas().role(part.strip()):
                return role, False
    role = weak_areas().role(bare)
    return role, role is not None


@lru_cache(maxsize=1 << 16)
def is_generic(title: str) -> bool:
    """Whether the title says nothing of the kind of work ("Senior engineers")."""
    bare = _BRACKET.sub("", title) if "(" in title or "[" in title else title
    return _GENERIC.match(clean_title(bare)) is not None
