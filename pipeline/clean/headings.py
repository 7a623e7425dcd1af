"""Lines that open a part of a posting: whole headings ("What you'll do"), and names that go on ("Stack: Go, Kafka")."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import cast

from pipeline.clean.beginnings import Beginnings, folded
from pipeline.records import Section

_NAMES: tuple[tuple[Section, str], ...] = (
    (
        "nice_to_have",
        r"nice[- ]to[- ]ha(?:ve|s)|nice to see|bonus|preferred|desir(?:ed|able)|(?:big |a |great )?plus(?:es)?\b"
        r"|good to have|extra (?:credit|points)|brownie points|ideally|optional|stand ?out|even better"
        r"|we'?d (?:also )?love (?:to see|it if)|great to have|advantage|icing on the cake|not required|(?:might"
        r"|may) also have|strong candidates may"
        r"|set you apart|what would be nice|differentiators",
    ),
    (
        "process",
        r"how to apply|to apply|apply(?: now| here| at| via)?$|application(?:s| process)|interview|hiring process"
        r"|our process|next steps|recruit(?:ing|ment) process|contact|get in touch|use of ai in"
        r"|ai (?:policy|use) (?:in|for|during)|candidate privacy|recruitment fraud|what to expect",
    ),
    (
        "legal",
        r"equal (?:employment )?opportunity|eeo|diversity|inclusion|accommodation|legal|privacy|disclaimer|notice"
        r"|export control|background check|e-?verify|security clearance statement|physical (?:demands|requirements)"
        r"|work environment",
    ),
    (
        "benefits",
        r"benefits|perks|what we offer|we offer|what you['’]?(?:ll)? get|compensation|salary"
        r"|pay (?:range|transparency)|why (?:work|join|us|you)|what(?:['’]?s| is) in it for you|our offer"
        r"|in return|rewards"
        r"|base pay|pay\b|why (?-i:[A-Z])\w+",
    ),
    (
        "stack",
        r"(?:tech(?:nology|nical|nologies)?|our|the|current|software|core|main) ?(?:tech(?:nology)? )?"
        r"(?:stack|tools|toolset)|^stack|tech(?:nologies)? (?:we use|you['’]?ll use)|technologies|what we use"
        r"|environment$|we use|tools (?:and|&) tech|^tooling|our tooling",
    ),
    (
        "requirements",
        r"requirements?|required|qualifications?|who you are|about you|your profile"
        r"|what you(?:['’]?ll| will)? (?:bring|need|have)|what will help you|who we(?:['’]?re| are)? looking"
        r"|what we['’]?(?:re| are)? (?:look|seek|need|want|expect|value)"
        r"|we['’]?re looking for|looking for|must[- ]haves?|you have|you['’]?ve|you are|you['’]?re|skills|experience"
        r"|minimum|basic|education|competenc|knowledge|what it takes|ideal candidate|candidate|you might be|good fit"
        r"|great fit|right fit|this (?:role|job) is for you|you may be|we['’]?d love to (?:see|hear)|expertise"
        r"|your background|background|credentials|you should|you bring|who are you|what makes you|you['’]?ll have"
        r"|abilities|proficien|prerequisites|criteria|to be successful|to succeed|we expect|profile|certifications",
    ),
    (
        "duties",
        r"responsibilit|what you['’]?(?:ll| will| would|d)? (?:be )?(?:do|doing|work|build|own|accomplish"
        r"|achieve|deliver"
        r"|lead)|you['’]?ll|you will|duties"
        r"|(?:the|your|this|our) (?:role|job|position|opportunity|impact|work|challenge)"
        r"|role (?:overview|summary|description|purpose|:)|(?:job|position|project) (?:overview|summary"
        r"|description|purpose"
        r"|details)|day[- ]to[- ]day|in this role|what the job|tasks|scope|accountabilit|overview of the role"
        r"|key (?:areas|activities|result|objectives)|what you can expect to do|your (?:day|tasks?|contribution)"
        r"|how you['’]?ll|impact you|first (?:\d+ |six |three )?(?:months|days|year)|essential functions|the gig"
        r"|projects"
        r"|focus areas|what we['’]?re (?:working|building)|(?:open )?(?:positions|roles|openings)"
        r"|we['’]?re hiring|now hiring|what this|why this role",
    ),
    (
        "about",
        r"^about\b|who we are|our (?:company|story|mission|vision|values|team|culture|product|customers|client"
        r"|investors)"
        r"|the (?:company|team|product|project|client)|company (?:overview|description|profile|summary)"
        r"|what we do|our tech"
        r"|background on|overview|introduction|mission|life at|meet the team|how we work|values|culture|what is [A-Z]"
        r"|we are$|the problem|why now",
    ),
)
_NAME = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _NAMES), re.IGNORECASE)
_ROLE = re.compile(
    r"\W*(?:about (?:the|this|your) (?:role|job|position|opportunity|work)|the (?:role|job|position)\b"
    r"|what the (?:ideal )?candidate will do|success (?:looks|in this)|what success looks)",
    re.IGNORECASE,
)
_YOU = re.compile(
    r"\W*(?:about you\b|minimum|basic|required|must|to (?:be successful|succeed|thrive|excel)"
    r"|you(?:['’]ll|['’]d| will| would| might| may)? (?:also )?(?:thrive|excel|be (?:a |an )?(?:good|great|perfect"
    r"|right)"
    r"|enjoy|love|fit)|we['’](?:d|re) (?:love to (?:hear|talk|meet)|excited about you))",
    re.IGNORECASE,
)
# names that tell even where another stands before them ("You'll stand out with", "Qualifications that are a plus")
_FIRST: tuple[tuple[Section, re.Pattern[str]], ...] = (
    (
        "process",
        re.compile(
            r"\b(?:use of (?:generative )?ai|(?:note|statement|policy|guidance|guidelines"
            r"|disclosure) on (?:the use of )?ai"
            r"|ai (?:usage|policy|guidelines|disclosure|statement)|ai in (?:the |our )?(?:hiring|recruit|interview"
            r"|application)"
            r"|(?:interview|hiring|selection|application|recruitment) process)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "nice_to_have",
        re.compile(
            r"\b(?:stand ?out|set(?:s)? you apart|(?:are|be|is) a (?:big |huge |real )?(?:plus|bonus)"
            r"|preferred (?:qual|skill"
            r"|exp|req|but)|not required|even better|nice[- ]to[- ]ha(?:ve|s)|bonus (?:points|skills)"
            r"|extra (?:points|credit)"
            r"|(?:be|are|we['’]re) thrilled|additional (?:assets|pluses)|assets?$|good to know$|good[- ]to[- ]ha)",
            re.IGNORECASE,
        ),
    ),
    ("about", re.compile(r"who you['’]?(?:ll| will) (?:be )?(?:work|report|meet|join)", re.IGNORECASE)),
    ("stack", re.compile(r"what (?:we|you['’]?ll) (?:work|build) with\b", re.IGNORECASE)),
    ("duties", re.compile(r"\b(?:day|week) in (?:the|your) life\b|\btypical (?:day|week)\b", re.IGNORECASE)),
)
# where one of the first names can begin, by its index, and where one of the others
_SIGNS = Beginnings([*(names.pattern for _, names in _FIRST), _NAME.pattern])
_ITEM = re.compile(  # a requirement or duty on a line of its own, no heading
    r"(?:experienced?|knowledge|excellent|strong|understanding|familiarity|proficien\w+|ability|solid|deep"
    r"|proven|[a-z]+ing)"
    r" (?!(?:and|&) )",
    re.IGNORECASE,
)
_CONTENT = re.compile(r"[:：]\s|[<@|]|https?:")  # a line with more than a heading
_LEAD = " \t\r#*_>-–—•·●▪►◦‣=~"
_ENDS = frozenset(".,;!")  # of what is no heading
_AROUND = _LEAD + ":：?!.…&"

_INLINE = re.compile(
    r"[ \t#*_>•·●▪►◦‣+-]*([A-Z][\w'’/&+-]*(?: (?:[\w'’/&+-]+|\([\w ]+\))){0,5}?)[ \t*_]*(?::[*_ \t]+|\s[–—-]\s+)(?=\S)"
)
_INLINE_NAMES: tuple[tuple[Section, str], ...] = (
    (
        "nice_to_have",
        r"nice[- ]to[- ]haves?|bonus(?: points| skills)?|preferred(?: \w+)?|plus(?:es)?|desirable|ideally|extra points"
        r"|good to have|optional",
    ),
    (
        "stack",
        r"(?:our |the |current |main |core |full )?(?:tech(?:nology|nical|nologies)?|stack|tech stack|technology stack"
        r"|technologies|technologies used|stack includes|languages|frameworks|back-?end|front-?end|infrastructure|tools"
        r"|databases?|frontend|we use|buzzwords|keywords|key words|tags)",
    ),
    (
        "requirements",
        r"(?:key |job |minimum |basic |technical |required |core |the |some |main |about )?(?:requirements?"
        r"|qualifications?"
        r"|skills?(?: required| needed| set)?|must[- ]haves?|experience|you|you have|you are|education|ideal candidate"
        r"|candidate|looking for|we['’]?re looking for|seeking|what we['’]?re looking for|who you are|about you"
        r"|your profile|skillset|required)",
    ),
    (
        "duties",
        r"(?:key |job |your |the |core |main )?(?:responsibilit(?:y|ies)|duties|roles?|job|positions?"
        r"|what you['’]?ll do|you will|you['’]?ll|tasks|openings?|hiring|open roles|open positions|projects?"
        r"|what you['’]?ll be doing|job description|title|challenges?)",
    ),
    ("benefits", r"benefits|perks|compensation|salary|pay|we offer|what we offer|equity|pto"),
    (
        "process",
        r"to apply|apply|how to apply|contact|interview process|process|email|interested|hiring process|application",
    ),
    (
        "about",
        r"about|about us|company|who we are|what we do|mission|our mission|the company|team|the team|our product"
        r"|product"
        r"|funding|investors|industry|clients|customers|founders|backed by",
    ),
)
_INLINE_NAME = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _INLINE_NAMES), re.IGNORECASE)


def heading(line: str) -> Section | None:
    """The section that a whole line opens; None if the line is no heading or names none."""
    last = line[-1:]
    if line[:1].isalnum() and ((len(line) > 75 and last.isalnum()) or (last in _ENDS and not line.isupper())):
        return None  # plainly too long, or it ends like no heading
    bare = line.strip(" \t\r")
    words = bare.strip(_AROUND)
    if not words or len(words) > 75:
        return None
    first, last = bare[0], bare[-1]
    marked = first in "#*_=" or last in ":：*_?" or (words.isupper() and len(words) > 3)
    if not marked and (last in _ENDS or not words[0].isupper()):
        return None
    count = words.count(" ") + 1
    if count > 10 or (first in "-•·●▪►◦‣–—" and last not in ":："):
        return None
    if not marked and count > 2 and (_ITEM.match(words) is not None or (count > 7 and not _YOU.match(words))):
        return None
    return None if _CONTENT.search(words) is not None else _named(words)


@lru_cache(maxsize=8192)
def _named(words: str) -> Section | None:
    signs = _SIGNS.found(folded(words))
    for index in sorted({number for _, number in signs if number < len(_FIRST)}):
        section, names = _FIRST[index]
        if names.search(words):
            return section
    if _ROLE.match(words):
        return "duties"
    if _YOU.match(words):
        return "requirements"
    for start in sorted({start for start, number in signs if number == len(_FIRST)}):
        if hit := _NAME.match(words, start):
            return cast(Section, hit.lastgroup)
    return None


def inline(line: str) -> Section | None:
    """The section of a line that starts with its name and goes on."""
    begin = line[:70]
    if ":" not in begin and " - " not in begin and " – " not in begin and " — " not in begin:
        return None
    hit = _INLINE.match(line)
    if hit is None:
        return None
    name = _INLINE_NAME.fullmatch(hit[1].strip("* _"))
    return cast(Section, name.lastgroup) if name else None
