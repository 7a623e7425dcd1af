"""Which terms are new: log-odds with an informative Dirichlet prior, and growth over windows (METHODS 5.10)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Numbers = NDArray[np.float64]

PRIOR = 0.1  # the prior weighs a tenth of the background: less, and a term that is quite new could never be sure


def log_odds(recent: Counts, before: Counts, background: Counts, prior: float = PRIOR) -> tuple[Numbers, Numbers]:
    """Log-odds of each term, recent against before, and its z (Monroe, Colaresi and Quinn 2008).

    The three counts are of employers that name the term: in the recent window, before it, and in both together (an
    employer once). The prior of a term is `prior` times its background: what is frequent needs more to stand out.
    Terms that the background never has are refused: they would have no prior.
    """
    if len(background) and background.min() < 1:
        raise ValueError("a term without background has no prior")
    alpha: Numbers = prior * background.astype(np.float64)
    delta: Numbers = _logit(recent, alpha) - _logit(before, alpha)
    variance: Numbers = 1.0 / (recent + alpha) + 1.0 / (before + alpha)
    z: Numbers = delta / np.sqrt(variance)
    return delta, z


def _logit(counts: Counts, alpha: Numbers) -> Numbers:
    inside = counts + alpha
    odds: Numbers = np.log(inside) - np.log(counts.sum() + alpha.sum() - inside)
    return odds


def window_shares(counts: Counts, employers: Counts) -> Numbers:
    """Employers that name each term per 100 employers of each window; NaN in a window without employers.

    `counts`: terms by windows, in order of time; `employers`: all employers of each window.
    """
    return 100.0 * counts / np.where(employers > 0, employers.astype(float), np.nan)


def rising(shares: Numbers) -> NDArray[np.bool_]:
    """Whether each term's share never falls from one window to the next and ends above where it began.

    Windows without employers are left out; with fewer than two windows nothing rises.
    """
    seen = shares[:, ~np.isnan(shares).all(axis=0)]
    if seen.shape[1] < 2:
        return np.zeros(len(shares), dtype=bool)
    rises: NDArray[np.bool_] = np.all(np.diff(seen, axis=1) >= 0, axis=1) & (seen[:, -1] > seen[:, 0])
    return rises
