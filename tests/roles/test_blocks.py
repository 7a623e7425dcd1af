"""A posting of several jobs is split where the text gives each job a block of its own."""

from itertools import pairwise

import pytest

from pipeline.clean.sections import sections
from pipeline.records import Role
from pipeline.tag.roles import roles

SYSADMIN = "Run our Linux servers and the office network. You know Ansible, and you sleep well."
LEARNING = "Train and ship ranking models with PyTorch. You have put a model into production."
HEAD = "Quill | Oslo | ONSITE\n\nWe sell pens.\n\n"


def block(role: Role, text: str) -> str:
    return text[role.start : role.end]


@pytest.mark.parametrize(
    "body",
    [
        f"Systems Administrator: {SYSADMIN}\n\nMachine Learning Engineer: {LEARNING}",
        f"* Systems Administrator - {SYSADMIN}\n* Machine Learning Engineer - {LEARNING}",
        f"Systems Administrator\n\n{SYSADMIN}\n\nMachine Learning Engineer\n\n{LEARNING}",
        f"1) Systems Administrator\n{SYSADMIN}\n\n2) Machine Learning Engineer\n{LEARNING}",
        f"# Systems Administrator\n- {SYSADMIN}\n\n# Machine Learning Engineer\n- {LEARNING}",
    ],
)
def test_a_system_administrator_does_not_inherit_the_models_of_a_colleague(body: str) -> None:
    text = HEAD + body
    admin, learner = roles(None, text, ())
    assert (admin.role, learner.role) == ("sysadmin", "ml_engineer")
    assert (admin.scope, learner.scope) == ("role_block", "role_block")
    assert SYSADMIN in block(admin, text)
    assert "PyTorch" not in block(admin, text)
    assert LEARNING in block(learner, text)
    assert "Ansible" not in block(learner, text)


def test_the_last_block_ends_before_what_holds_for_all_jobs() -> None:
    text = (
        HEAD
        + f"Systems Administrator: {SYSADMIN}\n\nMachine Learning Engineer: {LEARNING}\n\nTo apply, write to <EMAIL>."
    )
    assert "apply" not in block(roles(None, text, ())[1], text)


def test_the_last_block_has_no_more_paragraphs_than_the_others() -> None:
    text = (
        HEAD
        + f"Systems Administrator: {SYSADMIN}\n\nMachine Learning Engineer: {LEARNING}\n\nQuill was founded in 1900."
    )
    assert block(roles(None, text, ())[1], text).endswith(LEARNING)


def test_the_last_block_ends_where_the_benefits_begin() -> None:
    text = (
        HEAD
        + f"Systems Administrator: {SYSADMIN}\n\nMachine Learning Engineer: {LEARNING}\nBenefits:\nFree pens for all."
    )
    assert roles(None, text, sections(text))[1].end == text.index("Benefits:")


@pytest.mark.parametrize("link", ["", ": https://jobs.quill.example/openings/0123456789abcdef0123456789abcdef/apply"])
def test_a_list_of_bare_titles_has_no_blocks_even_with_long_links(link: str) -> None:
    text = HEAD + f"Open positions:\n\n- Systems Administrator{link}\n- Machine Learning Engineer{link}"
    assert [role.scope for role in roles(None, text, ())] == ["posting", "posting"]


def test_a_posting_of_one_job_is_its_own_block() -> None:
    text = HEAD + f"Systems Administrator: {SYSADMIN}"
    (role,) = roles(None, text, ())
    assert (role.scope, role.start, role.end) == ("posting", 0, 0)


def test_blocks_do_not_overlap_and_lie_in_the_text() -> None:
    text = HEAD + f"QA Engineer: {SYSADMIN}\n\nData Engineer: {LEARNING}\n\nData Analyst: {SYSADMIN}"
    bounds = [(role.start, role.end) for role in roles(None, text, ())]
    assert len(bounds) == 3
    assert all(start < end <= len(text) for start, end in bounds)
    assert all(before[1] <= after[0] for before, after in pairwise(bounds))
