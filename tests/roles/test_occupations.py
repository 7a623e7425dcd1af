"""The official classes of the roles: well formed, in use, and known to O*NET where its files lie beside us."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from pipeline.taxonomy import TaxonomyError
from pipeline.taxonomy.roles import occupations, read, roles_table

FORMS = {"soc2018": re.compile(r"\d\d-\d{3}[1-9]"), "isco08": re.compile(r"[1-9]\d{3}")}  # none is a group of classes
OF_A_ROLE = """
schema = 1
[words]
[[role]]
id = "toy"
label = "Toy"
family = "ai"
since = 2000
soc2018 = [{soc}]
isco08 = [{isco}]
title = ['toy']
hits = []
misses = []
"""


def test_every_code_has_the_form_of_its_system_and_a_title() -> None:
    assert occupations().keys() == FORMS.keys()
    for system, classes in occupations().items():
        assert [code for code in classes if not FORMS[system].fullmatch(code)] == []
        assert all(title.strip() for title in classes.values())


def test_every_class_is_named_by_a_role_and_no_role_names_one_twice() -> None:
    roles = roles_table().values()
    for system, classes in occupations().items():
        named = [code for role in roles for code in getattr(role, system)]
        assert set(named) == classes.keys()
        assert all(len(set(getattr(role, system))) == len(getattr(role, system)) for role in roles)


def test_every_role_inside_it_has_a_nearest_class_in_both_systems() -> None:
    without = [role.id for role in roles_table().values() if not (role.soc2018 and role.isco08)]
    assert without == ["non_it"]


@pytest.mark.parametrize(("soc", "isco", "said"), [('"15-9999"', "", "15-9999"), ("", '"9999"', "9999")])
def test_a_class_that_nobody_knows_is_refused_by_name(tmp_path: Path, soc: str, isco: str, said: str) -> None:
    (tmp_path / "roles.toml").write_text(OF_A_ROLE.format(soc=soc, isco=isco), encoding="utf-8")
    with pytest.raises(TaxonomyError, match=rf"'toy' .* names '{said}', which occupations.toml does not have"):
        read(tmp_path / "roles.toml")


def test_onet_knows_every_occupation(shared: Path) -> None:
    with gzip.open(shared / "data" / "taxonomy" / "onet_alternate_titles.txt.gz", "rt", encoding="utf-8") as lines:
        known = {line[:7] for line in lines}
    assert occupations()["soc2018"].keys() <= known
