"""Is it a posting, is it IT."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from pipeline.records import Role
from pipeline.taxonomy.advertising import Key, words

OUTSIDE = "non_it"
SHORT = 500  # characters; talk is shorter as a rule
ENOUGH_FORMS = 3  # different unambiguous IT skills that make a plain project manager's posting IT
ANY_FORM = 1  # where no title tells

_SEEKER = re.compile(
    r"seeking (?:work|freelance work|remote work|employment)|willing to relocate\s*:[^\n]*\n+\s*technologies\s*:"
    r"|\bremote\s*:\s*(?:yes|no|pref|poss|open|only|ok|remote|any|flex)[^\n]*\n+\s*willing to relocate\s*:"
    r"|^\W*(?:any(?:one|body)|who)\b[^\n?]{0,40}\b(?:want|need|hir|interested in hiring)\w*\b[^\n]{0,60}\?"
    r"|^\W*(?:\w+ ){0,3}team available for\b"
    r"|^\W*seeking an? (?:[\w-]+ ){0,4}(?:job|position|role)\b(?! (?:is|to fill))"
    r"|available for hire|(?:i am|i.m) open to (?:remote )?(?:opportunities|work)\b"
    r"|seeking (?:\w+ )?consulting work"
    r"|^\W*(?:i['’]?m|i am|we are a team)\b[^\n]{0,120}\b(?:looking for (?:a |an |some |new |remote |freelance "
    r"|full[- ]time |part[- ]time |contract )*(?:job|work|role|position|opportunit|gig|internship|project)"
    r"|available for|seeking an? (?:new )?(?:role|position|job))"
    r"|^\W*looking for (?:a |an |some |new |remote |freelance |contract |part[- ]time |full[- ]time )*(?:work|job"
    r"|gig|opportunit)|hire me\b|\bmy (?:resume|cv)\b|r[ée]sum[ée]/cv:"
)
_ABOUT_JOBS = re.compile(  # pages that gather jobs, and services for those who seek one
    r"\bjob ?board\b|\b(?:browse|search|filter|scrape|collect|curat|aggregat|index|list"
    r"|map)\w*[^.\n]{0,50}\b(?:(?:all|these|the|open) "
    r"(?:jobs|posts|postings|positions|companies|listings)|who ?is ?hiring|threads?)\b"
    r"|\b(?:bunch|tons|lots|list|dataset|collection|listing) of (?:[\w-]+ )?(?:jobs|open jobs|companies hiring"
    r"|who ?is ?hiring|postings)\b"
    r"|\bfriendly (?:reminder|suggestion)\b|\bcareer fair\b|\b(?:startup|relevant|listed|curated) jobs\b"
    r"|\bto post jobs\b"
    r"|\bif you(?:['’]re| are) hiring\b|\bas (?:usual|always),|\bwho ?is ?hiring (?:app|site|search|map|page)\b"
    r"|\bcompanies hiring in\b|\bif you(?:['’]re| are) looking for (?:an? )?(?:[\w-]+ ){0,3}(?:job|work"
    r"|position)s?\b(?! (?:where|that|with|at))"
    r"|\blooking for new opportunities\b|\b(?:aggregation|job) sites?\b|\bjob seekers\b|\b(?:resume|interview"
    r"|salary) (?:review|prep\w*|negotiat\w+)\b"
    r"|\bprofessional negotiators?\b|\bnegotiate an offer\b"
)
_HIRES = re.compile(
    r"(?<!who )\b(?:is|now|currently|we(?:['’]re| are)) (?:also |still |now |always |actively )?(?:hiring|looking"
    r"|seeking"
    r"|recruiting)\b"
)
_META = re.compile(  # how one should post, and who does not
    r"\b(?:posts?|postings?|listings?|ads?|job descriptions?) (?:with|without|should)\b"
    r"|\bin (?:your|their|the|these|each|every) (?:job )?(?:posts?|postings?|listings?|descriptions?|comments?)\b"
    r"|\b(?:please|should|could|can|would)\b[^.?\n]{0,40}\b(?:include|mention|specify|post|put|tag|normali[sz]e"
    r"|use)\b[^.?\n]{0,40}"
    r"\b(?:salar\w+|remote|onsite|compensation|tag|location|word|keyword|pay)\b"
    r"|\bthere(?:['’]s| is) research\b|\bfalse positives\b|\b(?:links?|points) back here\b|\blink (?:is wrong"
    r"|you have)\b"
    r"|\blink to [^.\n]{0,40}\bis wrong\b"
    r"|\b(?:rejected|will trick|limbo|ghost(?:ed|ing)|no feedback|(?:they|he|she|who|you|company|guy|\w+) (?:does"
    r"|do|did)n['’]?t"
    r" (?:even |actually |bother to )*(?:respond|reply|get back)|they do not (?:respond|reply))\b"
    r"|\b(?:need a loan|loan lender|loan of any kind|guarantee loan|cash offer|interest rate,|no collateral)\b"
)
_REPLY = re.compile(  # what one answers to an employer, at the beginning
    r"^\W*(?:your (?!(?:next|new|future|dream|role|job|mission|work))|you (?:guys|should|might|need to|could"
    r"|don['’]?t|didn['’]?t|posted|list|say|said|seem)\b"
    r"|this (?:is (?!an?\b)|sounds|seems|looks|job listing)|looks like|sounds?\b|yikes|wow|cool|nice|hm+\b|lol"
    r"|ha(?:ha)*\b|sorry|thank"
    r"|agree|interesting|same\b|also\b|why\b|how come|in b4|not a single|it['’]?s 20\d\d|everyone\b|guys\b"
    r"|employers?\b|fyi\b"
    r"|one of the|time waste|just (?:fyi|a heads)|what part|with how|hoping|the link|seems|\(about|@\w+ ?[,:] )"
)
_BARE = re.compile(r"\s*(?:https?://|www\.)[\w.-]+/?\s*")  # a link to a site as a whole
_CAREERS = re.compile(  # a page of openings, or somebody to write to
    r"<email>|(?:https?:|www\.)\S*(?:career|job|join|hiring|hire|position|opening|opportunit|work-|vacanc|people"
    r"|team|recruit)"
    r"|\.(?:com|org|io|net|co)/(?:career|job)|\bjobs\.\w|\b(?:contact|email|e-mail|message|ping) (?:me|us)\b"
    r"|\bmy profile\b|\$|€|£"
    r"|\b(?:job|role|position) (?:details|description|spec)\b"
)
_ASKS = re.compile(
    r"^\W*(?:any(?:one|body|thing)?|does|do|is|are|would|could|can|has|have|what|which|when|who|where|how|why|did"
    r"|was|will|should)\b(?! you\b)"
    r"[^\n?]{3,200}\?"
)
ANYWHERE = frozenset({"it_project_manager", "systems_analyst"})  # a plain project manager may build bridges
_IT_WORD = re.compile(
    r"\b(?:IT|tech\w*|software|scrum|agile|digital|systems?|data|cloud|engineering|applications?|web|platform|ERP"
    r"|CRM)\b",
    re.IGNORECASE,
)
_HEADER = re.compile(r"[^.?!|]{2,60}(?:\s[-–—/]{1,3}\s|,\s[A-Z]{2}\b|:\s)[^?!]{2,120}$")


def is_posting(title: str | None, text: str, roles: Sequence[Role]) -> bool:
    """Whether the text advertises at least one job."""
    if title is not None and title.strip():
        return bool(text.strip())
    body = text.strip()
    low = body[:3000].lower()
    first = body[:400].split("\n", 1)[0]
    if len(body) < 15 or _is_seeker(low[:1500]):
        return False
    if first.count("|") >= 2 and roles:
        return True
    speaks_for = _for(first, low, roles)
    if speaks_for >= 5 and len(body) >= SHORT:
        return True
    against = _against(low[:1500], is_short=len(body) < SHORT, asks=body.endswith("?"), many=len(roles) > 1)
    if not against and not _tells_how(first, low, roles):
        return False
    if speaks_for == _count("apply", low, 1) and (not _CAREERS.search(low) or _BARE.fullmatch(low)):
        return False
    return speaks_for - against >= (2 if against else 1)


def _tells_how(first: str, low: str, roles: Sequence[Role]) -> bool:
    """Whether a text gives at least a way to apply, a header, or a job with its terms: talk gives none of them."""
    if (
        "|" in first
        or _HEADER.match(first)
        or _count("apply", low, 1)
        or "http" in low
        or "www." in low
        or ".com" in low
    ):
        return True
    return bool(roles) or _count("offers", low, 1) > 0 or _count("terms", low, 2) > 1


def _is_seeker(low: str) -> bool:
    begin = low[:60]
    may_be = any(word in low for word in words("seekers")) or any(word in begin for word in words("seekers_begin"))
    return may_be and _SEEKER.search(low) is not None


def _count(key: Key, low: str, most: int) -> int:
    """How many words of the list stand in the text, counted up to `most`."""
    return sum(1 for _ in islice((word for word in words(key) if word in low), most))


def _for(first: str, low: str, roles: Sequence[Role]) -> int:
    """How much speaks for an advertisement: a header, titles, offers, terms, a way to apply."""
    header = min(first.count("|"), 3) + (_HEADER.match(first) is not None)
    titles = 0 if not roles else 2 if roles[0].title in first else 1
    return header + titles + _count("offers", low, 4) + _count("terms", low[:1200], 2) + _count("apply", low, 1)


def _against(low: str, *, is_short: bool, asks: bool, many: bool) -> int:
    """How much speaks for talk: about a thread, an employer, an application; `many`: whether several titles stand."""
    talk = _count("talk", low, 3) + low.startswith((">", "meta"))
    if is_short or not talk:
        begin = low if is_short else low[:SHORT]
        gathers = _ABOUT_JOBS.search(begin) is not None
        talk += 2 * (gathers and not many and _HIRES.search(low) is None) + (_META.search(begin) is not None)
    if is_short:
        talk += (_REPLY.match(low) is not None) + (_ASKS.match(low) is not None)
    if not talk:
        return 0
    return 2 * talk + 2 * asks if is_short else talk


def is_it(roles: Sequence[Role], it_forms: int) -> bool:
    """Whether at least one advertised job is IT work; `it_forms`: different unambiguous IT skills in the text."""
    inside = [role for role in roles if role.role != OUTSIDE]
    if roles and not inside:
        return False
    if any(role.role not in ANYWHERE or _IT_WORD.search(role.title) for role in inside):
        return True
    return it_forms >= (ENOUGH_FORMS if inside else ANY_FORM)
