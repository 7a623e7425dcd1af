"""The ladder of definitions of an AI opening: they decide the answer, so all are shown (METHODS 5.1).

The mart `ai_ladder_monthly` counts the same rungs by the same rules.
"""

from __future__ import annotations

import pandas as pd

from pipeline.records import IN_DUTIES
from pipeline.trends.schemas import MENTIONS, Schema

RUNGS = ("any_word", "generic_only", "specific", "two_skills", "in_duties", "ai_title", "use_only")
HEADLINE = "in_duties"

LADDER_OPENINGS = Schema("openings", {"opening_id": "id", "ai_level": "text", "has_ai_title": "flag"})
AI_MENTIONS = MENTIONS.also(tier="text")  # AI skills alone, named in any way but negated


def rungs(openings: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """`openings` with a flag per rung.

    any_word (R0): an AI word, tool or skill. generic_only (R1): nothing more than "AI". specific (R2), two_skills
    (R3): one, two different core or specific skills. in_duties (R4, the headline): level uses, builds or governs.
    ai_title (R5). use_only (U): the level is uses.
    """
    ids = LADDER_OPENINGS(openings)["opening_id"]
    skills = AI_MENTIONS(mentions).drop_duplicates(["opening_id", "skill"])
    named = ids.isin(skills["opening_id"])
    beyond = ids.isin(skills.loc[skills["tier"] != "generic", "opening_id"])
    specific = skills[skills["tier"].isin(["core", "specific"])].groupby("opening_id").size()
    several = ids.map(specific).fillna(0)
    return openings.assign(
        any_word=named,
        generic_only=named & ~beyond,
        specific=several >= 1,
        two_skills=several >= 2,
        in_duties=openings["ai_level"].isin(IN_DUTIES),
        ai_title=openings["has_ai_title"],
        use_only=openings["ai_level"] == "uses",
    )
