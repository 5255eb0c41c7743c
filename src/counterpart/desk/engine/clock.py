"""The clock of a question: a pure function of its events.

It runs in the working hours of the person who has the question, and rests while the customer owes
an answer. An answer is due once the allowance is used up, or at the instant that was promised.
Whoever gets the question later has what is left of the allowance, in hours of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from .working_hours import NOTHING, NeverAtWork, WorkingHours


class Kind(StrEnum):
    """What happens to a question."""

    ASKED = "asked"
    GIVEN = "given"
    """Brought to somebody by the route, at first or since they are away or late."""
    PASSED = "passed"
    """Passed on by whoever had it."""
    PROMISED = "promised"
    CHECKING = "checking"
    """“I will check and call you back”: told the customer, no answer."""
    WAITING = "waiting"
    """The customer owes an answer."""
    REPLIED = "replied"
    """The customer wrote again."""
    ANSWERED = "answered"
    CLOSED = "closed"


class Level(StrEnum):
    """Whom lateness concerns."""

    WARNED = "warned"
    """Who has the question."""
    DEPUTY = "deputy"
    LEAD = "lead"


@dataclass(frozen=True)
class Event:
    """Something that happened to a question."""

    kind: Kind
    at: datetime
    to: str = ""
    """Who has it from then on, of GIVEN and PASSED; of ANSWERED who answered, if it is known."""
    due: datetime | None = None
    """Of PROMISED."""


@dataclass(frozen=True)
class Terms:
    """How soon an answer is due, in working time of whoever has the question."""

    allowance: timedelta = timedelta(hours=4)
    warn_at: float = 0.75
    """Share of the allowance after which who has it is warned."""
    lead_after: float = 1.5
    """Multiple of the allowance after which the lead is told; the deputy is when it is used up."""


class EventsOutOfOrder(ValueError):
    """Events go back in time, or begin with something else than the asking."""


@dataclass(frozen=True)
class Clock:
    """What the events of a question say at an instant."""

    used: timedelta = NOTHING
    """Working time taken so far, rests left out; since the customer last wrote where answered."""
    runs: bool = False
    due_at: datetime | None = None
    """When an answer is due; none while the clock rests or nobody has the question."""
    levels: Mapping[Level, datetime] | None = None
    """When whom lateness concerns; only what lies ahead or has come since it runs."""
    with_whom: str = ""
    first: str = ""
    """Who had it first."""
    hands: int = 0
    """How many have had it."""
    answered_at: datetime | None = None
    """The first answer."""
    to_first_answer: timedelta | None = None
    """Working time up to it."""
    was_late: bool = False
    """Whether the first answer, or now where there is none, is after what was due."""
    was_checked: bool = False
    """Whether the customer was told that somebody will check."""
    by_another: bool = False
    """Whether somebody answered who did not have the question."""

    @property
    def answered_at_once(self) -> bool:
        """By the first who had it, in time, without passing on or “I will check”."""
        return (
            self.answered_at is not None
            and self.hands == 1
            and not self.was_late
            and not self.was_checked
            and not self.by_another
        )


@dataclass
class _State:
    """The clock while events are read."""

    allowance: timedelta
    used: timedelta = NOTHING
    with_whom: str = ""
    promised: datetime | None = None
    """As long as nothing has come between: a rest or another person turns it into an allowance."""
    rests: bool = False
    over: bool = False


def clock_of(
    events: Sequence[Event],
    *,
    hours: Mapping[str, WorkingHours],
    now: datetime,
    terms: Terms | None = None,
) -> Clock:
    """The clock at `now`, from what happened up to then.

    `hours` are those of everybody who has had the question. Raises `EventsOutOfOrder`.
    """
    terms = terms or Terms()
    heard = [event for event in events if event.at <= now]
    _refuse_disorder(events)
    state, clock = _State(terms.allowance), Clock()
    for event, following in pairwise([*heard, Event(Kind.CLOSED, now)]):
        clock = _take(event, state, clock, hours)
        if not state.rests and not state.over and state.with_whom:
            state.used += hours[state.with_whom].between(event.at, following.at)
    clock = replace(clock, used=state.used, with_whom=state.with_whom)
    if state.over or state.rests or not state.with_whom:
        return clock
    due = _due(state, hours, now)
    late = clock.was_late or (clock.answered_at is None and due is not None and now > due)
    return replace(clock, runs=True, due_at=due, levels=_levels(state, terms, hours, now, due),
                   was_late=late)  # fmt: skip


def _take(event: Event, state: _State, clock: Clock, hours: Mapping[str, WorkingHours]) -> Clock:
    match event.kind:
        case Kind.GIVEN | Kind.PASSED:
            _settle_promise(state, hours, event.at)
            state.with_whom = event.to
            clock = replace(clock, first=clock.first or event.to, hands=clock.hands + 1)
        case Kind.PROMISED:
            state.promised = event.due
        case Kind.CHECKING:
            clock = replace(clock, was_checked=True) if clock.answered_at is None else clock
        case Kind.WAITING:
            _settle_promise(state, hours, event.at)
            state.rests = True
        case Kind.REPLIED:
            if state.over:  # a new question in an old thread: the whole allowance again
                state.used, state.promised = NOTHING, None
            state.rests = state.over = False
        case Kind.ANSWERED:
            if clock.answered_at is None:
                due = _due(state, hours, event.at)
                late = due is not None and event.at > due
                clock = replace(
                    clock,
                    answered_at=event.at,
                    to_first_answer=state.used,
                    was_late=late,
                    by_another=event.to not in {"", state.with_whom},
                )
            state.over = True
        case Kind.CLOSED:
            state.over = True
        case _:
            pass
    return clock


def _due(state: _State, hours: Mapping[str, WorkingHours], at: datetime) -> datetime | None:
    """When the allowance ends, seen from an instant up to which `used` is counted."""
    if state.promised is not None:
        return state.promised
    if not state.with_whom:
        return None
    return _ahead(state, hours, at, state.allowance)


def _ahead(
    state: _State, hours: Mapping[str, WorkingHours], at: datetime, work: timedelta
) -> datetime | None:
    """When so much working time is, or was, used."""
    own, left = hours[state.with_whom], work - state.used
    try:
        return own.after(at, left) if left > NOTHING else _behind(own, at, -left)
    except NeverAtWork:
        return None


def _behind(own: WorkingHours, at: datetime, work: timedelta) -> datetime:
    """The instant from which so much working time has passed until `at`."""
    earliest = at - timedelta(days=1)
    while own.between(earliest, at) < work:
        earliest -= max(at - earliest, timedelta(days=1))
    return own.after(earliest, own.between(earliest, at) - work)


def _settle_promise(state: _State, hours: Mapping[str, WorkingHours], at: datetime) -> None:
    """What a promise leaves of working time is the allowance of what comes."""
    if state.promised is not None and state.with_whom:
        state.allowance = state.used + hours[state.with_whom].between(at, state.promised)
        state.promised = None


def _levels(
    state: _State,
    terms: Terms,
    hours: Mapping[str, WorkingHours],
    now: datetime,
    due: datetime | None,
) -> dict[Level, datetime]:
    allowance = state.allowance
    if state.promised is not None:
        allowance = state.used + hours[state.with_whom].between(now, state.promised)
    told = {
        Level.WARNED: _ahead(state, hours, now, allowance * terms.warn_at),
        Level.DEPUTY: due,
        Level.LEAD: _ahead(state, hours, now, allowance * terms.lead_after),
    }
    return {level: at for level, at in told.items() if at is not None}


def _refuse_disorder(events: Sequence[Event]) -> None:
    if not events or events[0].kind is not Kind.ASKED:
        raise EventsOutOfOrder("a question begins by being asked")
    for before, after in pairwise(events):
        if after.at < before.at:
            raise EventsOutOfOrder(f"{after.kind} at {after.at} comes after {before.at}")
