"""The quick looks at a form's neighbours never decide otherwise than the rules they spare."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.tag import boundary

PIECES = [
    "Go",
    "react",
    ".com",
    "https://",
    "www.",
    "@",
    " ",
    "\n",
    "(",
    ")",
    ".",
    ":",
    "!",
    "?",
    "é",
    "’",
    "/",
    "-",
    "C",
    "+",
    "#",
]
texts = st.lists(st.sampled_from([*PIECES, "a" * 201, "中", "“", ","]), max_size=12).map("".join)


@given(texts)
def test_a_parted_form_stands_whole_and_in_no_address(text: str) -> None:
    edges, spans = boundary.edges(text), boundary.addresses(text)
    for start, end in words(text):
        if boundary.is_parted(edges, start, end):
            assert boundary.stands(text, start, end)
            assert not boundary.covered(start, end, spans)


@given(texts)
def test_the_stretch_around_a_form_tells_whether_an_address_covers_it(text: str) -> None:
    spans = boundary.addresses(text)
    for start, end in words(text):
        assert boundary.is_in_address(text, start, end) in (None, boundary.covered(start, end, spans))


def words(text: str) -> list[tuple[int, int]]:
    """Where pieces that could be forms stand."""
    forms = ("Go", "react", "C", "a" * 201)
    return [(at, at + len(form)) for form in forms for at in range(len(text)) if text.startswith(form, at)]
