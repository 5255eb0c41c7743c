"""Days in the orders people write them, and as spreadsheets count them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from counterpart.exchange.files.problems import BadCell
from counterpart.exchange.files.table import NumberText
from counterpart.exchange.values.notation import Notation
from counterpart.exchange.values.numbers import plain_decimal
from counterpart.kernel.errors import mark as _

NOT_A_DATE = _("“%(cell)s” is not a date. Write it as 2026-05-31 or 31.05.2026.")
WHICH_DATE = _(
    "“%(cell)s” is a date in an order we cannot know. Say on the import page whether the day or "
    "the month comes first; on the command line with --dates."
)
NO_SUCH_DAY = _("There is no such day as “%(cell)s”.")
ISO_DATE = re.compile(r"(\d{4})([-/.])(\d\d?)\2(\d\d?)(?:[T ].*)?")
DOTTED_DATE = re.compile(r"(\d\d?)\.(\d\d?)\.(\d{4}|\d\d)(?:[ ,].*)?")
SLASHED_DATE = re.compile(r"(\d\d?)/(\d\d?)/(\d{4}|\d\d)(?:[ ,].*)?")


def parse_date(cell: str, notation: Notation) -> date:
    """A day; a time of day behind it is left out, in the time zone in which it was written."""
    if type(cell) is NumberText:
        return _day_of_serial(cell)
    if found := ISO_DATE.fullmatch(cell):
        year, _sign, month, day = found.groups()
    elif found := DOTTED_DATE.fullmatch(cell):
        day, month, year = found.groups()
    elif found := SLASHED_DATE.fullmatch(cell):
        if not notation.dates:
            raise BadCell(WHICH_DATE, cell=cell)
        day, month, year = found.groups()
        if notation.dates == "month_first":
            day, month = month, day
    else:
        raise BadCell(NOT_A_DATE, cell=cell[:60])
    try:
        return date(_full_year(year), int(month), int(day))
    except ValueError:
        raise BadCell(NO_SUCH_DAY, cell=cell) from None


def _full_year(year: str) -> int:
    if len(year) == 4:
        return int(year)
    return int(year) + (2000 if int(year) < 70 else 1900)


def _day_of_serial(cell: str) -> date:
    """The day a spreadsheet counts from 30 December 1899."""
    number = plain_decimal(cell, cell)
    if not 20_000 <= number < 80_000:
        raise BadCell(NOT_A_DATE, cell=cell)
    return (datetime(1899, 12, 30) + timedelta(days=float(number))).date()  # noqa: DTZ001
