"""The Hacker News search API of the sample: one page of stories, one whole thread."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flows.sample.threads import Thread

OTHER_THREADS = ("Ask HN: Who wants to be hired?", "Ask HN: Freelancer? Seeking freelancer?")


def search(archive: Sequence[Thread], query: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """One page of the story search: newest first, with the account's other monthly threads in between."""
    hits = [hit for thread in reversed(archive) for hit in _hits(thread)]
    for name, sign, value in re.findall(r"(\w+)(<=|>=|<|>|=)(\d+)", ",".join(query.get("numericFilters", ()))):
        hits = [hit for hit in hits if _holds(int(hit[name]), sign, int(value))]
    wanted = [word for word in (query.get("query", [""])[0]).lower().split() if word]
    hits = [hit for hit in hits if all(word in hit["title"].lower() for word in wanted)]
    size, page = int(query.get("hitsPerPage", ["20"])[0]), int(query.get("page", ["0"])[0])
    return {
        "hits": hits[page * size : (page + 1) * size],
        "nbHits": len(hits),
        "page": page,
        "nbPages": -(-len(hits) // size),
        "hitsPerPage": size,
        "exhaustiveNbHits": True,
        "query": " ".join(wanted),
        "params": "",
        "processingTimeMS": 1,
    }


def _holds(number: int, sign: str, bound: int) -> bool:
    return {"<": number < bound, "<=": number <= bound, ">": number > bound, ">=": number >= bound}.get(
        sign, number == bound
    )


def _hits(thread: Thread) -> Iterator[dict[str, Any]]:
    for offset, title in enumerate(("Ask HN: Who is hiring?", *OTHER_THREADS)):
        number = thread.number - offset
        yield {
            "created_at": f"{thread.started_at:%Y-%m-%dT%H:%M:%S}.000Z",
            "title": f"{title} ({thread.month:%B %Y})",
            "url": None,
            "author": "whoishiring",
            "points": 300,
            "story_text": "Say where the work is, and whether it can be done from elsewhere.",
            "num_comments": len(thread.comments),
            "created_at_i": int(thread.started_at.timestamp()) - offset,
            "_tags": ["story", "author_whoishiring", f"story_{number}", "ask_hn"],
            "objectID": str(number),
        }


def item(thread: Thread) -> dict[str, Any]:
    """A whole thread as the items API gives it."""
    return {
        "id": thread.number,
        "created_at": f"{thread.started_at:%Y-%m-%dT%H:%M:%S}.000Z",
        "created_at_i": int(thread.started_at.timestamp()),
        "type": "story",
        "author": "whoishiring",
        "title": f"Ask HN: Who is hiring? ({thread.month:%B %Y})",
        "url": None,
        "text": "Say where the work is, and whether it can be done from elsewhere.",
        "points": 302,
        "parent_id": None,
        "story_id": thread.number,
        "options": [],
        "children": list(thread.comments),
    }
