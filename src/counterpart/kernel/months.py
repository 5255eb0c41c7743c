"""Months: by their first day, and days so many of them later."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

IN_A_YEAR = 12


def months_later(month: date, count: int) -> date:
    """The first day of the month so many later; earlier where the count is negative.

    >>> months_later(date(2026, 11, 1), 3)
    datetime.date(2027, 2, 1)
    """
    number = month.year * IN_A_YEAR + month.month - 1 + count
    return date(number // IN_A_YEAR, number % IN_A_YEAR + 1, 1)


def day_months_later(day: date, count: int) -> date:
    """The same day so many months later; the last of the month where it is shorter.

    >>> day_months_later(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    month = months_later(day.replace(day=1), count)
    return month.replace(day=min(day.day, monthrange(month.year, month.month)[1]))


def months_up_to(month: date, count: int) -> list[date]:
    """So many months, this one the last.

    >>> months_up_to(date(2026, 1, 1), 2)
    [datetime.date(2025, 12, 1), datetime.date(2026, 1, 1)]
    """
    return [months_later(month, at - count + 1) for at in range(count)]
