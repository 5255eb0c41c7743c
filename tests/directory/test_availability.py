"""Who is there, who stands in, and how many hours somebody has."""

from datetime import date
from decimal import Decimal

import pytest

from counterpart.directory import services
from counterpart.directory.availability import (
    capacity_hours,
    capacity_hours_of,
    is_available,
    unavailable_people,
)
from counterpart.directory.queries.standing_in import stand_in_for, stand_ins_for
from counterpart.kernel.days import Days
from factories import PersonFactory

MONDAY, NEXT_MONDAY = date(2026, 6, 1), date(2026, 6, 8)


def test_absence_begins_and_ends_half_open(ravi, system):
    services.add_absence(ravi, since=MONDAY, until=NEXT_MONDAY, by=system)

    days = [date(2026, 5, 31), MONDAY, date(2026, 6, 7), NEXT_MONDAY]
    assert [is_available(ravi, day) for day in days] == [True, False, False, True]
    assert unavailable_people([ravi.pk], MONDAY) == {ravi.pk}


def test_nobody_is_available_before_coming_or_after_leaving(ravi):
    ravi.employed_since, ravi.employed_until = MONDAY, NEXT_MONDAY

    days = [date(2026, 5, 31), MONDAY, date(2026, 6, 7), NEXT_MONDAY]
    assert [is_available(ravi, day) for day in days] == [False, True, True, False]


def test_absences_that_overlap_are_refused_and_those_that_touch_are_not(ravi, system):
    services.add_absence(ravi, since=MONDAY, until=NEXT_MONDAY, by=system)

    with pytest.raises(services.AbsenceOverlaps):
        services.add_absence(ravi, since=date(2026, 6, 7), until=date(2026, 6, 9), by=system)
    with pytest.raises(services.BackBeforeAway):
        services.add_absence(ravi, since=MONDAY, until=MONDAY, by=system)
    services.add_absence(ravi, since=NEXT_MONDAY, until=date(2026, 6, 9), by=system)

    assert ravi.absences.count() == 2


def test_person_who_is_there_stands_in_for_themselves(ravi):
    assert stand_in_for(ravi, MONDAY) == ravi


def test_first_free_deputy_stands_in(ravi, nadia, omar, system):
    services.add_deputy(ravi, deputy=omar, by=system)
    services.add_deputy(ravi, deputy=nadia, by=system)
    services.add_absence(ravi, since=MONDAY, until=NEXT_MONDAY, by=system)
    assert stand_in_for(ravi, MONDAY) == omar

    services.add_absence(omar, since=MONDAY, until=NEXT_MONDAY, by=system)
    assert stand_in_for(ravi, MONDAY) == nadia


def test_deputies_of_deputies_are_asked_and_circles_end(ravi, nadia, omar, system):
    services.add_deputy(ravi, deputy=omar, by=system)
    services.add_deputy(omar, deputy=ravi, by=system)
    for away in (ravi, omar):
        services.add_absence(away, since=MONDAY, until=NEXT_MONDAY, by=system)
    assert stand_in_for(ravi, MONDAY) is None

    services.add_deputy(omar, deputy=nadia, by=system)
    assert stand_in_for(ravi, MONDAY) == nadia


def test_stand_ins_of_many_are_found_in_as_many_queries_as_of_one(
    ravi, nadia, omar, system, django_assert_num_queries
):
    for away in (ravi, nadia):
        services.add_deputy(away, deputy=omar, by=system)
        services.add_absence(away, since=MONDAY, until=NEXT_MONDAY, by=system)

    with django_assert_num_queries(3):
        assert stand_ins_for([ravi], MONDAY) == {ravi.pk: omar}
    with django_assert_num_queries(3):
        found = stand_ins_for([ravi, nadia, omar], MONDAY)
    assert found == {ravi.pk: omar, nadia.pk: omar, omar.pk: omar}


def test_deputy_counts_only_on_their_days_and_while_with_us(ravi, omar, nadia, system):
    services.add_absence(ravi, since=MONDAY, until=NEXT_MONDAY, by=system)
    services.add_deputy(ravi, deputy=omar, since=date(2026, 6, 2), by=system)
    services.add_deputy(ravi, deputy=nadia, by=system)
    services.end_employment(nadia, until=date(2026, 6, 2), by=system)

    assert stand_in_for(ravi, MONDAY) == nadia
    assert stand_in_for(ravi, date(2026, 6, 2)) == omar


def test_deputy_is_somebody_else_and_once(ravi, omar, system):
    with pytest.raises(services.OwnDeputy):
        services.add_deputy(ravi, deputy=ravi, by=system)
    services.add_deputy(ravi, deputy=omar, by=system)
    with pytest.raises(services.AlreadyDeputy):
        services.add_deputy(ravi, deputy=omar, by=system)
    with pytest.raises(services.DeputyEndsBeforeItBegins):
        services.add_deputy(omar, deputy=ravi, since=MONDAY, until=MONDAY, by=system)

    services.remove_deputy(ravi.deputies.get(), by=system)
    assert ravi.deputies.count() == 0


def test_capacity_goes_down_with_absences_by_working_days(ravi, system):
    # June 2026 has 22 working days from Monday to Friday; five of them away.
    services.add_absence(ravi, since=MONDAY, until=NEXT_MONDAY, by=system)

    hours = capacity_hours(ravi, Days(date(2026, 5, 1), date(2026, 7, 1)))

    assert hours == {date(2026, 5, 1): Decimal(80), date(2026, 6, 1): Decimal("61.82")}


def test_capacity_counts_only_days_of_employment_and_of_the_span(ravi):
    ravi.employed_until = date(2026, 6, 16)

    june = capacity_hours(ravi, Days(date(2026, 6, 1), date(2026, 8, 1)))
    half = capacity_hours(PersonFactory(), Days(date(2026, 6, 16), date(2026, 7, 1)))

    assert june == {date(2026, 6, 1): Decimal(40), date(2026, 7, 1): Decimal(0)}
    assert half == {date(2026, 6, 1): Decimal(40)}


def test_capacity_of_many_needs_as_many_queries_as_of_one(ravi, django_assert_num_queries):
    span = Days(date(2026, 6, 1), date(2026, 7, 1))
    others = [ravi, *(PersonFactory(office=ravi.office) for _ in range(2))]

    for people in ([ravi], others):
        with django_assert_num_queries(3):
            assert set(capacity_hours_of(people, span)) == {one.pk for one in people}
