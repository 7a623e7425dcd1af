"""The AI level of a posting or of one of its roles: none, mentions, uses, builds, governs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set

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
SELLING_ROLES: frozenset[str] = frozenset({"non_it"})
_BUILDS = re.compile(
    r"\b(?:build|develop|design|train|deploy|integrat|implement|ship|creat|architect|research"
    r"|productioni)\w*\b[^.;]{0,60}\b(?:AI|ML|artificial intelligence)\b"
    r"|\b(?:AI|ML|artificial intelligence)\b(?:[-/ ](?:powered|driven|enabled|based|ML|first))?[- ](?:models?"
    r"|systems?|features?|apps?|applications?|products?|pipelines?|infrastructure|workloads?|engineer\w*"
    r"|algorithms?|solutions?|research\w*|capabilities|services|backend|developers?|scientists?)",
    re.IGNORECASE,
)
# a degree that may as well be one in another subject asks for no skill
_STUDIED = re.compile(
    r"\b(?:degree|bachelor\S*|master['’]?s|b\.?sc?|m\.?sc?|ph\.?d\.?|diploma)\b[^.;:]{0,60}"
    r"\b(?:computer science|software engineering|mathematics|physics|engineering|information (?:systems|technology))\b"
    r"(?![^;]*\b(?:experience|knowledge|skills?|familiar\w*|proficien\w*|understanding)\b)",
    re.IGNORECASE,
)
# skills that are a tool to use where the sentence names finished products and makes nothing
FINISHED: frozenset[str] = frozenset({"conversational_ai", "ai_agents", "large_language_models", "generative_ai"})
_MAKES = re.compile(
    r"\b(?:build|develop|design|train|deploy|integrat|implement|ship|creat|architect|productioni|fine-?tun"
    r"|evaluat|applications?\b|apps?\b|features?\b|products?\b|APIs?\b|pipelines?\b|models? )",
    re.IGNORECASE,
)


def ai_level(mentions: Sequence[Mention], role: Role | None, roles: Sequence[Role]) -> AiLevel:
    """The AI level of `role` (from its block, if it has one), or of the whole posting where role is None."""
    if role is None:
        return _level(mentions, {r.role for r in roles})
    if role.scope == "role_block":
        index = next(
            (i for i, r in enumerate(roles) if (r.start, r.end, r.title) == (role.start, role.end, role.title)), None
        )
        own = [m for m in mentions if m.block == index]
    else:
        own = [m for m in mentions if m.block is None]
    return _level(own, {role.role})


def _level(mentions: Iterable[Mention], titles: set[str]) -> AiLevel:
    known = skills()
    about_ai = [m for m in mentions if m.status != "negated" and known[m.skill].is_ai]
    wanted = [m for m in about_ai if m.status in ASKED and not _STUDIED.search(m.sentence)]
    if titles & GOVERNING_ROLES:
        return "governs"
    if titles & BUILDING_ROLES:
        return "builds"
    if _governs(wanted):
        return "governs"
    tools = {m.sentence for m in wanted if known[m.skill].tier == "use"}
    if any(_builds(m, tools) for m in wanted) and not (titles and titles <= SELLING_ROLES):
        return "builds"
    if wanted:
        return "uses"
    return "mentions" if about_ai else "none"


def _governs(wanted: Sequence[Mention]) -> bool:
    """Whether governing or securing AI is a main duty: two such skills at least, and more than other techniques."""
    firm = {m.skill: m.group for m in wanted if m.status != "preferred" and skills()[m.skill].tier == "specific"}
    governing = sum(group in GOVERNING for group in firm.values())
    return governing >= 2 and governing > len(firm) - governing


def _builds(mention: Mention, tools: Set[str]) -> bool:
    """Whether the mention asks for building; `tools`: the sentences that ask for the use of finished products."""
    tier = skills()[mention.skill].tier
    if tier == "generic":
        return _BUILDS.search(mention.sentence) is not None
    if mention.skill in FINISHED and mention.sentence in tools and not _MAKES.search(mention.sentence):
        return False
    return tier in ("core", "specific")
