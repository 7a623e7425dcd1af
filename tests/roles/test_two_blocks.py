"""200 posts that offer a systems administrator and a machine learning engineer, each in a block of its own."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest

from pipeline.records import Posting, Role
from pipeline.understand import understand

POSTS = 200
ADMIN_TITLES = (
    "Systems Administrator",
    "Sysadmin",
    "Linux System Administrator",
    "IT Systems Administrator",
    "Senior Sysadmin",
)
ML_TITLES = (
    "Machine Learning Engineer",
    "ML Engineer",
    "Senior Machine Learning Engineer",
    "Machine Learning Engineer (NLP)",
)
ADMIN_DUTIES = (
    "Look after 200 Linux servers, patch them and keep them boring.",
    "You will run our VMware cluster, DNS and backups, and answer the pager one week in four.",
    "Keep mail, identity and file servers running for 300 colleagues; Ansible knowledge required.",
    "Own Active Directory, Windows Server and the network in our two offices.",
    "Automate with Ansible and Bash, document what you do, teach others.",
)
ML_DUTIES = (
    "Train PyTorch models that rank search results and bring them to production.",
    "You will build our recommender system and measure it with online experiments.",
    "Fine-tune large language models on our letters and serve them with vLLM.",
    "Own the computer vision models of our sorting line, from labelling to monitoring.",
    "Experience with TensorFlow and good Python required; you will work on forecasting.",
)
OPENINGS = (
    "{firm} | Multiple roles | {town} | REMOTE\n\n{firm} sells maps to walkers. We are hiring two people:",
    "{firm} - {town} - full time\n\nWe make software for harbours and are looking for:",
    "{firm} | Systems Administrator, ML Engineer | {town} | ONSITE\n\nWe keep the archives of forty towns.",
    "{firm} is hiring in {town}! Our product uses machine learning to find errors in invoices.\n\nOpen positions:",
)
DRESSES = (
    "{title}\n\n{duties}",
    "* {title}: {duties}",
    "- {title} - {duties}",
    "{title}:\n{duties}",
    "{title} (full time)\n{duties}",
)
CLOSINGS = ("To apply, write to <EMAIL>.", "Apply: https://jobs.example.com", "Interested? Send us a note: <EMAIL>")
FIRMS = (("Quill", "Oslo"), ("Harbourline", "Porto"), ("Tessel", "Ghent"), ("Mapleworks", "Toronto"))


def _posts() -> list[str]:
    """All templates in turn, with titles and duties drawn by a fixed seed; either job may come first."""
    draw = Random(20)
    frames = list(product(OPENINGS, DRESSES, CLOSINGS, FIRMS))
    draw.shuffle(frames)
    posts = []
    for opening, dress, closing, (firm, town) in frames[:POSTS]:
        blocks = [
            dress.format(title=draw.choice(ADMIN_TITLES), duties=draw.choice(ADMIN_DUTIES)),
            dress.format(title=draw.choice(ML_TITLES), duties=draw.choice(ML_DUTIES)),
        ]
        draw.shuffle(blocks)
        posts.append("\n\n".join([opening.format(firm=firm, town=town), *blocks, closing]))
    return posts


def _levels(text: str) -> dict[str, Role]:
    return {role.role: role for role in understand(Posting(ref="1", url="", text=text)).roles}


@pytest.mark.parametrize("start", range(0, POSTS, 20))
def test_an_administrator_beside_an_ml_engineer_has_no_ai_in_the_duties(start: int) -> None:
    for text in _posts()[start : start + 20]:
        roles = _levels(text)
        admin, engineer = (
            roles["sysadmin"],
            next(roles[name] for name in ("ml_engineer", "nlp_engineer") if name in roles),
        )
        assert (admin.ai_level, admin.scope) == ("none", "role_block"), text
        assert engineer.ai_level == "builds", text


def test_the_posts_are_all_different() -> None:
    assert len(set(_posts())) == POSTS


def test_the_posting_as_a_whole_builds_ai() -> None:
    assert {understand(Posting(ref="1", url="", text=text)).ai_level for text in _posts()[:20]} == {"builds"}
