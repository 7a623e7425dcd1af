"""Titles are cleaned, assigned to a role by the ordered rules, and taken apart where one phrase names several jobs."""

from pathlib import Path

import pytest

from pipeline.tag.naming import named
from pipeline.tag.nouns import scan
from pipeline.tag.titles import area_of, clean_title, is_generic, role_of
from pipeline.taxonomy import TaxonomyError
from pipeline.taxonomy.advertising import FILE as ADVERTISING
from pipeline.taxonomy.advertising import read as read_words
from pipeline.taxonomy.roles import FILE, ai_words, read, roles_table

ROLES = roles_table()


def said(title: str) -> str | None:
    """The role of a title, with a noun or without."""
    return role_of(title) or area_of(title)[0]


@pytest.mark.parametrize(("role", "title"), [(role.id, title) for role in ROLES.values() for title in role.hits])
def test_a_role_takes_the_titles_that_prove_it(role: str, title: str) -> None:
    assert role in (role_of(title), area_of(title)[0])


@pytest.mark.parametrize(("role", "title"), [(role.id, title) for role in ROLES.values() for title in role.misses])
def test_a_role_leaves_the_titles_that_are_not_its_own(role: str, title: str) -> None:
    assert role_of(title) != role


def test_every_role_has_proof_and_a_family() -> None:
    assert len(ROLES) == 53
    assert all(role.hits and role.misses for role in ROLES.values())
    assert {role.id for role in ROLES.values() if role.family == "none"} == {"non_it"}


@pytest.mark.parametrize(
    ("title", "clean"),
    [
        ("Sr. Front-End Eng.", "senior frontend engineer"),
        ("Back-end Developers", "backend developer"),
        ("Full Stack Dev", "fullstack developer"),
        ("Cyber Security Engineer (m/w/d)*", "cyber security engineer"),
        ("Game Developer (Remote) [AS303]", "game developer (remote)"),
        ("SWEs", "software engineer"),
        ("Dev Ops Engineer – Cloud", "devops engineer - cloud"),
        ("UI / UX Designers", "ui/ux designer"),
        ("Engineer(s), req 12345", "engineer"),
    ],
)
def test_a_clean_title_has_no_tags_plurals_or_abbreviations(title: str, clean: str) -> None:
    assert clean_title(title) == clean


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("CTO", "engineering_manager"),
        ("Head of Data Science", "data_scientist"),
        ("QA Manager", "qa_engineer"),
        ("Engineering Manager, Mobile", "mobile_developer"),
        ("Scrum Master", "it_project_manager"),
        ("Product Owner", "product_manager"),
        ("Software Engineer, Web Frontend", "web_frontend_developer"),
        ("Full-stack Web Developer", "software_developer"),
        ("Production Engineer", "aiops_sre"),
        ("Nurse Practitioner", None),
        ("Mechanical Engineer", "non_it"),
    ],
)
def test_specialties_go_before_ranks_and_ranks_before_general_titles(title: str, role: str | None) -> None:
    assert said(title) == role or (role is None and said(title) == "non_it")


@pytest.mark.parametrize("title", ["engineers", "Senior developers", "Mid and Senior Level engineers"])
def test_a_title_without_a_kind_of_work_is_generic_and_means_software(title: str) -> None:
    assert is_generic(title)
    assert role_of(title) == "software_developer"


@pytest.mark.parametrize(
    ("phrase", "titles"),
    [
        (
            "Backend & Frontend Engineers",
            [("Backend", "software_developer"), ("Frontend Engineers", "web_frontend_developer")],
        ),
        (
            "DevOps, Software and QA engineers",
            [("DevOps", "aiops_sre"), ("Software", "software_developer"), ("QA engineers", "qa_engineer")],
        ),
        ("Software Engineer, Security", [("Software Engineer, Security", "security_engineer")]),
        (
            "Data Engineers/Data Scientists",
            [("Data Engineers", "data_engineer"), ("Data Scientists", "data_scientist")],
        ),
        ("Data Scientist/Engineer", [("Data Scientist/Engineer", "data_scientist")]),
        ("ML/Data Science", [("ML", "ml_engineer"), ("Data Science", "data_scientist")]),
        ("a seasoned iOS developer (Swift)", [("iOS developer (Swift)", "mobile_developer")]),
        ("Director of Engineering", [("Director of Engineering", "engineering_manager")]),
        (
            "Engineering, Data Science, Marketing",
            [("Engineering", "software_developer"), ("Data Science", "data_scientist"), ("Marketing", "non_it")],
        ),
        ("San Francisco, CA", []),
        ("User Acquisition Specialist", [("User Acquisition Specialist", "non_it")]),
    ],
)
def test_one_phrase_may_name_several_jobs(phrase: str, titles: list[tuple[str, str]]) -> None:
    assert [(found.title, found.role) for found in named(scan(phrase), 0, len(phrase))] == titles


def test_a_stack_names_jobs_only_where_it_is_asked_to() -> None:
    phrase = "Python, React"
    assert named(scan(phrase), 0, len(phrase)) == []
    assert [found.role for found in named(scan(phrase), 0, len(phrase), "weak")] == [
        "software_developer",
        "web_frontend_developer",
    ]


def test_two_letter_ranks_count_in_capitals_only() -> None:
    assert scan("call us at 5 pm, not then").starts == ()
    assert len(scan("Sr PM, EM").starts) == 2


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ('labels = "x"', ["'data_scientist'", "'labels'"]),
        ('family = "magic"', ["'data_scientist'", "'magic'"]),
        ('since = "2008"', ["'data_scientist'", "since"]),
        ("title = ['(']", ["'data_scientist'", "regular expression"]),
        ("title = ['<nothing>']", ["'data_scientist'", "<nothing>"]),
    ],
)
def test_an_entry_that_is_not_well_formed_is_refused_by_name(tmp_path: Path, wrong: str, words: list[str]) -> None:
    entry = {
        "id": '"data_scientist"',
        "label": '"x"',
        "family": '"ai"',
        "since": "2008",
        "soc2018": "[]",
        "isco08": "[]",
        "title": "['x']",
        "hits": "[]",
        "misses": "[]",
    }
    key, value = wrong.split(" = ")
    entry[key] = value
    file = tmp_path / "roles.toml"
    file.write_text("schema = 1\n[words]\n[[role]]\n" + "\n".join(f"{k} = {v}" for k, v in entry.items()))
    with pytest.raises(TaxonomyError) as error:
        read(file)
    assert all(word in str(error.value) for word in words)


def test_a_key_that_is_missing_is_named(tmp_path: Path) -> None:
    file = tmp_path / "roles.toml"
    file.write_text('schema = 1\n[words]\n[[role]]\nid = "x"\n')
    with pytest.raises(TaxonomyError, match="'x' lacks the key 'family'"):
        read(file)


def test_the_file_of_the_project_is_read_in_order() -> None:
    names, rules = read(FILE)
    assert [rule.role for rule in rules] == list(names)
    assert next(iter(names)) == "non_it"
    assert list(names)[-1] == "software_developer"


def test_no_hit_of_an_ai_role_is_skipped_for_want_of_an_ai_word() -> None:
    titles = [title for role in ROLES.values() if role.family in ("ai", "ai_gig") for title in role.hits]
    assert [title for title in titles if not ai_words().search(clean_title(title))] == []


def test_a_list_of_words_that_nobody_reads_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "advertising.toml"
    file.write_text(ADVERTISING.read_text(encoding="utf-8") + '\nverbs = ["hire"]\n', encoding="utf-8")
    with pytest.raises(TaxonomyError, match="verbs"):
        read_words(file)
