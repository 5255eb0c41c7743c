"""The desk's reckoning.

1. Working time: split shifts, holidays, leave, changing clocks; `after` and `between` agree.
2. The clock equals counting minute by minute (the referee), rests left out.
3. More events of a kind never do harm they should not: a rest never makes an answer due earlier.
4. Routes: order, absence, office hours, load; the same facts give the same route.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.desk.engine import (
    Asked,
    Clock,
    Event,
    EventsOutOfOrder,
    Kind,
    Level,
    NeverAtWork,
    Person,
    Place,
    Reason,
    Route,
    RouteFacts,
    Terms,
    WorkingHours,
    clock_of,
    route,
)
from counterpart.kernel.days import Days

SHIFTS = ((time(9), time(13)), (time(14), time(18)))
WEEK = (SHIFTS,) * 5 + ((), ())
MONDAY = date(2026, 11, 23)
BERLIN = WorkingHours("Europe/Berlin", WEEK)
MOSCOW = WorkingHours("Europe/Moscow", WEEK)
HOUR = timedelta(hours=1)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """So many days after a Monday, in UTC; Berlin is an hour ahead."""
    return datetime(2026, 11, 23, hour, minute, tzinfo=UTC) + timedelta(days=day)


def test_1_split_shifts_nights_and_weekends_do_not_count():
    assert BERLIN.between(at(0, 8), at(0, 17)) == 8 * HOUR
    assert BERLIN.between(at(0, 11), at(0, 14)) == 2 * HOUR
    assert BERLIN.after(at(4, 16), 2 * HOUR) == at(7, 9)
    assert BERLIN.at_work(at(0, 8))
    assert not BERLIN.at_work(at(0, 12, 30))
    assert not BERLIN.at_work(at(0, 17))


def test_1_holidays_short_days_and_leave_are_left_out():
    short = ((time(9), time(13)),)
    hours = WorkingHours(
        "Europe/Berlin",
        WEEK,
        {MONDAY: (), MONDAY + timedelta(days=1): short},
        (Days(MONDAY + timedelta(days=2), MONDAY + timedelta(days=4)),),
    )

    assert hours.between(at(0, 0), at(5, 0)) == 4 * HOUR + 8 * HOUR
    assert hours.after(at(0, 9), 5 * HOUR) == at(4, 9)
    assert hours.is_away(at(2, 12))
    assert not hours.is_away(at(1, 12))


def test_1_a_night_on_which_clocks_change_is_counted_as_it_is():
    nights = WorkingHours("Europe/Berlin", (((time(0), time(6)),),) * 7)
    half_a_day = timedelta(hours=12)

    spring, autumn = (datetime(2026, *day, tzinfo=UTC) for day in ((3, 28, 20), (10, 24, 20)))
    assert nights.between(spring, spring + half_a_day) == 5 * HOUR
    assert nights.between(autumn, autumn + half_a_day) == 7 * HOUR


def test_1_who_never_works_is_told_apart():
    gone = WorkingHours("Europe/Berlin", WEEK, away=(Days(MONDAY, None),))

    with pytest.raises(NeverAtWork):
        gone.after(at(0, 9), HOUR)
    assert gone.between(at(0, 0), at(30, 0)) == timedelta(0)


minutes = st.integers(0, 14 * 24 * 60).map(lambda n: at(0, 0) + timedelta(minutes=n))
people = st.sampled_from(["berlin", "moscow", "melbourne"])
HOURS = {
    "berlin": BERLIN,
    "moscow": MOSCOW,
    "melbourne": WorkingHours("Australia/Melbourne", WEEK, {date(2026, 12, 1): ()}),
}


@given(minutes, st.integers(0, 3_000), people)
def test_1_after_and_between_agree(since, work, who):
    hours, amount = HOURS[who], timedelta(minutes=work)

    until = hours.after(since, amount)

    assert hours.between(since, until) == amount
    assert hours.between(since, until + HOUR) >= amount


@st.composite
def stories(draw):
    """What may happen to a question within two weeks."""
    moments = sorted(draw(st.lists(minutes, min_size=1, max_size=9)))
    events = [Event(Kind.ASKED, moments[0])]
    kinds = st.sampled_from(
        [Kind.GIVEN, Kind.PASSED, Kind.CHECKING, Kind.WAITING, Kind.REPLIED, Kind.ANSWERED]
    )
    for moment in moments[1:]:
        kind = draw(kinds)
        to = draw(people) if kind in {Kind.GIVEN, Kind.PASSED} else ""
        events.append(Event(kind, moment, to=to))
    return events


def by_the_minute(events: list[Event], now: datetime) -> timedelta:
    """The referee: each minute counts or does not."""
    used, who, rests, over = 0, "", False, False
    left, moment = list(events), events[0].at
    while moment <= now:
        while left and left[0].at <= moment:
            event = left.pop(0)
            who = event.to if event.kind in {Kind.GIVEN, Kind.PASSED} else who
            if event.kind is Kind.REPLIED:
                used, rests, over = 0 if over else used, False, False
            rests = rests or event.kind is Kind.WAITING
            over = over or event.kind is Kind.ANSWERED
        if moment < now and who and not rests and not over:
            used += HOURS[who].at_work(moment)
        moment += timedelta(minutes=1)
    return timedelta(minutes=used)


@settings(deadline=None)
@given(stories())
def test_2_the_clock_is_what_counting_minutes_gives(events):
    now = events[-1].at + timedelta(hours=7)

    assert clock_of(events, hours=HOURS, now=now).used == by_the_minute(events, now)


@given(stories(), st.integers(0, 600))
def test_2_what_comes_later_does_not_change_what_was(events, later):
    now = events[len(events) // 2].at
    until_then = [event for event in events if event.at <= now]

    assert clock_of(events, hours=HOURS, now=now) == clock_of(until_then, hours=HOURS, now=now)


def test_2_an_answer_in_time_by_the_first_is_at_once():
    events = [
        Event(Kind.ASKED, at(0, 8)),
        Event(Kind.GIVEN, at(0, 8), to="berlin"),
        Event(Kind.ANSWERED, at(0, 9)),
    ]

    clock = clock_of(events, hours=HOURS, now=at(3, 9))

    assert clock == Clock(
        used=HOUR, with_whom="berlin", first="berlin", hands=1, answered_at=at(0, 9),
        to_first_answer=HOUR,
    )  # fmt: skip
    assert clock.answered_at_once


@pytest.mark.parametrize(
    "between",
    [
        Event(Kind.PASSED, at(0, 8, 30), to="moscow"),
        Event(Kind.CHECKING, at(0, 8, 30)),
        Event(Kind.ANSWERED, at(0, 8, 30), to="moscow"),
    ],
)
def test_2_passing_on_i_will_check_or_anothers_answer_is_not_at_once(between):
    events = [
        Event(Kind.ASKED, at(0, 8)),
        Event(Kind.GIVEN, at(0, 8), to="berlin"),
        between,
        Event(Kind.ANSWERED, at(0, 9)),
    ]

    assert not clock_of(events, hours=HOURS, now=at(3, 9)).answered_at_once


def test_2_lateness_concerns_one_after_another():
    events = [Event(Kind.ASKED, at(0, 8)), Event(Kind.GIVEN, at(0, 8), to="berlin")]

    clock = clock_of(events, hours=HOURS, now=at(0, 9), terms=Terms(4 * HOUR))

    assert clock.due_at == at(0, 12)
    assert clock.levels == {
        Level.WARNED: at(0, 11), Level.DEPUTY: at(0, 12), Level.LEAD: at(0, 15)
    }  # fmt: skip
    late = clock_of(events, hours=HOURS, now=at(1, 9), terms=Terms(4 * HOUR))
    assert (late.was_late, late.due_at, late.levels) == (True, clock.due_at, clock.levels)


def test_2_a_promise_is_kept_by_the_customers_clock_and_goes_on_after_a_rest():
    noon = at(3, 11)
    events = [
        Event(Kind.ASKED, at(0, 8)),
        Event(Kind.GIVEN, at(0, 8), to="berlin"),
        Event(Kind.PROMISED, at(0, 9), due=noon),
    ]
    assert clock_of(events, hours=HOURS, now=at(1, 9)).due_at == noon

    rest = [*events, Event(Kind.WAITING, at(1, 9)), Event(Kind.REPLIED, at(4, 9))]
    left = BERLIN.between(at(1, 9), noon)

    resting = clock_of(rest, hours=HOURS, now=at(2, 9))
    assert (resting.runs, resting.due_at) == (False, None)
    assert clock_of(rest, hours=HOURS, now=at(4, 9)).due_at == BERLIN.after(at(4, 9), left)


def test_2_whoever_gets_it_later_has_what_is_left_in_their_own_hours():
    events = [
        Event(Kind.ASKED, at(0, 14)),
        Event(Kind.GIVEN, at(0, 14), to="berlin"),
        Event(Kind.PASSED, at(0, 16), to="melbourne"),
    ]

    clock = clock_of(events, hours=HOURS, now=at(0, 16), terms=Terms(4 * HOUR))

    assert clock.used == 2 * HOUR
    assert clock.due_at == HOURS["melbourne"].after(at(0, 16), 2 * HOUR)


def test_2_a_reply_to_an_answered_question_has_the_whole_time_again():
    events = [
        Event(Kind.ASKED, at(0, 8)),
        Event(Kind.GIVEN, at(0, 8), to="berlin"),
        Event(Kind.ANSWERED, at(0, 11)),
        Event(Kind.REPLIED, at(1, 8)),
    ]

    clock = clock_of(events, hours=HOURS, now=at(1, 9), terms=Terms(4 * HOUR))

    assert (clock.used, clock.runs, clock.due_at) == (HOUR, True, at(1, 12))
    assert clock.answered_at_once


@given(stories(), st.integers(1, 2_000))
def test_3_a_rest_never_makes_an_answer_due_earlier(events, length):
    running = [
        event for event in events
        if event.kind in {Kind.ASKED, Kind.GIVEN, Kind.PASSED}
    ]  # fmt: skip
    rest = [Event(Kind.WAITING, events[-1].at),
            Event(Kind.REPLIED, events[-1].at + timedelta(minutes=length))]  # fmt: skip
    now = rest[-1].at + HOUR

    plain = clock_of(running, hours=HOURS, now=now)
    rested = clock_of([*running, *rest], hours=HOURS, now=now)

    assert rested.used <= plain.used
    if plain.due_at is not None:
        assert rested.due_at >= plain.due_at


def test_events_begin_with_the_asking_and_never_go_back():
    with pytest.raises(EventsOutOfOrder):
        clock_of([], hours=HOURS, now=at(0, 8))
    with pytest.raises(EventsOutOfOrder):
        clock_of([Event(Kind.GIVEN, at(0, 8), to="berlin")], hours=HOURS, now=at(0, 9))
    with pytest.raises(EventsOutOfOrder):
        clock_of(
            [Event(Kind.ASKED, at(0, 8)), Event(Kind.CLOSED, at(0, 7))], hours=HOURS, now=at(0, 9)
        )


RAVI = Person("ravi", "logistics", BERLIN)
LENA = Person("lena", "logistics", MOSCOW)
IVAN = Person("ivan", "engineering", BERLIN)
NADIA = Person("nadia", "sales", BERLIN)
MEL = Person("mel", "logistics", HOURS["melbourne"])
FITS = {("planning", "logistics"): 0.5, ("engineering", "research"): 0.7}
TEAM = [
    (Place.PRIMARY, RAVI),
    (Place.BACKUP, LENA),
    (Place.TEAM, IVAN),
    (Place.LEAD, NADIA),
]


def sent(places, *, when=None, function="", confidence=1.0, fits=None) -> Route:
    asked = Asked(when or at(0, 9), function, confidence)
    return route(asked, RouteFacts(places, FITS if fits is None else fits))


def on_leave(person: Person) -> Person:
    away = (Days(MONDAY, MONDAY + timedelta(days=14)),)
    hours = WorkingHours(person.hours.zone, person.hours.week, away=away)
    return Person(person.key, person.function, hours)


def test_4_a_question_goes_straight_to_the_counterpart():
    found = sent(TEAM)

    assert (found.to, found.reason) == ("ravi", Reason.COUNTERPART)
    assert {each.person: each.reason for each in found.considered} == {
        "lena": Reason.IN_LINE,
        "ivan": Reason.OTHER_WORK,
        "nadia": Reason.IN_LINE,
    }


def test_4_who_is_on_leave_gives_way_to_the_backup():
    found = sent([(Place.PRIMARY, on_leave(RAVI)), *TEAM[1:]])

    assert (found.to, found.reason) == ("lena", Reason.BACKUP)
    assert found.considered[0].reason is Reason.AWAY


def test_4_a_question_about_anothers_work_goes_to_whose_work_it_is():
    found = sent(TEAM, function="engineering")

    assert (found.to, found.reason) == ("ivan", Reason.SAME_FUNCTION)
    unsure = sent(TEAM, function="engineering", confidence=0.3)
    assert (unsure.to, unsure.function) == ("ravi", "")


def test_4_the_nearest_function_answers_where_nobody_has_the_same():
    found = sent(TEAM, function="research")
    assert (found.to, found.reason) == ("ivan", Reason.NEAREST_FUNCTION)

    nobody = sent(TEAM, function="finance")
    assert (nobody.to, nobody.reason) == ("nadia", Reason.LEAD)


def test_4_the_customer_does_not_wait_for_another_continents_morning():
    night = [(Place.PRIMARY, MEL), (Place.BACKUP, LENA), (Place.LEAD, NADIA)]

    assert sent(night).to == "lena"
    assert sent(night).considered[0].reason is Reason.NOT_AT_WORK
    assert sent(night, when=at(0, 23)).to == "mel"
    assert sent(TEAM, when=at(0, 7, 30)).to == "ravi"


def test_4_who_has_far_more_open_questions_gives_way():
    crowded = Person("ravi", "logistics", BERLIN, open_questions=14)

    found = sent([(Place.PRIMARY, crowded), *TEAM[1:]])

    assert (found.to, found.considered[0].reason) == ("lena", Reason.CROWDED)
    assert sent([(Place.PRIMARY, crowded), (Place.LEAD, NADIA)]).to == "ravi"


def test_4_with_nobody_there_the_question_stays_in_the_tray():
    assert not sent([]).found
    gone = Person("ravi", "logistics", WorkingHours("UTC", WEEK, away=(Days(MONDAY, None),)))
    found = sent([(Place.PRIMARY, gone)])
    assert (found.to, found.considered[0].reason) == ("", Reason.AWAY)


@given(st.permutations(TEAM), minutes, st.sampled_from(["", "engineering", "logistics", "sales"]))
def test_4_somebody_on_the_list_answers_and_everybody_else_is_named(places, when, function):
    found = sent(places, when=when, function=function)

    assert sorted([found.to, *(each.person for each in found.considered)]) == [
        "ivan", "lena", "nadia", "ravi",
    ]  # fmt: skip
    assert sent(places, when=when, function=function) == found
