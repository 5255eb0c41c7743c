"""Months, by their first day."""

from __future__ import annotations

from datetime import date

IN_A_YEAR = 12


def months_later(month: date, count: int) -> date:
    """The first day of the month so many later; earlier where the count is negative.

    >>> months_later(date(2026, 11, 1), 3)
    datetime.date(2027, 2, 1)
    """
    number = month.year * IN_A_YEAR + month.month - 1 + count
    return date(number // IN_A_YEAR, number % IN_A_YEAR + 1, 1)


def months_up_to(month: date, count: int) -> list[date]:
    """So many months, this one the last.

    >>> months_up_to(date(2026, 1, 1), 2)
    [datetime.date(2025, 12, 1), datetime.date(2026, 1, 1)]
    """
    return [months_later(month, at - count + 1) for at in range(count)]
