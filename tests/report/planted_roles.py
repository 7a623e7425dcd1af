"""Openings of two roles with a planted difference."""

from __future__ import annotations

import numpy as np
import pandas as pd

TARGET_SKILLS = ("mlops", "pytorch", "model_monitoring")
SHARED_SKILLS = {"python": 0.6, "linux_administration": 0.5}
EMPLOYERS = 40


def planted(seed: int, size: int = 400) -> tuple[pd.DataFrame, pd.DataFrame]:
    """ROLE_OPENINGS and MENTIONS of `pipeline.trends.roles`: TARGET_SKILLS are asked of `mlops_engineer` alone."""
    draw = np.random.default_rng(seed)
    openings, mentions = [], []
    for number in range(size):
        role = ("sysadmin", "mlops_engineer", "software_developer")[number % 3]
        openings.append((f"o{number}", f"e{draw.integers(EMPLOYERS)}", role))
        asked = dict(SHARED_SKILLS) | {"react": 0.4 if role == "software_developer" else 0.02}
        asked |= dict.fromkeys(TARGET_SKILLS, 0.6 if role == "mlops_engineer" else 0.02)
        mentions += [(f"o{number}", skill) for skill, share in asked.items() if draw.random() < share]
    return (
        pd.DataFrame(openings, columns=["opening_id", "employer", "role"]),
        pd.DataFrame(mentions, columns=["opening_id", "skill"]),
    )
