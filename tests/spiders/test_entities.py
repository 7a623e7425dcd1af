"""References are read as the standard library reads them."""

from __future__ import annotations

from html import escape, unescape

from hypothesis import given
from hypothesis import strategies as st

from spiders.entities import unescaped

PIECES = (
    "&lt;", "&gt;", "&quot;", "&#39;", "&amp;", "&nbsp;", "&rsquo;", "&#8217;", "&#x27;", "&#0;", "&notin", "&not",
    "&lt", "&amp", "&", "#", ";", "<", ">", '"', "'", "amp;", "gt", "lt;", "39;", "in;", " ", "a", "é", "&#", "&#3",
    "&a", "\n",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_every_mixture_is_read_as_by_the_standard_library(text: str) -> None:
    assert unescaped(text) == unescape(text)


@given(st.text(alphabet="<>&\"';#abx39 \n", max_size=40))
def test_what_was_escaped_comes_back(text: str) -> None:
    assert unescaped(escape(text)) == text
    assert unescaped(escape(escape(text))) == escape(text)
