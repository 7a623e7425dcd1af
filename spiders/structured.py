"""What a web page says about itself as data: the schema.org items in its JSON-LD, else in its microdata.

JSON-LD is written by hand and by plugins: blocks in comments or CDATA, with trailing commas, raw line breaks,
entities. What a strict parser refuses is mended step by step; what stays broken is named, and loses no other block.
extruct is slow and asked last: for microdata, and for blocks that nothing else could read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import msgspec
from selectolax.lexbor import LexborHTMLParser
from w3lib.encoding import html_to_unicode

Node = dict[str, Any]
STRING = r'"(?:[^"\\]|\\.)*"'
REMARK = re.compile(rf"({STRING})|//[^\n]*|/\*.*?\*/", re.S)
SPARE_COMMA = re.compile(rf"({STRING})|,(?=\s*[}}\]])", re.S)
BAD_ESCAPE = re.compile(r'\\(?:(["\\/bfnrt]|u[0-9a-fA-F]{4})|(.))', re.S)
OPENERS = ("<![CDATA[", "<!--", "//", "/*", "*/")
CLOSERS = ("]]>", "-->", "//", "/*", "*/", ";")
LONGEST, MOST_REMARKS = 2_000_000, 200  # of a block that is mended: more is no mistake but mischief
DEEPEST = 40  # nodes within nodes
MOST = 2_000  # items of one page


@dataclass(slots=True)
class Items:
    """The items of a page that are of one type, and all that other items refer to."""

    found: list[Node] = field(default_factory=list)
    by_id: dict[str, Node] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)  # why a block could not be read
    language: str | None = None  # of the page, as it says

    def resolved(self, value: Any) -> Any:
        """The item that a mere reference ({"@id": …}) refers to; any other value as it is."""
        if isinstance(value, dict) and "@id" in value and not value.keys() - {"@id", "@type"}:
            return self.by_id.get(str(value["@id"]), value)
        return value


def items(body: bytes, kind: str) -> Items:
    """The items of a schema.org type, as JSON-LD objects in the order of the page; none twice."""
    found = Items()
    if kind.lower().encode() not in body.lower():
        return found
    text = decoded(body)
    if text.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        _take(found, text, kind)
        return found
    page = LexborHTMLParser(text)
    found.language = _language(page)
    for script in page.css("script[type*='ld+json' i]"):
        _take(found, script.text(), kind)
    if not found.found and kind.lower() in text.lower() and "itemtype" in text:
        found.found = list(_microdata(text, kind))
        found.broken = [] if found.found else found.broken
    return found


def decoded(body: bytes) -> str:
    """A page's text: UTF-8 if it is that, else by what the page says of its charset."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        text: str = html_to_unicode(None, body)[1]
        return text


def loaded(block: str) -> list[Any]:
    """The JSON values of a block, mended where need be; ValueError if it cannot be read."""
    block = block.strip("\ufeff\xa0 \t\r\n;")
    if not block:
        return []
    for step in (_strictly, _unwrapped, _mended, _unescaped):
        try:
            return step(block)
        except (ValueError, RecursionError, msgspec.MsgspecError):
            continue
    try:
        return _by_extruct(block)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"JSON-LD that is no JSON: {error}") from error


