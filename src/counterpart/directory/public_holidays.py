"""Public holidays of a country and year, from the `holidays` library.

The library with all its countries costs a web process about fifteen megabytes, so only those
asked for are loaded, and it is asked once for each country and year; what it said is kept in the
cache that all processes share.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec, module_from_spec
from typing import Any

from django.core.cache import cache

KEEP_SECONDS = 90 * 24 * 3600
ONE_DAY = timedelta(days=1)
_MOVED_FROM = re.compile(r"substituted from (\d\d)/(\d\d)/(\d{4})")


@dataclass(frozen=True)
class HolidayYear:
    """What is public in one year of one country.

    `names` are days off. `working` are weekend days on which one works all the same. `short`
    maps a working day before a holiday to the minutes by which it ends earlier; `half` are
    days of which only the first half is worked.
    """

    names: dict[date, str]
    working: frozenset[date] = frozenset()
    short: dict[date, int] = field(default_factory=dict)
    half: dict[date, str] = field(default_factory=dict)


NO_HOLIDAYS = HolidayYear({})


@lru_cache(maxsize=128)
def holidays_of(country: str, subdivision: str, year: int, language: str = "en") -> HolidayYear:
    """The public holidays of a year, named in the language where the library can, else English.

    A country or region that the library does not know has none.
    """
    if not country:
        return NO_HOLIDAYS
    key = f"holidays:{version('holidays')}:{country}:{subdivision}:{year}:{language}"
    known: HolidayYear | None = cache.get(key)
    if known is None:
        known = _ask(country, subdivision, year, language)
        cache.set(key, known, KEEP_SECONDS)
    return known


def knows(country: str, subdivision: str = "") -> bool:
    """Whether the library has public holidays for the country and the region."""
    holidays = _loaded()
    if not (len(country) in (2, 3) and country.isupper()):
        return False  # the library answers to names as well
    try:
        holidays.country_holidays(country, subdiv=subdivision or None)
    except NotImplementedError:
        return False
    return True


def _ask(country: str, subdivision: str, year: int, language: str) -> HolidayYear:
    if not knows(country, subdivision):
        return NO_HOLIDAYS
    named = _library(country, subdivision, year, language)
    half: dict[date, str] = {}
    if "half_day" in named.supported_categories:
        half_days = _library(country, subdivision, year, language, categories=("half_day",))
        half = {day: name for day, name in half_days.items() if day not in named}
    return HolidayYear(
        names=dict(sorted(named.items())),
        working=frozenset(day for day in named.weekend_workdays if day.year == year),
        short=_short_days_in_russia(year) if country == "RU" else {},
        half=half,
    )


def _loaded() -> Any:
    """The library, with countries that are loaded when they are asked for.

    Its package of countries would import every one of them, 10 MB, for the first that is asked.
    """
    import holidays

    name = "holidays.countries"
    if name not in sys.modules and (found := find_spec(name)):
        sys.modules.setdefault(name, module_from_spec(found))  # there, and not run
    return holidays


def _library(country: str, subdivision: str, year: int, language: str, **more: Any) -> Any:
    holidays = _loaded()
    bare = holidays.country_holidays(country, subdiv=subdivision or None, expand=False)
    offered = bare.supported_languages or ()
    best = [name for name in offered if name == language or name.startswith(f"{language}_")]
    english = [name for name in offered if name.startswith("en")]
    chosen = next(iter(best or english), None)
    return holidays.country_holidays(
        country, subdiv=subdivision or None, years=year, expand=False, language=chosen, **more
    )


def _short_days_in_russia(year: int) -> dict[date, int]:
    """Working days that end an hour earlier.

    Source: Labour Code of the Russian Federation, article 95: the working day before a public
    holiday is an hour shorter. A weekend day worked instead of such a day is shorter too.
    """
    named = _library("RU", "", year, "en")
    next_year = _library("RU", "", year + 1, "en")
    moved_from = {day: _origin(name) for day, name in named.items()}
    public = {day for day in named if moved_from[day] is None} | {date(year + 1, 1, 1)}
    working = named.weekend_workdays | next_year.weekend_workdays
    short: set[date] = set()
    for holiday in public:
        eve = holiday - ONE_DAY
        if eve.year != year or eve in public:
            continue
        worked_instead = moved_from.get(eve)
        if worked_instead is not None and worked_instead in working:
            short.add(worked_instead)
        elif eve not in named and (eve.weekday() < 5 or eve in working):
            short.add(eve)
    return dict.fromkeys(sorted(short), 60)


def _origin(name: str) -> date | None:
    found = _MOVED_FROM.search(name)
    return date(int(found[3]), int(found[1]), int(found[2])) if found else None
