"""The AI level of postings and roles."""

from __future__ import annotations

from random import Random

import pytest

from pipeline.clean.sections import sections
from pipeline.records import AiLevel, Mention, Role, Status
from pipeline.tag.levels import ai_level
from pipeline.tag.mentions import Tagger
from pipeline.taxonomy import skills

TAGGER = Tagger()
SYSADMIN = (
    "You keep {n} Linux servers patched with Ansible.",
    "You answer tickets in Jira and run backups with Veeam.",
    "You look after VMware, Active Directory and the office network.",
    "Five years of PowerShell and Bash are required.",
    "You monitor {n} switches with Nagios.",
)
ML = (
    "You will train PyTorch models on {n} GPUs.",
    "You build RAG pipelines with LangChain.",
    "Experience with machine learning and XGBoost is required.",
    "You will deploy LLMs with vLLM for {n} customers.",
    "You own our feature store and model monitoring.",
)


def mentions(text: str, roles: tuple[Role, ...] = ()) -> tuple[Mention, ...]:
    return TAGGER.mentions(
        TAGGER.candidates(text, None), text, sections(text), is_it=True, employer="Brennan Tools", roles=roles
    )


def level(text: str, *titles: str) -> AiLevel:
    roles = tuple(Role(title, title, None, "posting") for title in titles)
    return ai_level(mentions(text, roles), None, roles)


def two_blocks(seed: int) -> tuple[str, tuple[Role, Role]]:
    """A posting with a sysadmin and an ML engineer, each with a block of its own, in either order."""
    random = Random(seed)
    text = "Brennan Tools | Leeds | Full-time\n\nBrennan Tools makes saws.\n\n"
    roles = []
    jobs = [("System Administrator", "sysadmin", SYSADMIN), ("ML Engineer", "ml_engineer", ML)]
    random.shuffle(jobs)
    for title, role, sentences in jobs:
        start = len(text)
        lines = random.sample(sentences, random.randint(2, 4))
        text += f"{title}\n\n" + "\n".join(f"- {line.format(n=random.randint(2, 90))}" for line in lines) + "\n\n"
        roles.append(Role(title, role, None, "role_block", start, len(text)))
    return text, (roles[0], roles[1])


def test_a_role_with_a_block_of_its_own_has_the_level_of_its_block() -> None:
    for seed in range(200):
        text, roles = two_blocks(seed)
        found = mentions(text, roles)
        said = {role.role: ai_level(found, role, roles) for role in roles}
        assert said == {"sysadmin": "none", "ml_engineer": "builds"}, text
        assert ai_level(found, None, roles) == "builds"


def test_a_role_without_a_block_has_the_level_of_the_rest_of_the_posting() -> None:
    text, (first, second) = two_blocks(1)
    loose = Role("Developer", "software_developer", None, "posting")
    roles = (first, second, loose)
    assert ai_level(mentions(text, roles), loose, roles) == "none"
    text += "Everyone here works on our LLM gateway: you will build LLM applications.\n"
    assert ai_level(mentions(text, roles), loose, roles) == "builds"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You keep our Linux servers running.", "none"),
        ("Our insurance agents hold a degree in law; an LL.M is welcome.", "none"),
        ("Write to jobs@brennan.ai or see brennan.ai.", "none"),
        ("You program robots and plan paths for autonomous vehicles.", "none"),
        ("You model ontologies for our knowledge graph.", "none"),
        ("Brennan Tools is an AI company. You keep our Linux servers running.", "mentions"),
        ("We use AI to screen applications. You keep our Linux servers running.", "mentions"),
        ("Our platform uses machine learning to help shops. You keep our Linux servers running.", "mentions"),
        ("Please do not use ChatGPT in your application. You write Java.", "mentions"),
        ("Requirements:\n- You use GitHub Copilot and Cursor every day\n- Java", "uses"),
        ("Requirements:\n- Comfortable with AI tools in your daily work", "uses"),
        ("Requirements:\n- Experience with PyTorch\n- Java", "builds"),
        ("Nice to have:\n- LangChain", "builds"),
        ("You will build AI features for our app.", "builds"),
        ("Requirements:\n- Three years in data science", "builds"),
        ("You will own our AI governance, run AI audits and write model cards.", "governs"),
    ],
)
def test_level_of_a_posting(text: str, expected: AiLevel) -> None:
    assert level(text) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("data_scientist", "builds"),
        ("ml_engineer", "builds"),
        ("ai_product_manager", "builds"),
        ("ai_ethics_governance", "governs"),
        ("ai_security_analyst", "governs"),
        ("robotics_engineer", "none"),
        ("sysadmin", "none"),
    ],
)
def test_an_ai_title_alone_decides(title: str, expected: AiLevel) -> None:
    assert level("We hire in Leeds.", title) == expected


def test_a_job_outside_it_never_builds() -> None:
    text = "You sell machine learning software. Requirements:\n- Experience with machine learning products"
    assert level(text, "non_it") == "uses"
    assert level(text, "software_developer") == "builds"


def test_what_is_denied_gives_no_level() -> None:
    assert level("You write Java. No machine learning experience is required.") == "none"


@pytest.mark.parametrize("tier", ["adjacent", "traditional", "cert", "work"])
def test_tiers_that_serve_much_else_never_make_an_ai_posting(tier: str) -> None:
    assert not any(skill.is_ai for skill in skills().values() if skill.tier == tier)


def test_a_generic_word_alone_never_builds() -> None:
    def said(status: Status) -> Mention:
        return Mention("artificial_intelligence", "ml_foundations", "AI", status, "duties", 0, 2, "Interest in AI")

    assert ai_level([said("required")], None, ()) == "uses"
    assert ai_level([said("context")], None, ()) == "mentions"
    assert ai_level([said("negated")], None, ()) == "none"


def _titled(text: str, title: str, role: str) -> AiLevel:
    roles = (Role(title, role, None, "posting"),)
    return ai_level(mentions(text, roles), None, roles)


def test_a_title_that_governs_ai_governs_whatever_its_role() -> None:
    text = "You own the roadmap of the product and talk with customers."
    assert _titled(text, "Product Manager, AI & Data Security", "ai_product_manager") == "governs"
    assert _titled(text, "Engineering Manager, AI Governance", "engineering_manager") == "governs"
    assert _titled(text, "Product Manager, Data Security", "product_manager") == "none"


def test_governing_is_a_main_duty_where_most_sentences_about_ai_are_of_it() -> None:
    governing = (
        "You will secure the AI systems of our customers. You will red team LLM applications every week. "
        "You will assess agents and report what they can be talked into. You will write Python."
    )
    tools = (
        "You will use AI-powered tools to find vulnerabilities. You will build AI-assisted threat models. "
        "You will automate security reviews with LLMs. You will look after firewalls."
    )
    assert level(governing, "security_engineer") == "governs"
    assert level(tools, "security_engineer") == "builds"


def test_a_bare_title_of_research_is_of_ai_only_beside_ai() -> None:
    cells = "You will study cells in our laboratory and publish what you find."
    assert _titled(cells, "Research Scientist", "ai_research_scientist") == "none"
    assert _titled(f"{cells} You will train PyTorch models.", "Research Scientist", "ai_research_scientist") == "builds"
    assert _titled(cells, "Research Scientist, Machine Learning", "ai_research_scientist") == "builds"


def test_what_drives_a_product_is_no_tool_of_the_job() -> None:
    assert level("You bring ten years of selling AI-driven software to schools.", "non_it") == "mentions"
    assert level("You are comfortable using AI-powered tools at work.", "non_it") == "uses"
