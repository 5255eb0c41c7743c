"""Hours of a day and of a week as one cell."""

from __future__ import annotations

import re

from counterpart.exchange.files.problems import BadCell
from counterpart.kernel.errors import mark as _

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
RUSSIAN_DAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
NOTHING = frozenset({"-", "–", "—"})
INTERVAL = re.compile(r"(\d\d?):(\d\d)\s*[-–—]\s*(\d\d?):(\d\d)")
BAD_INTERVAL = _("“%(cell)s” are not hours of a day. Write 09:00-13:00, 14:00-18:00.")
BAD_DAY = _("“%(cell)s” is not a day with its hours. Write mon-fri 09:00-18:00; sat 10:00-14:00.")


def parse_intervals(cell: str) -> list[list[str]]:
    """`09:00-13:00, 14:00-18:00` as pairs; a minus sign is no hours at all."""
    text = cell.strip().lstrip("'") if cell.strip() in {"'-"} else cell.strip()
    if text in NOTHING:
        return []
    found: list[list[str]] = []
    for part in re.split(r"[,]\s*", text):
        match = INTERVAL.fullmatch(part.strip())
        if match is None:
            raise BadCell(BAD_INTERVAL, cell=part[:60])
        begin, end = f"{match[1]:0>2}:{match[2]}", f"{match[3]:0>2}:{match[4]}"
        if not ("00:00" <= begin < end <= "24:00") or (found and begin < found[-1][1]):
            raise BadCell(BAD_INTERVAL, cell=part[:60])
        found.append([begin, end])
    return found


def intervals_text(intervals: list[list[str]]) -> str:
    """The same, as a cell."""
    return ", ".join(f"{begin}-{end}" for begin, end in intervals) or "-"


def parse_week(cell: str) -> list[list[list[str]]]:
    """`mon-fri 09:00-18:00; sat 10:00-14:00`: seven lists; days not named are off."""
    week: list[list[list[str]]] = [[] for _day in DAYS]
    for part in filter(str.strip, cell.split(";")):
        days, _space, hours = part.strip().partition(" ")
        first, _dash, last = days.lower().partition("-")
        begin, end = _day_number(first, part), _day_number(last or first, part)
        for day in range(begin, end + 1):
            week[day] = parse_intervals(hours)
    return week


def week_text(week: list[list[list[str]]]) -> str:
    """The same, as a cell; days with the same hours stand together."""
    parts: list[str] = []
    day = 0
    while day < len(week):
        last = day
        while last + 1 < len(week) and week[last + 1] == week[day]:
            last += 1
        if week[day]:
            name = DAYS[day] if last == day else f"{DAYS[day]}-{DAYS[last]}"
            parts.append(f"{name} {intervals_text(week[day])}")
        day = last + 1
    return "; ".join(parts) or "mon-sun -"


def _day_number(name: str, part: str) -> int:
    for names in (DAYS, RUSSIAN_DAYS):
        if name in names:
            return names.index(name)
    raise BadCell(BAD_DAY, cell=part[:60])
