"""Sentences computed from a frame, for alt texts and captions."""

from __future__ import annotations

import pandas as pd


def ends(line: pd.DataFrame) -> tuple[pd.Series, pd.Series] | None:
    """First and last complete month with a share, None if there is none."""
    whole = line[(line["month_status"] == "complete") & line["share_pct"].notna()]
    return None if whole.empty else (whole.iloc[0], whole.iloc[-1])


def change(label: str, line: pd.DataFrame) -> str:
    """ "AI in duties went from 4.1 % (2.0–6.9) in January 2012 to …": the first and the last complete month."""
    pair = ends(line)
    if pair is None:
        return f"No complete month shows {label}."
    first, last = (
        f"{row['share_pct']:.1f} % ({row['low_pct']:.1f} to {row['high_pct']:.1f}) in {row['month']:%B %Y}"
        for row in pair
    )
    return f"{label}: {first}." if pair[0]["month"] == pair[1]["month"] else f"{label}: from {first} to {last}."


def sentence_case(words: str) -> str:
    """The words with a capital at the start; the others as they are (AI stays AI)."""
    return words[:1].upper() + words[1:]


def years(frame: pd.DataFrame) -> tuple[str, str]:
    """The two stretches of a frame with period, first_month and last_month, as heads: before and latest."""
    heads = []
    for period in ("before", "latest"):
        row = frame[frame["period"] == period].iloc[0]
        first, last = row["first_month"], row["last_month"]
        form = "%Y" if (first.month, last.month) == (1, 12) else "%b %Y"
        ends = dict.fromkeys([first.strftime(form), last.strftime(form)])  # one year is said once
        heads.append(" to ".join(ends))
    return heads[0], heads[1]
