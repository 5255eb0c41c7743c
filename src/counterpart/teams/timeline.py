"""Dated facts laid out one after another: pure, without Django.

Everything dated in this room (who leads, who faces whom, who is on the team) is a timeline of
spans that never overlap. A change says how a timeline shall look from a day on; `lay` finds the
fewest edits of the rows that stand, so that what stays the same stays untouched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Generic, TypeVar

What = TypeVar("What", bound=Hashable)
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Span(Generic[What]):
    """Something that holds from `since` up to, not including, `until`; `None` is open."""

    since: date
    until: date | None
    what: What

    def holds_on(self, day: date) -> bool:
        """Whether the day lies in the span."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Facing:
    """A person with hours a month; the reasons explain it and do not tell two apart."""

    person_id: int
    hours_per_month: Decimal
    reasons: Mapping[str, Any] = field(default_factory=dict, compare=False, hash=False)


@dataclass(frozen=True, slots=True)
class Place:
    """A counterpart's place on a team: hours a month, and whether the lead is their manager."""

    hours_per_month: Decimal
    is_solid: bool


def earlier(one: date | None, other: date | None) -> date | None:
    """The earlier of two ends, where `None` is no end."""
    if one is None or other is None:
        return one or other
    return min(one, other)


def lay(
    standing: Sequence[tuple[Span[What], Row]], wanted: Iterable[Span[What]], *, since: date
) -> tuple[list[tuple[Row, date]], list[tuple[Row, date | None]], list[Span[What]]]:
    """Edits that make the timeline `wanted` from `since` on: rows to shorten, to extend, to add.

    `standing` are the rows that hold on or after `since`. What lies before the day is never
    touched. A row that would begin on or after the day and is not wanted becomes empty.
    """
    open_wishes = {(span.since, span.what): span for span in wanted}
    shorter: list[tuple[Row, date]] = []
    longer: list[tuple[Row, date | None]] = []
    for span, row in standing:
        start = max(span.since, since)
        wish = open_wishes.pop((start, span.what), None)
        until = wish.until if wish else start
        if until == span.until:
            continue
        if until is not None and (span.until is None or until < span.until):
            shorter.append((row, until))
        else:
            longer.append((row, until))
    return shorter, longer, list(open_wishes.values())


def from_day(spans: Iterable[Span[What]], since: date) -> list[Span[What]]:
    """The part of a timeline that lies on or after the day."""
    return [
        Span(max(span.since, since), span.until, span.what)
        for span in spans
        if span.until is None or span.until > since
    ]


def clipped(spans: Iterable[Span[What]], until: date) -> list[Span[What]]:
    """The part of a timeline that lies before the day."""
    return [
        Span(span.since, earlier(span.until, until), span.what)
        for span in spans
        if span.since < until
    ]


def inserted(spans: Sequence[Span[What]], new: Span[What]) -> list[Span[What]]:
    """The timeline with `new` in force from its first day until the next span begins."""
    later = [span for span in spans if span.since > new.since]
    until = earlier(new.until, min((span.since for span in later), default=None))
    return [*clipped(spans, new.since), Span(new.since, until, new.what), *later]


def without(spans: Iterable[Span[Facing]], person_id: int, gap: Span[Any]) -> list[Span[Facing]]:
    """The timeline less what the person would do in it during the gap."""
    kept: list[Span[Facing]] = []
    for span in spans:
        overlaps = (gap.until is None or span.since < gap.until) and (
            span.until is None or gap.since < span.until
        )
        if span.what.person_id != person_id or not overlaps:
            kept.append(span)
            continue
        if span.since < gap.since:
            kept.append(Span(span.since, gap.since, span.what))
        if gap.until is not None and (span.until is None or gap.until < span.until):
            kept.append(Span(gap.until, span.until, span.what))
    return kept


def places_on_team(
    primaries: Sequence[Span[Facing]],
    backups: Sequence[Span[Facing]],
    leads: Sequence[Span[Facing]],
    managers: Mapping[int, int | None],
    *,
    since: date,
) -> dict[int, list[Span[Place]]]:
    """Who is on a team as a counterpart, from the day on: it follows from who faces whom.

    Hours are those of all whom the person faces, as primary or as planned backup; a backup named
    without hours has a place all the same. The line is solid where the lead of that time is the
    person's manager, or the person leads.
    """
    days = {since}
    for span in (*primaries, *backups, *leads):
        days |= {day for day in (span.since, span.until) if day is not None and day > since}
    edges = sorted(days)
    places: dict[int, list[Span[Place]]] = defaultdict(list)
    for start, end in zip(edges, [*edges[1:], None], strict=True):
        hours: dict[int, Decimal] = defaultdict(Decimal)
        for span in (*primaries, *backups):
            if span.holds_on(start):
                hours[span.what.person_id] += span.what.hours_per_month
        lead = next((span.what.person_id for span in leads if span.holds_on(start)), None)
        for person_id, total in hours.items():
            solid = lead is not None and lead in (person_id, managers.get(person_id))
            _extend(places[person_id], Span(start, end, Place(total, solid)))
    return dict(places)


def _extend(spans: list[Span[Place]], following: Span[Place]) -> None:
    """Append, joining it to the last span where nothing differs."""
    if spans and spans[-1].until == following.since and spans[-1].what == following.what:
        following = Span(spans.pop().since, following.until, following.what)
    spans.append(following)
