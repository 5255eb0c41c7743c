"""Figures, money and dates as people of each language write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import engines
from django.utils.translation import override

from counterpart.web.templatetags.counterpart import (
    bar_tone,
    bar_width,
    day,
    hours,
    initials,
    moment,
    money,
    month,
    number,
    percent,
    short_money,
    whole_money,
)

NBSP = "\N{NO-BREAK SPACE}"


def spaced(text: str) -> str:
    """Expected texts are written with plain spaces; figures hold together by hard ones."""
    return text.replace(" ", NBSP)


@pytest.mark.parametrize(
    ("shown", "english", "russian"),
    [
        (lambda: money(125_000, "EUR"), "1,250.00 EUR", "1 250,00 EUR"),
        (lambda: money(-1_250_005, "JPY"), "−1,250,005 JPY", "−1 250 005 JPY"),
        (lambda: money(1_250, "KWD"), "1.250 KWD", "1,250 KWD"),
        (lambda: money(None, "EUR"), "", ""),
        (lambda: month(date(2026, 3, 31)), "Mar 2026", "март 2026"),
        (lambda: month(None), "", ""),
        (lambda: whole_money(125_050, "EUR"), "1,251 EUR", "1 251 EUR"),
        (lambda: short_money(125_000_000, "EUR"), "1.25 M EUR", "1,25 млн EUR"),
        (lambda: short_money(99_999_999, "EUR"), "1 M EUR", "1 млн EUR"),
        (lambda: short_money(-4_560_000, "EUR"), "−45.6 K EUR", "−45,6 тыс. EUR"),
        (lambda: hours(Decimal("12.50")), "12.5 h", "12,5 ч"),
        (lambda: hours(1200), "1,200 h", "1 200 ч"),
        (lambda: hours(0), "0 h", "0 ч"),
        (lambda: hours(None), "", ""),
        (lambda: percent(85), "85%", "85 %"),
        (lambda: percent(12.34), "12.3%", "12,3 %"),
        (lambda: number(1_234_567), "1,234,567", "1 234 567"),
        (lambda: day(date(2026, 11, 23)), "23 Nov 2026", "23 нояб. 2026"),
        (lambda: day(date(2026, 3, 1)), "1 Mar 2026", "1 марта 2026"),
        (lambda: day(None), "", ""),
    ],
)
def test_values_follow_the_language(shown, english, russian):
    with override("en"):
        assert shown() == spaced(english)
    with override("ru"):
        assert shown() == spaced(russian)


def test_instants_are_shown_in_the_time_zone_in_use(settings):
    late = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)
    settings.TIME_ZONE = "Europe/Moscow"

    with override("en"):
        assert day(late) == spaced("24 Nov 2026")
        assert moment(late) == f"{spaced('24 Nov 2026')}, 01:30"


def test_initials_come_from_the_first_and_the_last_name():
    assert [initials(name) for name in ("Nadia Berg", "Анна Мария Соколова", "ops", "")] == [
        "NB",
        "АС",
        "OP",
        "?",
    ]


def test_bars_stay_inside_their_track_and_say_what_is_bad():
    assert [bar_width(value) for value in (-5, 40, 120, None)] == ["0.0", "40.0", "100.0", "0.0"]
    assert [bar_tone(value, "load") for value in (50, 95, 101)] == ["good", "warn", "bad"]
    assert [bar_tone(value, "cover") for value in (59, 70, 90)] == ["bad", "warn", "good"]


def test_icons_are_silent_to_screen_readers():
    html = engines["django"].from_string('{% lucide "users" size=16 %}').render()

    assert 'aria-hidden="true"' in html
    assert 'width="16"' in html
