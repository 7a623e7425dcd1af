"""XML pages as dicts: an element with children is a dict, one without its text; what stands there twice is a list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from pipeline.records import Page
from spiders.source import wrong_shape

DEEPEST = 60  # elements within elements


def tree(page: Page, root: str) -> dict[str, Any]:
    """The document under its root; WrongShape if it is no XML, has entities or a DTD, or another root."""
    try:
        found = fromstring(page.body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise wrong_shape(page, f"no XML: {error}") from error
    if _name(found) != root:
        raise wrong_shape(page, f"the root is {_name(found)[:80]!r}, not {root!r}")
    inside = _value(found, page, 0)
    return {root: inside if isinstance(inside, dict) else {}}


def each(value: Any) -> Iterator[Any]:
    """The elements of a name: none, one or several."""
    if value is not None:
        yield from value if isinstance(value, list) else [value]


def words(value: Any) -> str:
    """The text of an element; nothing of one that is missing, holds others or stands there twice."""
    return value.strip() if isinstance(value, str) else ""


def _value(element: Element, page: Page, depth: int) -> Any:
    if depth > DEEPEST:
        raise wrong_shape(page, "elements are nested too deep")
    if not len(element):
        return element.text or ""
    found: dict[str, Any] = {}
    for child in element:
        name, value = _name(child), _value(child, page, depth + 1)
        if name not in found:
            found[name] = value
        elif isinstance(found[name], list):
            found[name].append(value)
        else:
            found[name] = [found[name], value]
    return found


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
