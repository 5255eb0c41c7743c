"""Where two of ours do what one could do at an account, and what that costs.

Team selling doubles functions by its nature; what is planned is not found here: backups stand in
and do not work beside. What is found is a reason to ask, not yet a saving.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import combinations
from typing import Literal, TypeVar

from counterpart.kernel.days import Days
from counterpart.kernel.faults import Fault, ProblemError

from .exact import half_up

Kind = Literal["contact", "function", "journey", "units"]
Row = TypeVar("Row")
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Facing:
    """One of ours who serves a contact in a span of days, and what that costs in it."""

    id: str
    account: str
    contact: str
    their_function: str
    person: str
    days: Days
    """Within the span that costs are counted over, so with an end."""
    minor: int
    is_backup: bool = False
    """A planned stand-in; never a duplicate."""


@dataclass(frozen=True)
class Call:
    """One of ours who came to a customer's site, and what the journey cost."""

    id: str
    account: str
    site: str
    person: str
    unit: str
    """The business unit the person sells for."""
    on: date
    minor: int
    joint: bool = False
    """Made together with others on purpose; never a duplicate."""


@dataclass(frozen=True)
class Duplicate:
    """Several of ours at one job."""

    kind: Kind
    account: str
    where: str
    """The contact, the customer's function, or the site."""
    people: tuple[str, ...]
    rows: tuple[str, ...]
    """Ids of what was done twice; the dearest is not among them, for somebody has to do it."""
    minor: int
    """What these rows cost while they were doubled."""


def duplication(facings: Sequence[Facing], calls: Sequence[Call]) -> tuple[Duplicate, ...]:
    """Everything done twice; no row is priced twice.

    - contact: two of ours face one contact in the same days. Priced by the share of days doubled.
    - function: two of ours face different contacts of one function at an account. Each serves
      somebody whom nobody else does, so this is told and priced at nothing.
    - journey: two of ours travel to one site on one day, not together.
    - units: sellers of several units call at one site in one month, other journeys than those.
    """
    _refuse_nonsense(facings, calls)
    on_duty = [facing for facing in facings if not facing.is_backup]
    alone = [call for call in calls if not call.joint]
    journeys = list(_journeys(alone))
    priced = {row for journey in journeys for row in journey.rows}
    units = _units([call for call in alone if call.id not in priced])
    return (*_contacts(on_duty), *_functions(on_duty), *journeys, *units)


def cost_of(found: Iterable[Duplicate], account: str | None = None) -> int:
    """What all that was found costs, minor units; of one account, or of all."""
    return sum(each.minor for each in found if account in (None, each.account))


def _contacts(facings: Sequence[Facing]) -> Iterator[Duplicate]:
    for (account, contact), rows in _grouped(facings, lambda row: (row.account, row.contact)):
        kept: list[Facing] = []
        doubled: list[tuple[Facing, int]] = []
        for row in sorted(rows, key=lambda row: (-row.minor, row.id)):
            others = [each.days for each in kept if each.person != row.person]
            days = len(_days_of([row.days]) & _days_of(others))
            if days:
                doubled.append((row, days))
            else:
                kept.append(row)
        if doubled:
            minor = sum(_part(row, days) for row, days in doubled)
            ids = tuple(row.id for row, _ in doubled)
            yield Duplicate("contact", account, contact, _people(rows), ids, minor)


def _functions(facings: Sequence[Facing]) -> Iterator[Duplicate]:
    told = [row for row in facings if row.their_function]
    groups = _grouped(told, lambda row: (row.account, row.their_function))
    for (account, function), rows in groups:
        apart = [
            row
            for one, other in combinations(rows, 2)
            for row in (one, other)
            if one.person != other.person
            and one.contact != other.contact
            and one.days.overlaps(other.days)
        ]
        if apart:
            yield Duplicate("function", account, function, _people(apart), (), 0)


def _journeys(calls: Sequence[Call]) -> Iterator[Duplicate]:
    for (account, site, _), rows in _grouped(
        calls, lambda call: (call.account, call.site, call.on)
    ):
        if len(_people(rows)) > 1:
            yield _all_but_dearest("journey", account, site, rows, lambda call: call.person)


def _units(calls: Sequence[Call]) -> Iterator[Duplicate]:
    groups = _grouped(calls, lambda call: (call.account, call.site, call.on.year, call.on.month))
    for (account, site, *_), rows in groups:
        if len({call.unit for call in rows}) > 1:
            yield _all_but_dearest("units", account, site, rows, lambda call: call.unit)


def _all_but_dearest(
    kind: Kind, account: str, site: str, rows: Sequence[Call], whose: Callable[[Call], str]
) -> Duplicate:
    """The calls of everybody but the person, or unit, whose calls cost most."""
    totals = {name: sum(call.minor for call in theirs) for name, theirs in _grouped(rows, whose)}
    kept = min(totals, key=lambda name: (-totals[name], name))
    doubled = [call for call in rows if whose(call) != kept]
    ids = tuple(call.id for call in doubled)
    return Duplicate(kind, account, site, _people(rows), ids, sum(call.minor for call in doubled))


def _grouped(rows: Iterable[Row], key: Callable[[Row], Key]) -> list[tuple[Key, list[Row]]]:
    """The rows of each key, keys in the order in which they appear."""
    groups: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return list(groups.items())


def _people(rows: Iterable[Facing | Call]) -> tuple[str, ...]:
    return tuple(sorted({row.person for row in rows}))


def _days_of(spans: Iterable[Days]) -> set[int]:
    """All days of the spans, each once, by their number in the calendar."""
    return {
        day
        for span in spans
        if span.until
        for day in range(span.since.toordinal(), span.until.toordinal())
    }


def _part(row: Facing, days: int) -> int:
    return half_up(Fraction(row.minor * days, len(_days_of([row.days]))))


def _refuse_nonsense(facings: Sequence[Facing], calls: Sequence[Call]) -> None:
    found: list[Fault] = []
    seen: set[str] = set()
    rows: list[Facing | Call] = [*facings, *calls]
    for row in rows:
        place = f"account {row.account!r}, {row.id!r}"
        if row.id in seen:
            found.append(Fault(place, "two rows have this id; ids are unique"))
        if row.minor < 0:
            found.append(Fault(place, f"a cost of {row.minor} is negative; give 0 or more"))
        if isinstance(row, Facing) and row.days.until is None:
            found.append(Fault(place, "the span has no end; end it with the days counted"))
        seen.add(row.id)
    if found:
        raise ProblemError(found)
