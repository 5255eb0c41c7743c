"""How a file writes numbers and dates."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notation:
    """How a file writes numbers and dates; what it leaves open is refused, never guessed."""

    decimal: str = ""  # "." or ","; empty: whatever is beyond doubt
    dates: str = ""  # "day_first" or "month_first" for dates with slashes
    point_is_open: bool = False  # in files with semicolons a lone point may part thousands
