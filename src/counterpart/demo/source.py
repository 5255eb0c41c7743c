"""The AdventureWorks tables as they lie in `data/`, and how their dates are moved to today."""

from __future__ import annotations

import calendar
import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

LAST_ORDER = date(2013, 4, 30)  # the newest order in the data
DATA = Path(__file__).parent / "data"
Row = dict[str, str]


@cache
def table(name: str) -> list[Row]:
    """All rows of one table, as text."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass(frozen=True)
class Shift:
    """Moves dates by whole months, so that the newest order falls into last month."""

    months: int

    @classmethod
    def to(cls, today: date) -> Shift:
        return cls((today.year - LAST_ORDER.year) * 12 + today.month - 1 - LAST_ORDER.month)

    def __call__(self, day: date) -> date:
        """The same day of the month, or the month's last where there is none."""
        month = day.year * 12 + day.month - 1 + self.months
        year, month = divmod(month, 12)
        last = calendar.monthrange(year, month + 1)[1]
        return date(year, month + 1, min(day.day, last))
