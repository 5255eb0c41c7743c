"""Working hours as they are stored and written: intervals of a day, seven days of a week."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import time
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

Interval = tuple[time, time]
Intervals = tuple[Interval, ...]

_WRITTEN = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*[-–—]\s*(\d{1,2})(?:[:.](\d{2}))?")


def check_intervals(stored: object) -> None:
    """Refuse anything but a list of ["HH:MM", "HH:MM"] that follow one another in a day."""
    latest = ""
    for pair in stored if isinstance(stored, list) else [None]:
        if not isinstance(pair, list) or len(pair) != 2 or not all(map(_is_clock, pair)):
            raise ValidationError(_("Working hours are written like 09:00–13:00, 14:00–18:00."))
        if not latest <= pair[0] < pair[1]:
            raise ValidationError(
                _("Working hours follow one another: %(since)s–%(until)s does not fit."),
                params={"since": pair[0], "until": pair[1]},
            )
        latest = pair[1]


def check_week(stored: object) -> None:
    """Refuse anything but seven days, Monday first, each a list of working intervals."""
    if not isinstance(stored, list) or len(stored) != 7:
        raise ValidationError(_("A working week has seven days, Monday first."))
    for day in stored:
        check_intervals(day)
    if not any(stored):
        raise ValidationError(_("A working week has at least one working day."))


def _is_clock(text: object) -> bool:
    return isinstance(text, str) and bool(re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text))


def parse_intervals(text: str) -> list[list[str]]:
    """What somebody wrote, "9-13, 14:00–18:00", as it is stored; an empty text is a day off."""
    parts = [part.strip() for part in re.split(r"[,;]", text) if part.strip()]
    stored = []
    for part in parts:
        found = _WRITTEN.fullmatch(part)
        if found is None:
            raise ValidationError(_("Working hours are written like 09:00–13:00, 14:00–18:00."))
        from_hour, from_minute, to_hour, to_minute = found.groups(default="00")
        stored.append([f"{from_hour:0>2}:{from_minute}", f"{to_hour:0>2}:{to_minute}"])
    check_intervals(stored)
    return stored


def written(stored: Iterable[Sequence[str]]) -> str:
    """Stored intervals as people write them: "09:00–13:00, 14:00–18:00"."""
    return ", ".join(f"{since}–{until}" for since, until in stored)


def intervals_of(stored: Iterable[Sequence[str]]) -> Intervals:
    """Stored intervals as clock times."""
    return _as_times(tuple((since, until) for since, until in stored))


@lru_cache(maxsize=512)
def _as_times(stored: tuple[tuple[str, str], ...]) -> Intervals:
    return tuple((time.fromisoformat(since), time.fromisoformat(until)) for since, until in stored)


def minutes(moment: time) -> int:
    """Minutes since midnight."""
    return moment.hour * 60 + moment.minute


def length_in_minutes(intervals: Intervals) -> int:
    """Working minutes of a day, by the clock."""
    return sum(minutes(until) - minutes(since) for since, until in intervals)


def shortened(intervals: Intervals, by_minutes: int) -> Intervals:
    """The same day, ending earlier by that many working minutes."""
    left = length_in_minutes(intervals) - by_minutes
    kept: list[Interval] = []
    for since, until in intervals:
        length = min(left, minutes(until) - minutes(since))
        if length > 0:
            end = minutes(since) + length
            kept.append((since, time(end // 60, end % 60)))
            left -= length
    return tuple(kept)
