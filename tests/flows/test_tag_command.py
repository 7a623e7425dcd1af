"""`jobshift tag`: one line in, one line out; labels are never copied; what cannot be used is named."""

from __future__ import annotations

import json
from pathlib import Path

from tests.flows.conftest import Jobshift

TEXT = "You will build LLM agents in Python. Requirements: 5 years of experience with Kubernetes."
KEYS = {
    "id", "is_posting", "is_it", "language", "employer", "roles", "ai_level", "skills", "seniority", "workplace",
    "countries", "pay", "employment", "years_experience", "certifications",
}  # fmt: skip
SKILL = {"skill", "group", "form", "status", "section", "start", "end", "sentence"}


def lines(*rows: object) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def test_every_posting_gives_one_line_with_the_documented_keys(folder: Path, jobshift: Jobshift) -> None:
    (folder / "in.jsonl").write_text(lines({"id": "a", "text": TEXT}, {"id": 7, "html": f"<p>{TEXT}"}))
    done = jobshift("tag", "in.jsonl", "--out", "out.jsonl")
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in (folder / "out.jsonl").read_text().splitlines()]
    assert [row["id"] for row in rows] == ["a", 7]
    assert all(set(row) == KEYS for row in rows)
    assert {skill["skill"] for skill in rows[0]["skills"]} >= {"python", "kubernetes"}
    assert all(set(skill) == SKILL for skill in rows[0]["skills"])
    assert not (folder / "out.jsonl.part").exists()


def test_offsets_point_at_the_form_in_plain_text(jobshift: Jobshift) -> None:
    row = json.loads(jobshift("tag", "-", stdin=lines({"id": 1, "text": TEXT})).stdout)
    assert row["skills"]
    assert all(TEXT[skill["start"] : skill["end"]] == skill["form"] for skill in row["skills"])


def test_other_keys_are_ignored_and_never_copied(jobshift: Jobshift) -> None:
    plain = jobshift("tag", "-", stdin=lines({"id": 1, "text": TEXT})).stdout
    labelled = jobshift(
        "tag", "-", stdin=lines({"id": 1, "text": TEXT, "ai_level": "governs", "skills": ["cobol"]})
    ).stdout
    assert labelled == plain


def test_a_line_that_cannot_be_used_is_named_and_the_others_are_tagged(jobshift: Jobshift) -> None:
    given = (
        '{"id": 1, "text": "a"}\n{"id": 2,\n\n{"id": 3}\n{"text": "b"}\n{"id": 4, "text": 5}\n{"id": 5, "text": "c"}\n'
    )
    done = jobshift("tag", "-", stdin=given)
    assert done.returncode == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [1, 5]
    for said in ("line 2:", "line 4: neither `text` nor `html`", "line 5:", "line 6:", "4 lines could not be used"):
        assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_not_there_is_wrong_use(jobshift: Jobshift) -> None:
    done = jobshift("tag", "nowhere.jsonl")
    assert done.returncode == 2
    assert "nowhere.jsonl" in done.stderr
