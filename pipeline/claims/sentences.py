"""A verdict as a sentence: templates that are filled with what was computed, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.claims.entry import Claim, Part, Unit, Verdict

OPENED: dict[Verdict, str] = {
    "supported": "Supported",
    "contradicted": "Contradicted",
    "undecided": "Undecided",
    "not_measurable": "Postings cannot show this",
}
UNITS: dict[Unit, str] = {
    "%": "{} %",
    "odds ratio": "odds ratio {}",
    "points": "{} points",
    "groups": "{} groups",
    "0 to 1": "{}",
}


def sentence(claim: Claim, verdict: Verdict, deciding: Part | None, parts: Sequence[Part] = ()) -> str:
    """What can be printed: verdict, number, interval, n, threshold, and what could have been seen."""
    if deciding is None:
        nearest = f" The nearest honest figure is {claim.figure.id}." if claim.figure else ""
        return f"{OPENED[verdict]}. {claim.not_measurable_because}{nearest}"
    of_parts = f" {_holding(parts)}" if len(parts) > 1 else ""
    if deciding.value is None:
        reason = f"too little evidence for {deciding.label} ({deciding.suppressed_because})"
        return f"{OPENED[verdict]}: {reason}.{of_parts}"
    threshold, detectable = (_in_unit(value, deciding.unit) for value in (deciding.threshold, deciding.detectable))
    told = f"{OPENED[verdict]}: {deciding.label}, {measured(deciding)}; it counts as true above {threshold}."
    seen = f" A true value of {detectable} would have been seen 4 times in 5."
    return told + of_parts + (seen if verdict == "undecided" else "")


def measured(part: Part) -> str:
    """Value, interval and n of a part that has a value."""
    return (
        f"{_in_unit(part.value, part.unit)} (95 % interval {_digits(part.low)} to {_digits(part.high)}{_ends(part)}; "
        f"n = {part.n:,} openings of {part.employers:,} employers)"
    )


def _ends(part: Part) -> str:
    """What an odds ratio or a difference stands between."""
    if part.was is None or part.now is None:
        return ""
    unit = {"odds ratio": " %", "points": " points"}.get(part.unit, "")
    return f"; {_digits(part.was)}{unit} against {_digits(part.now)}{unit}"


def _holding(parts: Sequence[Part]) -> str:
    """How many parts lie above their thresholds, by their values alone."""
    told = [part for part in parts if part.value is not None]
    above = sum(part.value > part.threshold for part in told if part.value is not None)
    return f"By value {above} of {len(parts)} parts hold, and {len(parts) - len(told)} have no number."


def _in_unit(value: float | None, unit: Unit) -> str:
    return UNITS[unit].format(_digits(value))


def _digits(value: float | None) -> str:
    """Two decimals below ten, one above, and two figures of what is small."""
    if value is None:
        return "unknown"
    if value != 0 and abs(value) < 0.1:
        return f"{value:.2g}"
    return f"{value:.2f}" if abs(value) < 10 else f"{value:,.1f}"
