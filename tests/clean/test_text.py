"""HTML becomes lines; addresses and numbers of people disappear, amounts and versions stay."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean.text import masked, plain

WORDS = st.text(alphabet="abcdefgåéß", min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("html", "expect"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<ul><li>Python</li><li>SQL</li></ul>", "- Python\n- SQL"),
        ("<p>You know:</p><ul><li>Go</li></ul><p>Bye</p>", "You know:\n- Go\n\nBye"),
        ("<h2>Duties</h2><p>Build.</p>", "Duties\n\nBuild."),
        ("<div>one</div><div>two</div>", "one\ntwo"),
        ("<p>We use <b>Py</b>thon</p>", "We use Python"),
        ("<p>Type<strong>Script</strong>, <em>SQL</em></p>", "TypeScript, SQL"),
        ("<li><p>Ship ML</p></li>", "- Ship ML"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n- b"),
        ("a<br>b", "a\nb"),
        ("a<br/><br/>b", "a\n\nb"),
        ("<table><tr><td>Python</td><td>SQL</td></tr></table>", "Python\nSQL"),
        ("<p>R&amp;D &lt;3 caf&eacute;</p>", "R&D <3 café"),
        ("<p>a&nbsp;b\u200bc</p>", "a bc"),
        ("<p>a &amp;nbsp; b &amp;amp; c</p>", "a b & c"),
        ("&lt;p&gt;One&lt;/p&gt;&lt;ul&gt;&lt;li&gt;two&lt;/li&gt;&lt;/ul&gt;", "One\n- two"),
        ("<script>var a;</script><style>p{}</style><p>x</p>", "x"),
        ("<p>x</p><!-- notionvc: 1 -->", "x"),
        ("Acme | Berlin<p>We hire.<p>Apply", "Acme | Berlin\n\nWe hire.\n\nApply"),
        ('<a href="https:&#x2F;&#x2F;x.example" rel="nofollow">https:&#x2F;&#x2F;x.example</a>', "https://x.example"),
        ("<P>One</P><UL><LI>two</LI></UL>", "One\n- two"),
        ("<li>• dotted</li>", "- dotted"),
        ("<p>Cafe\u0301</p>", "Café"),
        ("   <p>  much \n  space </p> ", "much space"),
        ("no tags at all", "no tags at all"),
        ("", ""),
    ],
)
def test_html_becomes_lines(html: str, expect: str) -> None:
    assert plain(html) == expect


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("mail jane.doe+jobs@acme.example.com now", "mail <EMAIL> now"),
        ("mail jobs@acme.io.", "mail <EMAIL>."),
        ("jane [at] acme dot com", "<EMAIL>"),
        ("jane (at) acme (dot) io", "<EMAIL>"),
        ("jane at acme dot co dot uk", "<EMAIL>"),
        ("jane(at)acme.com", "<EMAIL>"),
        ("jane @ acme.com", "<EMAIL>"),
        ("JANE AT ACME DOT COM", "<EMAIL>"),
        ("call 415-555-0134", "call <PHONE>"),
        ("call (415) 555-0134 or +1 415 555 0134", "call <PHONE> or <PHONE>"),
        ("+44 20 7946 0958", "<PHONE>"),
        ("Tel: 030 1234567", "Tel: <PHONE>"),
        ("020 7946 0958", "<PHONE>"),
        ("415.555.0134", "<PHONE>"),
    ],
)
def test_personal_data_is_masked(text: str, expect: str) -> None:
    assert masked(text) == expect


@pytest.mark.parametrize(
    "text",
    [
        "$120,000-150,000",
        "$120,000.00 - $140,000.00",
        "120 000 - 150 000 EUR",
        "2019-2023",
        "2023-01-15",
        "192.168.100.200",
        "version 10.0.19045.1234",
        "react@18.2.0 and @angular/core",
        "401(k) match",
        "ISO 27001, SOC 2, 24/7",
        "we look at the dot com boom",
        "the CTO at acme.com",
        "100,000 users and 1000000000 rows",
        "5+ years",
        "https://acme.example/jobs/4155550134",
        "gh_jid=4369191007",
        "0-3 years, GMT+1 to GMT-8",
    ],
)
def test_what_is_no_personal_data_stays(text: str) -> None:
    assert masked(text) == text


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_items_keep_their_words_apart(items: list[str]) -> None:
    html = "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"
    assert plain(html).split("\n") == [f"- {unicodedata.normalize('NFC', item)}" for item in items]


@given(st.text(max_size=200))
def test_plain_is_composed_and_has_no_empty_runs(html: str) -> None:
    text = plain(html)
    assert unicodedata.is_normalized("NFC", text)
    assert "\n\n\n" not in text
    assert text == text.strip()


@given(st.text(max_size=200))
def test_masking_twice_changes_nothing(text: str) -> None:
    assert masked(masked(text)) == masked(text)


@given(st.text(max_size=20), st.emails(), st.text(max_size=20))
def test_no_address_survives(before: str, address: str, after: str) -> None:
    local, _, domain = address.partition("@")
    simple = re.sub(r"[^a-z0-9]", "", local.lower()) or "x"
    assert f"{simple}@{domain}" not in masked(f"{before} {simple}@{domain} {after}")


@given(st.text(alphabet="ab@. -_x1\n", max_size=60))
def test_nothing_that_looks_like_an_address_survives(text: str) -> None:
    assert re.search(r"[A-Za-z0-9._+-]@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}", masked(text)) is None


def test_a_mistyped_address_is_masked_too() -> None:
    assert masked("Write to jobs@acme.i today; python@3.11 stays") == "Write to <EMAIL> today; python@3.11 stays"
