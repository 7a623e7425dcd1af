"""The AI level of a posting or of one of its roles: none, mentions, uses, builds, governs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from functools import lru_cache

from pipeline.records import ASKED, AiLevel, Mention, Role
from pipeline.taxonomy import skills

GOVERNING: frozenset[str] = frozenset({"ai_governance", "explainability_fairness", "ai_security"})
GOVERNING_ROLES: frozenset[str] = frozenset(
    {"ai_explainability_specialist", "ai_model_auditor", "ai_security_analyst", "ai_ethics_governance"}
)
BUILDING_ROLES: frozenset[str] = frozenset(
    {
        "prompt_engineer", "ai_evaluator", "ai_data_annotator", "ai_product_manager", "mlops_engineer",
        "ai_infrastructure_engineer", "ai_agent_engineer", "llm_genai_engineer", "ai_research_scientist",
        "computer_vision_engineer", "nlp_engineer", "ml_engineer", "ai_architect", "ai_engineer",
        "ai_consultant_strategy", "data_scientist",
    }
)  # fmt: skip
RESEARCH: frozenset[str] = frozenset({"ai_research_scientist"})  # of AI as a rule: a bare title may mean any science
_AI_TITLE = re.compile(
    r"\b(?:AI|A\.I|ML|machine|deep|LLMs?|VLM|NLP|vision|speech|neural|robot\w*|alignment|reinforcement|generative"
    r"|safety"
    r"|model\w*|learning|applied)\b",
    re.IGNORECASE,
)
_GOVERNS_TITLE = re.compile(
    r"\b(?:AI|A\.I\.|ML|LLM|GenAI|algorithm\w*)(?: (?:&|and|/) \w+| \w+)? (?:security|governance|ethics|compliance"
    r"|audit\w*"
    r"|assurance|risk|red[- ]team\w*|fairness|explainability|interpretability)\b|\b(?:responsible|trustworthy"
    r"|explainable) AI\b",
    re.IGNORECASE,
)
# what one does to govern or to secure AI
_GOVERNS = re.compile(
    r"\b(?:AI|ML|LLMs?|GenAI|models?|agents?|prompts?)(?: (?:and|&) \w+)?[ -](?:security|governance|safety|ethics"
    r"|compliance|audit\w*"
    r"|red[- ]team\w*|risks?|bias(?:es)?|fairness|explainab\w+|interpretab\w+|oversight|assurance|vulnerabilit\w+"
    r"|misuse|posture"
    r"|discovery)\b"
    r"|\b(?:secure|securing|govern|governing|audit|auditing|red[- ]team(?:ing)?|attack(?:ing)?|assess(?:ing)?"
    r"|harden(?:ing)?|govern(?:ance|s) of"
    r"|bias(?:es)? in|risks? (?:of|in|from)|vulnerabilit\w+ in|fairness (?:of|in)"
    r"|adoption and use of)\b (?:[\w,/]+ ){0,4}"
    r"(?:AI|LLMs?|ML|models?|agents|agentic)\b(?!-)|\b(?:prompt injection|jailbreak\w*|responsible AI|AI act"
    r"|adversarial (?:ML|testing))\b"
    r"|\bidentif\w+ (?:vulnerabilit|bias)\w+",
    re.IGNORECASE,
)
GOVERNED = 3  # sentences of duties or requirements that govern AI, and most of those about AI, make it a main duty
MOST = 0.6
SELLING_ROLES: frozenset[str] = frozenset({"non_it"})
_BUILDS = re.compile(
    r"\b(?:build|develop|design|train|deploy|integrat|implement|ship|creat|architect|research"
    r"|productioni)\w*\b[^.;]{0,60}\b(?:AI|ML|artificial intelligence)\b"
    r"|\b(?:AI|ML|artificial intelligence)\b(?:[-/ ](?:powered|driven|enabled|based|ML|first))?[- ](?:models?"
    r"|systems?|features?|apps?|applications?|products?|pipelines?|infrastructure|workloads?|engineer\w*"
    r"|algorithms?|solutions?|research\w*|capabilities|services|backend|developers?|scientists?|tutors?)"
    r"|\b(?:lead|leading|own|owning|head)\b[^.;]{0,40}\bAI (?:efforts?|initiatives?|roadmap|strategy|assistants?"
    r"|experiences?)",
    re.IGNORECASE,
)
# a degree that may as well be one in another subject asks for no skill
_STUDIED = re.compile(
    r"\b(?:degree|bachelor\S*|master['’]?s|b\.?sc?|m\.?sc?|ph\.?d\.?|diploma)\b[^.;:]{0,60}"
    r"\b(?:computer science|software engineering|mathematics|physics|engineering|information (?:systems|technology))\b"
    r"(?![^;]*\b(?:experience|knowledge|skills?|familiar\w*|proficien\w*|understanding)\b)",
    re.IGNORECASE,
)
# a product described by what drives it: no tool that one works with
_DRIVEN = re.compile(r"[- ](?:powered|driven|enabled|based)\b", re.IGNORECASE)
_USES = re.compile(
    r"\b(?:us(?:e|es|ing|ed|age)|leverag\w+|adopt\w*|work(?:ing)? with|familiar\w*|proficien\w+|fluen\w+|tools?"
    r"|workflows?"
    r"|assist\w*|comfortable|embrac\w+|experiment\w*)\b",
    re.IGNORECASE,
)
# skills that are a tool to use where the sentence names finished products and makes nothing
FINISHED: frozenset[str] = frozenset({"conversational_ai", "ai_agents", "large_language_models", "generative_ai"})
_ASSISTED = re.compile(r"\b(?:AI|LLM|ML|GenAI)[- ](?:assisted|aided|augmented)\b", re.IGNORECASE)
_MAKES = re.compile(
    r"\b(?:build|develop|design|train|deploy|integrat|implement|ship|creat|architect|productioni|fine-?tun"
    r"|evaluat|applications?\b|apps?\b|features?\b|products?\b|APIs?\b|pipelines?\b|models? )",
    re.IGNORECASE,
)


def about_ai(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions of AI skills: all that an AI level looks at."""
    known = _ai_skills()
    return tuple(mention for mention in mentions if mention.skill in known)