def is_a(node: Node, kind: str) -> bool:
    """Whether an item is of a type, however its type is written."""
    types = node.get("@type") or node.get("type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and re.split(r"[/:#]", name)[-1].lower() == kind.lower() for name in names)


def _take(found: Items, block: str, kind: str) -> None:
    try:
        values = loaded(block)
    except ValueError as error:
        if kind.lower() in block.lower():
            found.broken.append(str(error)[:200])
        return
    waiting = [(value, 0) for value in reversed(values)]
    while waiting and len(found.found) < MOST:
        value, depth = waiting.pop()
        if isinstance(value, list):
            waiting += [(inner, depth + 1) for inner in reversed(value)]
        elif isinstance(value, dict):
            if isinstance(value.get("@id"), str) and len(value) > 2:
                found.by_id.setdefault(value["@id"], value)
            if is_a(value, kind) and value not in found.found:
                found.found.append(value)
            elif depth < DEEPEST:
                waiting += [(value[key], depth + 1) for key in reversed(value) if isinstance(value[key], dict | list)]


def _strictly(block: str) -> list[Any]:
    return [msgspec.json.decode(block)]


def _unwrapped(block: str) -> list[Any]:
    return _concatenated(_bare(block))


def _mended(block: str) -> list[Any]:
    """Without remarks, spare commas, and escapes that JSON does not know."""
    if len(block) > LONGEST or block.count("/*") > MOST_REMARKS:
        raise ValueError("too long to be mended")
    bare = _bare(block)
    bare = REMARK.sub(lambda found: BAD_ESCAPE.sub(_escape, found[1]) if found[1] else "", bare)
    return _concatenated(SPARE_COMMA.sub(lambda found: found[1] or "", bare).strip(" \t\r\n;,"))


def _bare(block: str) -> str:
    """Without the remarks and sections that hide scripts from old browsers."""
    while True:
        bare = block.strip(" \t\r\n;")
        for opener in OPENERS:
            bare = bare.removeprefix(opener)
        for closer in CLOSERS:
            bare = bare.removesuffix(closer)
        if bare == block:
            return bare
        block = bare


def _escape(found: re.Match[str]) -> str:
    return found[0] if found[1] else found[2] if found[2] == "'" else "\\" + found[0]


def _unescaped(block: str) -> list[Any]:
    """Where the whole block was escaped for HTML, its quotes too."""
    if "&quot;" not in block and "&#34;" not in block:
        raise ValueError("not escaped")
    return _mended(unescape(block))


def _concatenated(block: str) -> list[Any]:
    """One value after another, as some pages have them; raw line breaks within strings are borne."""
    decoder, values, at = json.JSONDecoder(strict=False), [], 0
    while at < len(block):
        value, at = decoder.raw_decode(block, at)
        values.append(value)
        at += len(block[at:]) - len(block[at:].lstrip(", \t\r\n"))
    return values


def _by_extruct(block: str) -> list[Any]:
    from extruct.jsonld import JsonLdExtractor

    return list(JsonLdExtractor().extract(f'<script type="application/ld+json">{block}</script>'))


def _language(page: LexborHTMLParser) -> str | None:
    return (page.root.attributes.get("lang") or None) if page.root is not None else None


def _microdata(text: str, kind: str) -> Iterator[Node]:
    """The items of a type in microdata, as JSON-LD has them; the description keeps its markup."""
    from extruct.w3cmicrodata import MicrodataExtractor
    from lxml import html
    from lxml.etree import ParserError

    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except ParserError:
        return
    waiting: list[Any] = MicrodataExtractor(nested=True, add_html_node=True).extract_items(tree, "")
    while waiting:
        item = waiting.pop(0)
        node = _as_node(item)
        if is_a(node, kind):
            if markup := _described(item):
                node["description"] = html.tostring(markup[0], encoding="unicode", with_tail=False)
            yield node
        else:
            values = item.get("properties", {}).values()
            listed = [one for value in values for one in (value if isinstance(value, list) else [value])]
            waiting += [one for one in listed if isinstance(one, dict) and "type" in one]


def _described(item: Any) -> list[Any]:
    """The element of the item's own description, if its text is no attribute."""
    own = item["htmlNode"]
    return [
        part
        for part in own.xpath(".//*[@itemprop='description'][not(@content)][not(@itemscope)]")
        if part.xpath("ancestor::*[@itemscope][1]")[0] is own
    ][:1]


def _as_node(item: Any) -> Any:
    if isinstance(item, list):
        return [_as_node(one) for one in item]
    if not isinstance(item, dict) or not item.keys() & {"properties", "type"}:
        return item
    said = {key: _as_node(value) for key, value in item.get("properties", {"name": item.get("value")}).items()}
    return {"@type": item.get("type"), **said}
