"""Every rung of the ladder is what it says, from any AI word to an AI title."""

from __future__ import annotations

import pandas as pd

from pipeline.trends.ladder import RUNGS, rungs


def test_rungs_of_five_openings() -> None:
    openings = pd.DataFrame(
        {
            "opening_id": [1, 2, 3, 4, 5],
            "ai_level": ["none", "mentions", "uses", "builds", "mentions"],
            "has_ai_title": [False, False, False, True, False],
        }
    )
    mentions = pd.DataFrame(
        [
            (2, "ai", "generic"),
            (3, "github_copilot", "use"),
            (4, "machine_learning", "core"),
            (4, "pytorch", "specific"),
            (4, "pytorch", "specific"),
            (5, "ai", "generic"),
            (5, "rag", "specific"),
        ],
        columns=["opening_id", "skill", "tier"],
    )
    found = rungs(openings, mentions).set_index("opening_id")
    held = {rung: found.index[found[rung]].tolist() for rung in RUNGS}
    assert held == {
        "any_word": [2, 3, 4, 5],
        "generic_only": [2],
        "specific": [4, 5],
        "two_skills": [4],
        "in_duties": [3, 4],
        "ai_title": [4],
        "use_only": [3],
    }