@lru_cache(maxsize=1)
def _ai_skills() -> frozenset[str]:
    return frozenset(skill.id for skill in skills().values() if skill.is_ai)


def ai_level(mentions: Sequence[Mention], role: Role | None, roles: Sequence[Role]) -> AiLevel:
    """The AI level of `role` (from its block, if it has one), or of the whole posting where role is None."""
    if role is None:
        return _level(mentions, roles)
    if role.scope == "role_block":
        index = next(
            (i for i, r in enumerate(roles) if (r.start, r.end, r.title) == (role.start, role.end, role.title)), None
        )
        own = [m for m in mentions if m.block == index]
    else:
        own = [m for m in mentions if m.block is None]
    return _level(own, [role])


def _level(mentions: Iterable[Mention], roles: Sequence[Role]) -> AiLevel:
    known = skills()
    titles = {role.role for role in roles}
    meant = [m for m in about_ai(mentions) if m.status != "negated"]
    wanted = [m for m in meant if m.status in ASKED and not _STUDIED.search(m.sentence)]
    if titles & GOVERNING_ROLES or any(_GOVERNS_TITLE.search(role.title) for role in roles):
        return "governs"
    if any(role.role in BUILDING_ROLES and (meant or _is_ai(role)) for role in roles):
        return "builds"
    if _governs(wanted):
        return "governs"
    tools = {m.sentence for m in wanted if known[m.skill].tier == "use"}
    if any(_builds(m, tools) for m in wanted) and not (titles and titles <= SELLING_ROLES):
        return "builds"
    if any(not _describes(m) for m in wanted):
        return "uses"
    return "mentions" if meant else "none"


def _is_ai(role: Role) -> bool:
    """Whether a role that builds AI is one by its title; a bare "Researcher" may study cells."""
    return role.role not in RESEARCH or _AI_TITLE.search(role.title) is not None


def _describes(mention: Mention) -> bool:
    """Whether a generic word only says what drives a product ("sell AI-driven software")."""
    return (
        skills()[mention.skill].tier == "generic"
        and _DRIVEN.search(mention.sentence) is not None
        and _USES.search(mention.sentence) is None
    )


def _governs(wanted: Sequence[Mention]) -> bool:
    """Whether governing or securing AI is a main duty: by its skills, or by most of what is asked about AI."""
    said = {m.sentence: m.group in GOVERNING for m in reversed(wanted) if m.status != "preferred"}
    if len(said) < GOVERNED:
        return _by_skills(wanted)
    governing = sum(is_skill or _GOVERNS.search(sentence) is not None for sentence, is_skill in said.items())
    return (governing >= GOVERNED and governing >= MOST * len(said)) or _by_skills(wanted)


def _by_skills(wanted: Sequence[Mention]) -> bool:
    """Whether two skills at least are of governing AI, and more than those of other techniques."""
    firm = {m.skill: m.group for m in wanted if m.status != "preferred" and skills()[m.skill].tier == "specific"}
    governing = sum(group in GOVERNING for group in firm.values())
    return governing >= 2 and governing > len(firm) - governing


def _builds(mention: Mention, tools: Set[str]) -> bool:
    """Whether the mention asks for building; `tools`: the sentences that ask for the use of finished products."""
    tier = skills()[mention.skill].tier
    if tier == "generic":
        return _BUILDS.search(mention.sentence) is not None
    if mention.skill in FINISHED and not _MAKES.search(mention.sentence):
        return not (mention.sentence in tools or _ASSISTED.search(mention.sentence))
    return tier in ("core", "specific")
