"""Links between postings → openings: what firm evidence joins, and then copies, as long as nothing contradicts."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

REASONS = ("requisition", "url", "same_text", "near_text", "agency_copy")  # strongest first
FIRST = "first"  # of an opening's earliest posting, which needs no reason
Ids = NDArray[np.int64]
Facts = Mapping[int, tuple[Hashable, Hashable, Hashable]]


def openings(
    postings: Ids, links: pd.DataFrame, facts: Mapping[int, tuple[Hashable, Hashable, Hashable]]
) -> pd.DataFrame:
    """One row per posting: posting_id, component, opening_id, opening_reason, matched_posting_id, similarity.

    `links` has low, high (posting ids), reason, similarity, is_firm. `facts` gives, for every posting that a link
    which is not firm may touch, its requisition, its employer (None for an agency: both then fit anything) and a key
    that decides ties, the same whatever order postings were loaded in. An opening's id is its smallest posting's.
    """
    ids = np.sort(postings)
    low = np.searchsorted(ids, links["low"].to_numpy(dtype=np.int64))
    high = np.searchsorted(ids, links["high"].to_numpy(dtype=np.int64))
    firm = links["is_firm"].to_numpy(dtype=bool)
    component = _smallest(ids, low, high)
    labels = _labels(ids.size, low[firm], high[firm])
    if not firm.all():
        labels = _copied(labels, ids, links[~firm], low[~firm], high[~firm], facts)
    opening = _smallest_of(ids, labels)
    found = pd.DataFrame({"posting_id": ids, "component": component, "opening_id": opening})
    return found.merge(_reasons(found, links), on="posting_id", how="left").assign(
        opening_reason=lambda rows: rows["opening_reason"].where(rows["opening_id"] != rows["posting_id"], FIRST)
    )


def _copied(
    labels: Ids,
    ids: Ids,
    links: pd.DataFrame,
    low: Ids,
    high: Ids,
    facts: Facts,
) -> Ids:
    """The labels after joining copies, the most similar first, where requisitions and employers do not contradict."""
    known: dict[int, list[set[Hashable]]] = {}
    for at in np.flatnonzero(np.isin(labels, labels[np.concatenate([low, high])])):
        sets = known.setdefault(int(labels[at]), [set(), set()])
        for kind in (0, 1):
            if (fact := facts[int(ids[at])][kind]) is not None:
                sets[kind].add(fact)
    keys = [sorted((str(facts[int(ids[a])][2]), str(facts[int(ids[b])][2]))) for a, b in zip(low, high, strict=True)]
    order = sorted(range(len(links)), key=lambda at: (-float(links["similarity"].iloc[at]), keys[at]))
    joined = {label: label for label in known}

    def root(label: int) -> int:
        while joined[label] != label:
            label = joined[label]
        return label

    for link in order:
        one, other = root(int(labels[low[link]])), root(int(labels[high[link]]))
        if one != other and all(_fit(known[one][kind], known[other][kind]) for kind in (0, 1)):
            joined[other] = one
            for kind in (0, 1):
                known[one][kind] |= known[other][kind]
    return np.array([root(label) if label in joined else label for label in labels.tolist()], dtype=np.int64)


def _fit(one: set[Hashable], other: set[Hashable]) -> bool:
    return not one or not other or not one.isdisjoint(other)


def _reasons(found: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """The strongest link of each posting within its opening, as columns of `openings`."""
    opening = found.set_index("posting_id")["opening_id"]
    inside = links[opening.loc[links["low"]].to_numpy() == opening.loc[links["high"]].to_numpy()]
    names = {"low": "matched_posting_id", "high": "posting_id"}
    both = pd.concat(
        [inside.rename(columns=names), inside.rename(columns={"low": "posting_id", "high": "matched_posting_id"})]
    )
    both = both[both["posting_id"] != opening.loc[both["posting_id"]].to_numpy()]
    both["rank"] = both["reason"].map({reason: rank for rank, reason in enumerate(REASONS)})
    best = both.sort_values(
        ["posting_id", "rank", "similarity", "matched_posting_id"], ascending=[True, True, False, True]
    ).drop_duplicates("posting_id")
    found_best: pd.DataFrame = best.rename(columns={"reason": "opening_reason"})[
        ["posting_id", "opening_reason", "matched_posting_id", "similarity"]
    ]
    return found_best


def _labels(size: int, low: Sequence[int] | Ids, high: Sequence[int] | Ids) -> Ids:
    graph = coo_array((np.ones(len(low), dtype=np.int8), (low, high)), shape=(size, size))
    found: Ids = connected_components(graph, directed=False)[1].astype(np.int64)
    return found


def _smallest(ids: Ids, low: Ids, high: Ids) -> Ids:
    """The smallest id of each row's connected component."""
    return _smallest_of(ids, _labels(ids.size, low, high))


def _smallest_of(ids: Ids, labels: Ids) -> Ids:
    smallest = np.full(int(labels.max(initial=-1)) + 1, np.iinfo(np.int64).max)
    np.minimum.at(smallest, labels, ids)
    found: Ids = smallest[labels]
    return found
