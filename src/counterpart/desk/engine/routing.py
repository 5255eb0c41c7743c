"""Who answers a question, and why: a pure function of what was asked and who is there.

The contact's own counterpart comes first, where the question is about the counterpart's work; then
the backup, then who stands in, then others of the team whose function fits, the nearest first, then
the lead. Who is away does not get it, nor who would begin so much later than another that the
customer would wait; who has far more open questions than the next gives way. Everybody considered
is named with the reason, so that the route can be said in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from .working_hours import NeverAtWork, WorkingHours

PATIENCE = timedelta(hours=4)
"""So much later than the first who could begin may a better one begin."""
CROWD = 10
"""More open questions than the next in line let somebody give way, from so many on."""
SURE = 0.5
"""From this confidence on the words of a question tell its function."""


class Place(StrEnum):
    """How somebody stands to the contact who asks."""

    PRIMARY = "primary"
    DEPUTY = "deputy"
    """Stands in for the counterpart, who is away."""
    BACKUP = "backup"
    TEAM = "team"
    """Of the account's team, or facing somebody else there."""
    FUNCTION = "function"
    """Of the function, outside the team."""
    LEAD = "lead"


class Reason(StrEnum):
    """Why somebody gets a question, or does not."""

    COUNTERPART = "counterpart"
    DEPUTY = "deputy"
    BACKUP = "backup"
    SAME_FUNCTION = "same_function"
    NEAREST_FUNCTION = "nearest_function"
    LEAD = "lead"
    AWAY = "away"
    NOT_AT_WORK = "not_at_work"
    CROWDED = "crowded"
    OTHER_WORK = "other_work"
    """The question is about another function's work."""
    IN_LINE = "in_line"
    """Fits, and somebody before fits better."""


@dataclass(frozen=True)
class Person:
    """One of ours who may answer."""

    key: str
    function: str
    hours: WorkingHours
    open_questions: int = 0


@dataclass(frozen=True)
class Asked:
    """A question as the route sees it."""

    at: datetime
    function: str = ""
    """Whose work it is about, as rules or words tell; empty where they do not."""
    confidence: float = 1.0
    """How surely they do."""


@dataclass(frozen=True)
class RouteFacts:
    """Who is there for the contact who asks."""

    places: Sequence[tuple[Place, Person]]
    """Everybody who may be asked, with how they stand to the contact, the best known first."""
    fits: Mapping[tuple[str, str], float]
    """How well a function of ours (first) answers for another of ours, 0 to 1; itself is 1."""


@dataclass(frozen=True)
class Considered:
    """Somebody who might have answered."""

    person: str
    place: Place
    reason: Reason
    begins_at: datetime | None
    """When they could begin; none where they never do."""


@dataclass(frozen=True)
class Route:
    """Who answers, and everybody who was considered before and after, in line."""

    to: str
    """Empty where nobody can: then the question stays in the tray."""
    place: Place | None
    reason: Reason | None
    considered: tuple[Considered, ...]
    function: str = ""
    """Whose work it was taken to be about."""

    @property
    def found(self) -> bool:
        """Whether somebody answers."""
        return bool(self.to)


@dataclass(frozen=True)
class _InLine:
    place: Place
    person: Person
    reason: Reason
    begins_at: datetime | None


def route(asked: Asked, facts: RouteFacts) -> Route:
    """Who answers a question asked now."""
    wanted = asked.function if asked.confidence >= SURE else ""
    line, others = _line(asked, facts, wanted)
    able = [(each.begins_at, each) for each in line if each.begins_at is not None]
    if not able:
        return Route("", None, None, tuple(_left_out(line, others, None, asked)), wanted)
    latest = min(begins for begins, _each in able) + PATIENCE
    prompt = [each for begins, each in able if begins <= latest]
    chosen = _least_crowded(prompt)
    considered = tuple(_left_out(line, others, chosen, asked))
    return Route(chosen.person.key, chosen.place, chosen.reason, considered, wanted)


def _line(
    asked: Asked, facts: RouteFacts, wanted: str
) -> tuple[list[_InLine], list[tuple[Place, Person]]]:
    """Those whose work it is, in order; and the others."""
    primary = next((each for place, each in facts.places if place is Place.PRIMARY), None)
    about = wanted or (primary.function if primary else "")
    ranked: list[tuple[tuple[float, ...], _InLine]] = []
    others: list[tuple[Place, Person]] = []
    seen: set[str] = set()
    for at, (place, person) in enumerate(facts.places):
        if person.key in seen:
            continue
        fit = 1.0 if person.function == about else facts.fits.get((person.function, about), 0.0)
        reason = _reason(place, fit, is_told=bool(wanted))
        if reason is None:
            others.append((place, person))
            continue
        seen.add(person.key)
        rank = (RANKS[reason], -fit, float(at))
        ranked.append((rank, _InLine(place, person, reason, _begins(person, asked.at))))
    ranked.sort(key=lambda pair: pair[0])
    outside = [(place, person) for place, person in others if person.key not in seen]
    return [each for _rank, each in ranked], outside


RANKS = {
    Reason.COUNTERPART: 0.0,
    Reason.BACKUP: 1.0,
    Reason.DEPUTY: 1.5,
    Reason.SAME_FUNCTION: 2.0,
    Reason.NEAREST_FUNCTION: 3.0,
    Reason.LEAD: 4.0,
}


OWN = {
    Place.PRIMARY: Reason.COUNTERPART,
    Place.BACKUP: Reason.BACKUP,
    Place.DEPUTY: Reason.DEPUTY,
}


def _reason(place: Place, fit: float, *, is_told: bool) -> Reason | None:
    """Why somebody of this place and fit may get it; a lead may get anything."""
    if place in OWN and (fit > 0 or not is_told):
        return OWN[place]
    if fit == 1.0:
        return Reason.SAME_FUNCTION
    if place is Place.LEAD:
        return Reason.LEAD
    return Reason.NEAREST_FUNCTION if fit > 0 else None


def _begins(person: Person, at: datetime) -> datetime | None:
    try:
        return person.hours.after(at, timedelta(0))
    except NeverAtWork:
        return None


def _least_crowded(line: Sequence[_InLine]) -> _InLine:
    """The first, unless the next in line of the same place or fit has far fewer open questions."""
    chosen = line[0]
    for each in line[1:]:
        if each.reason is Reason.LEAD and chosen.reason is not Reason.LEAD:
            break
        if chosen.person.open_questions >= each.person.open_questions + CROWD:
            chosen = each
    return chosen


def _left_out(
    line: Iterable[_InLine],
    others: Iterable[tuple[Place, Person]],
    chosen: _InLine | None,
    asked: Asked,
) -> Iterator[Considered]:
    """Everybody but the one chosen, with why not."""
    before = True
    for each in line:
        if each is chosen:
            before = False
            continue
        yield Considered(
            each.person.key,
            each.place,
            _why_not(each, chosen, asked, before=before),
            each.begins_at,
        )
    for place, person in others:
        yield Considered(person.key, place, Reason.OTHER_WORK, _begins(person, asked.at))


def _why_not(each: _InLine, chosen: _InLine | None, asked: Asked, *, before: bool) -> Reason:
    if each.begins_at is None or each.person.hours.is_away(asked.at):
        return Reason.AWAY
    if not before or chosen is None:
        return Reason.IN_LINE
    crowded = each.person.open_questions >= chosen.person.open_questions + CROWD
    return Reason.CROWDED if crowded else Reason.NOT_AT_WORK
