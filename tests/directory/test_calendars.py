"""Working days of the week, of public holidays, and by hand."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from counterpart.directory import services
from counterpart.directory.calendars import (
    DayKind,
    calendar_days,
    is_working_day,
    working_days,
    working_intervals,
)
from counterpart.directory.queries import calendar_year
from counterpart.directory.standard_calendars import STANDARD_COUNTRIES, standard_calendar
from counterpart.directory.working_week import check_week, parse_intervals, shortened, written

FULL_DAY = ((time(9), time(13)), (time(14), time(18)))
HOUR_SHORTER = ((time(9), time(13)), (time(14), time(17)))


@pytest.fixture
def russia(system):
    return services.create_calendar(standard_calendar("RU"), by=system)


def test_russian_saturday_that_was_moved_is_worked_and_an_hour_shorter(russia):
    first_of_november = calendar_days(russia, date(2025, 11, 1), date(2025, 11, 2))[0]

    assert first_of_november.intervals == HOUR_SHORTER
    assert first_of_november.kind == DayKind.MOVED
    assert not is_working_day(russia, date(2025, 11, 3))


def test_russian_day_off_moved_from_the_new_year_is_off(russia):
    assert working_intervals(russia, date(2025, 5, 2)) == ()
    assert working_intervals(russia, date(2025, 5, 5)) == FULL_DAY


def test_russian_short_days_are_those_of_the_production_calendar(russia):
    year = calendar_days(russia, date(2024, 1, 1), date(2025, 1, 1))

    assert [day.on for day in year if day.kind == DayKind.SHORT] == [
        date(2024, 2, 22),
        date(2024, 3, 7),
        date(2024, 5, 8),
        date(2024, 6, 11),
    ]
    assert [day.on for day in year if day.kind == DayKind.MOVED] == [
        date(2024, 4, 27),
        date(2024, 11, 2),
        date(2024, 12, 28),
    ]


@pytest.mark.parametrize(("year", "official"), [(2024, 248), (2025, 247), (2026, 247)])
def test_russian_year_has_the_official_number_of_working_days(russia, year, official):
    assert working_days(russia, date(year, 1, 1), date(year + 1, 1, 1)) == official


def test_russian_year_has_the_official_number_of_working_hours(russia):
    assert calendar_year(russia, 2025).hours == 1972


@pytest.mark.parametrize(
    ("country", "day", "name"),
    [
        ("US", date(2026, 12, 25), "Рождество"),
        ("US", date(2026, 7, 3), "День независимости (перенесено)"),
        ("CA", date(2026, 7, 1), "День Канады"),
    ],
)
def test_holidays_that_the_library_names_in_english_are_named_by_us(system, country, day, name):
    calendar = services.create_calendar(standard_calendar(country), by=system)

    with override("ru"):
        there = calendar_days(calendar, day, date.fromordinal(day.toordinal() + 1))

    assert [one.note for one in there] == [name]


def test_holidays_are_named_in_the_reader_s_language(russia):
    def note() -> str:
        return calendar_days(russia, date(2026, 1, 7), date(2026, 1, 8))[0].note

    assert note() == "Christmas Day"
    with override("ru"):
        assert note() == "Рождество Христово"


def test_date_by_hand_goes_before_holiday_and_week(russia, system):
    christmas = date(2026, 1, 7)
    services.set_calendar_day(
        russia, christmas, intervals=[["10:00", "12:00"]], note="Stocktaking", by=system
    )

    day = calendar_days(russia, christmas, date(2026, 1, 8))[0]

    assert (day.intervals, day.kind, day.note) == (
        ((time(10), time(12)),),
        DayKind.CHANGED,
        "Stocktaking",
    )
    services.remove_calendar_day(russia.days.get(), by=system)
    assert working_intervals(russia, christmas) == ()


def test_date_entered_twice_is_changed(russia, system):
    for hours in ([["10:00", "12:00"]], []):
        services.set_calendar_day(russia, date(2026, 3, 4), intervals=hours, by=system)

    assert [day.intervals for day in russia.days.all()] == [[]]


def test_span_of_days_is_half_open(russia, django_assert_num_queries):
    working_days(russia, date(2026, 7, 6), date(2026, 7, 13))
    with django_assert_num_queries(1):
        days = calendar_days(russia, date(2026, 7, 6), date(2026, 7, 13))

    assert (days[0].on, days[-1].on) == (date(2026, 7, 6), date(2026, 7, 12))
    assert working_days(russia, date(2026, 7, 6), date(2026, 7, 6)) == 0


@pytest.mark.parametrize("country", sorted(STANDARD_COUNTRIES))
def test_standard_calendar_of_every_country_is_sound(country, system):
    calendar = services.create_calendar(standard_calendar(country), by=system)

    worked = working_days(calendar, date(2026, 1, 1), date(2027, 1, 1))

    assert 225 <= worked <= 261, worked
    assert calendar_year(calendar, 2026).special


def test_region_has_holidays_of_its_own(system):
    bavaria = services.create_calendar(standard_calendar("DE", "BY"), by=system)
    germany = services.create_calendar(standard_calendar("DE"), by=system)
    epiphany = date(2026, 1, 6)

    assert is_working_day(germany, epiphany)
    assert not is_working_day(bavaria, epiphany)


def test_country_without_known_holidays_is_refused(system):
    calendar = standard_calendar("DE")
    calendar.country = "QQ"

    with pytest.raises(services.HolidaysUnknown):
        services.create_calendar(calendar, by=system)


def test_hours_are_read_as_people_write_them():
    assert parse_intervals("9-13, 14:00 – 18.30") == [["09:00", "13:00"], ["14:00", "18:30"]]
    assert parse_intervals(" ") == []
    assert written([["09:00", "13:00"]]) == "09:00–13:00"


@pytest.mark.parametrize("text", ["9", "13-9", "9-13, 12-14", "25-26", "nine to five"])
def test_hours_that_make_no_day_are_refused(text):
    with pytest.raises(ValidationError):
        parse_intervals(text)


def test_week_without_a_working_day_is_refused():
    with pytest.raises(ValidationError):
        check_week([[]] * 7)


def test_short_day_ends_earlier_whatever_its_breaks():
    assert shortened(FULL_DAY, 60) == HOUR_SHORTER
    assert shortened(FULL_DAY, 5 * 60) == ((time(9), time(12)),)
    assert shortened(FULL_DAY, 9 * 60) == ()
