"""How much of a series' growth is old words and how much is words that were added to the taxonomy (METHODS 5.15)."""

from __future__ import annotations

import pandas as pd

PARTS = ["old_words_pct", "new_words_pct"]
GROWTH = ["first_month", "last_month", "growth_points", "old_words_points", "new_words_points"]


def split(shares: pd.DataFrame) -> pd.DataFrame:
    """`shares` with old_words_pct and new_words_pct, which add to share_pct.

    `shares`: share_pct by all words, share_frozen_pct by old words alone, share_added_pct by new words alone. What both
    find is shared evenly: the Shapley value of each, its mean gain over both orders in which words could be added.
    """
    total, old, new = (shares[name] for name in ("share_pct", "share_frozen_pct", "share_added_pct"))
    return shares.assign(old_words_pct=(old + total - new) / 2, new_words_pct=(new + total - old) / 2)


def growth(series: pd.DataFrame) -> pd.DataFrame:
    """GROWTH: one row, from the first to the last complete month with a share, in percentage points; none without two.

    `series`: month, month_status and the columns that `split` takes, one row a month.
    """
    whole = split(series[(series["month_status"] == "complete") & series["share_pct"].notna()].sort_values("month"))
    if len(whole) < 2:
        return pd.DataFrame(columns=GROWTH)
    first, last = whole.iloc[0], whole.iloc[-1]
    gained = [last[name] - first[name] for name in ("share_pct", *PARTS)]
    return pd.DataFrame([[first["month"], last["month"], *gained]], columns=GROWTH)
