"""Hours shared across time zones."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.directory.models import Office, WorkingCalendar
from counterpart.directory.working_time import (
    overlap_hours,
    overlap_matrix,
)
from factories import CalendarFactory, OfficeFactory

BERLIN, NEW_YORK, TOKYO, DELHI = (
    "Europe/Berlin",
    "America/New_York",
    "Asia/Tokyo",
    "Asia/Kolkata",
)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def test_overlap_is_that_of_a_day_of_nine_hours_less_the_break(db):
    berlin, new_york = OfficeFactory(time_zone=BERLIN), OfficeFactory(time_zone=NEW_YORK)

    assert overlap_hours(berlin, BERLIN) == 8
    assert overlap_hours(berlin, NEW_YORK) == 3
    assert overlap_hours(new_york, BERLIN) == 3
    assert overlap_hours(berlin, TOKYO) == 1.5  # two hours in summer, one in winter


def test_overlap_of_one_day_knows_holidays_weekends_and_clocks(db):
    office = OfficeFactory(time_zone=BERLIN, calendar=CalendarFactory(country="DE"))

    assert overlap_hours(office, NEW_YORK, date(2026, 3, 4)) == 3
    # Between 8 and 29 March New York is already on summer time and Berlin is not.
    assert overlap_hours(office, NEW_YORK, date(2026, 3, 11)) == 4
    assert overlap_hours(office, NEW_YORK, date(2026, 12, 25)) == 0
    assert overlap_hours(office, NEW_YORK, date(2026, 3, 7)) == 0


def test_overlap_reaches_over_midnight(db):
    auckland = OfficeFactory(time_zone="Pacific/Auckland")

    assert overlap_hours(auckland, "America/Los_Angeles", date(2026, 7, 7)) == 4


def test_matrix_agrees_with_single_days_and_needs_no_query(db, django_assert_num_queries):
    offices = [OfficeFactory(time_zone=zone) for zone in (BERLIN, DELHI)]
    zones = [BERLIN, NEW_YORK, DELHI, TOKYO]

    with django_assert_num_queries(0):
        matrix = overlap_matrix(offices, zones)

    by_days = [
        [
            (
                overlap_hours(office, zone, date(2026, 1, 14))
                + overlap_hours(office, zone, date(2026, 7, 15))
            )
            / 2
            for zone in zones
        ]
        for office in offices
    ]
    assert matrix == by_days


@given(
    zones=st.lists(
        st.sampled_from([BERLIN, NEW_YORK, TOKYO, DELHI, "Europe/Moscow", "Australia/Sydney"]),
        min_size=2,
        max_size=2,
    )
)
def test_overlap_is_the_same_seen_from_either_side(zones):
    straight = [[["09:00", "18:00"]]] * 5 + [[], []]  # as we assume of sites
    one, other = (Office(time_zone=zone, calendar=WorkingCalendar(week=straight)) for zone in zones)

    assert overlap_hours(one, zones[1]) == pytest.approx(overlap_hours(other, zones[0]))
