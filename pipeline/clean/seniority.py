"""How senior the advertised jobs are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.clean.headlines import is_about_the_job, labelled
from pipeline.clean.patterns import lower, lowered
from pipeline.clean.triggers import triggers
from pipeline.records import Role

LABEL_LENGTH = 70
ORDER = ("intern", "junior", "mid", "senior", "staff", "manager")
END = r"(?=\s*(?:$|[,|/)(;:&\n]|and\b|or\b))"

# Matched where a cue stands; the group's name is the level.
LEVEL = re.compile(
    rf"""(?<![\w])(?:
    (?P<intern>interns?|internships?|co-?ops?(?=\s*(?:$|[,|/)(;:\n]|student|program|position|role))|working\ students?
        |werkstudent\w*|praktik\w*|trainees?|apprentice\w*|stagiaire|est[aá]gi\w+)
    |(?P<junior>juniors?|júnior|jr|entry[- ]level|new[- ]grads?|recent\ grad\w*|college\ grad\w*|early[- ]career
    |early\ in\ career
        |graduate(?=\ (?:\w+\ ){{0,3}}(?:engineer|developer|scientist|analyst|programme?|position|role|software
        |data|consultant))|graduates{END})
    |(?P<mid>mid-?level|midweight|mid(?=\W*(?:-|–|/|\ |,|to|level|senior|$))(?!-(?:market|size|stage|atlantic
    |west)|\ (?:market|size|atlantic|2|-\ market))
        |intermediate(?=[ /,-]*(?:level|senior|and|to|or|software|developer|engineer|\)|$))|medior|pleno)
    |(?P<senior>seniors?|sr|snr|sênior|sénior)
    |(?P<staff>staff(?=\ ?[/,|+&-]|\ (?:[a-z-]+\ )?(?:engineer|software|developer|scientist|designer|researcher
    |product|data|machine|ml|ai|security|site|platform|infra|back|front|full|level|swe|ic|or|and|to)\w*)
    |principals?(?!\ (?:component|investigator))
        |lead(?!\ (?:the|a|an|our|and\ manage|gen|generation|time|to|scoring|management|by|in|with|on
        |qualification|developers\ to)\b)|leads{END}|distinguished)
    |(?P<manager>head\ of|head{END}|directors?|s?vp|avp|vice\ president|ct[o]|ceo|cio|ciso|coo|cpo|cdo|cmo
    |chief(?!\ of\ staff)|managers?|em{END})
    )(?![\w])""",
    re.X,
)  # for text in lower case
# Managers of people, told from product, project and account managers.
PEOPLE = re.compile(
    r"\b(?:engineering|development|team|group product|general|senior|sr\.?|it|r&d|software|data science|devops"
    r"|infrastructure|qa|security operations|sales|regional|operations|support|devrel) $|\blead/$",
    re.I,
)
OF_PEOPLE = re.compile(r"managers?(?:\s*,| of\b| [-–] | \(?i{1,3}\b)", re.I)
OTHER_MANAGER = re.compile(
    r"\b(?:product|project|program|programme|account|success|community|campaign|marketing|content|office|delivery) $",
    re.I,
)
SENIOR = re.compile(r"\bs(?:enio)?r\.? $", re.I)
NOT_OFFERED = re.compile(
    r"\b(?:report(?:s|ing)? (?:directly )?to|work(?:ing)? (?:closely )?with|alongside|no|not|our|by|mentor(?:ing)?"
    r"|with|support|chief of"
    r"|founders?:?) (?:the )?(?:\w+ )?$"
    r"|\b(?:co-?founder\W{1,3}|talent |i'm the |i am the |i’m the |my |your |hi,? )$",
)  # for text in lower case
VERB = re.compile(r"\b(?:to|will|can|and|you|who|that|also|’ll|'ll) $")  # "you will lead"
OF_A_JOB = re.compile(r"(?:\W{1,3}\w+){0,2}\W{1,2}(?:levels?|candidates?|applicants?|positions?|roles?)\b", re.I)


def seniority(title: str | None, text: str, roles: Sequence[Role]) -> tuple[str, ...]:
    """Those of intern, junior, mid, senior, staff, manager that are stated, in that order."""
    said = {level for line in (*(role.title for role in roles), *_labels(text)) for level in _levels(line)}
    if title:
        said |= _levels(title)
    else:
        low = lower(text)
        said |= {
            level
            for at in triggers(text)["level"]
            if (level := _level(text, low, at)) and level not in said and _is_of_a_job(text, at)
        }
    return tuple(level for level in ORDER if level in said)


def _labels(text: str) -> Iterator[str]:
    """What stands behind short labels ("Job type: full-time, mid-senior level")."""
    return (value for value in labelled(text) if len(value) <= LABEL_LENGTH)


def _is_of_a_job(text: str, at: int) -> bool:
    end = at + 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return OF_A_JOB.match(text, end) is not None or is_about_the_job(text, at)


def _levels(title: str) -> set[str]:
    """Levels that a title names."""
    low = lowered(title)
    return {level for at in triggers(title)["level"] if (level := _level(title, low, at))}


def _level(text: str, low: str, at: int) -> str | None:
    """The level that a cue stands for; None if it is another word or no offer. `low`: the text in lower case."""
    match = LEVEL.match(low, at)
    if match is None:
        return None
    before = text[max(0, at - 40) : at].rsplit("\n", 1)[-1]
    if before and NOT_OFFERED.search(lowered(before)):
        return None
    if text[at : match.end()] == "lead" and VERB.search(before):
        return None
    if match.lastgroup == "manager" and low[at] == "m":
        is_people = OF_PEOPLE.match(text, at) and not OTHER_MANAGER.search(before)
        return "manager" if is_people or PEOPLE.search(before) else None
    return match.lastgroup
