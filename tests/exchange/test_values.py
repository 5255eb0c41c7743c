"""Cells as people write them, in two languages and four notations."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.exchange.countries import country_code
from counterpart.exchange.exporting.csv_export import cell_text
from counterpart.exchange.files.problems import BadCell
from counterpart.exchange.files.table import NumberText
from counterpart.exchange.headings.salesforce import full_id
from counterpart.exchange.languages import parse_languages
from counterpart.exchange.tables import TABLES
from counterpart.exchange.values import (
    Notation,
    parse_date,
    parse_number,
    parse_percent,
    parse_yes_no,
    parser_for,
    unguarded,
)
from counterpart.exchange.values.words import parse_currency
from counterpart.exchange.working_hours import parse_week, week_text
from counterpart.kernel.guard import guarded

OPEN, POINT, COMMA = Notation(), Notation("."), Notation(",")


@pytest.mark.parametrize(
    ("cell", "notation", "number"),
    [
        ("1250", OPEN, "1250"),
        ("1 250,50", OPEN, "1250.50"),
        ("1\u00a0250,50", OPEN, "1250.50"),
        ("1\u202f250,5", OPEN, "1250.5"),
        ("1'250.50", OPEN, "1250.50"),
        ("1,250.50", OPEN, "1250.50"),
        ("1.250,50", OPEN, "1250.50"),
        ("1.250.500", OPEN, "1250500"),
        ("12,5", OPEN, "12.5"),
        ("12.5", COMMA, "12.5"),
        ("1,250", POINT, "1250"),
        ("1,250", COMMA, "1.250"),
        ("1.250", COMMA, "1250"),
        ("1.250", OPEN, "1.250"),
        ("-7", OPEN, "-7"),
        ("(7,5)", OPEN, "-7.5"),
        ("−7", OPEN, "-7"),
        ("'-7", OPEN, "-7"),
        ("1475.3000000000002", OPEN, "1475.3"),
        (NumberText("1.125"), COMMA, "1.125"),
    ],
)
def test_numbers_are_read_in_every_notation(cell, notation, number):
    assert parse_number(cell, notation) == Decimal(number)


@pytest.mark.parametrize(
    ("cell", "notation"),
    [
        ("1,250", OPEN),
        ("1.250", Notation(point_is_open=True)),
        ("1,25.5,0", OPEN),
        ("1,23,4", OPEN),
        ("12a", OPEN),
        ("1_000", OPEN),
        ("٣", OPEN),
        ("NaN", OPEN),
        ("1e400", OPEN),
        ("", OPEN),
    ],
)
def test_doubtful_numbers_are_refused(cell, notation):
    with pytest.raises(BadCell):
        parse_number(cell, notation)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_a_number_written_with_decimal_comma_is_the_same_number(number):
    text = f"{number:,}".replace(",", " ").replace(".", ",")

    assert parse_number(text, OPEN) == number


@pytest.mark.parametrize(
    ("cell", "notation", "day"),
    [
        ("2026-05-31", OPEN, date(2026, 5, 31)),
        ("31.05.2026", OPEN, date(2026, 5, 31)),
        ("31.5.26", OPEN, date(2026, 5, 31)),
        ("2017-08-04T09:09:33.000+0000", OPEN, date(2017, 8, 4)),
        ("2024-03-12 09:14", OPEN, date(2024, 3, 12)),
        ("3/15/2024 2:30 PM", Notation(dates="month_first"), date(2024, 3, 15)),
        ("02/23/26 08:55 PM", Notation(dates="month_first"), date(2026, 2, 23)),
        ("15/3/2024", Notation(dates="day_first"), date(2024, 3, 15)),
        (NumberText("46173"), OPEN, date(2026, 5, 31)),
        ("2026/05/31", OPEN, date(2026, 5, 31)),
        ("2026.05.31", OPEN, date(2026, 5, 31)),
    ],
)
def test_dates_are_read_in_the_order_the_file_has(cell, notation, day):
    assert parse_date(cell, notation) == day


@pytest.mark.parametrize("cell", ["3/15/2024", "31.02.2026", "yesterday", "2026-13-01"])
def test_dates_that_are_none_or_open_are_refused(cell):
    with pytest.raises(BadCell):
        parse_date(cell, OPEN)


def test_percent_yes_and_no_languages_and_countries():
    assert [parse_percent(cell, OPEN) for cell in ("45", "45%", "45 %")] == [45, 45, 45]
    assert [parse_yes_no(cell) for cell in ("TRUE", "1", "да", "FALSE", "нет", "No")] == [
        *(True, True, True),
        *(False, False, False),
    ]
    assert parse_languages("English; немецкий, fr;en_US") == ["en", "de", "fr"]
    named = [country_code(cell) for cell in ("no", "Norway", "США", "Korea", "Германия")]
    assert named == ["NO", "NO", "US", "KR", "DE"]
    with pytest.raises(BadCell):
        parse_percent(NumberText("0.45"), OPEN)
    with pytest.raises(BadCell):
        country_code("Philipines")


@pytest.mark.parametrize("cell", ["Key account", "key", "KEY", "Ключевой клиент"])
def test_choices_are_known_by_code_and_by_either_label(cell):
    parse = parser_for(TABLES["accounts"].by_name["tier"], None, OPEN)

    assert parse(cell) == "key"


@given(st.text(max_size=20))
def test_guarded_text_comes_back_as_it_was(text):
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_negative_numbers_stay_numbers():
    assert cell_text(Decimal("-12.50")) == "-12.5"
    assert cell_text(Decimal("-12.50"), ",") == "-12,5"
    assert cell_text("-12") == "'-12"


def test_salesforce_ids_have_one_form():
    assert full_id("0015g00000AbCdE") == "0015g00000AbCdEAAV"
    assert full_id("0015g00000AbCdEAAV") == "0015g00000AbCdEAAV"
    assert full_id("0015g00000abcde") != full_id("0015g00000AbCdE")


def test_working_week_is_one_cell_and_back():
    week = [[["09:00", "13:00"], ["14:00", "18:00"]]] * 5 + [[], [["10:00", "12:00"]]]

    assert week_text(week) == "mon-fri 09:00-13:00, 14:00-18:00; sun 10:00-12:00"
    assert parse_week(week_text(week)) == week
    with pytest.raises(BadCell):
        parse_week("someday 09:00-10:00")


def test_words_of_other_languages_for_yes_no_currencies_countries_and_languages():
    assert [parse_yes_no(cell) for cell in ("ja", "x", "はい", "nein", "-")] == [
        *(True, True, True),
        *(False, False),
    ]
    assert [parse_currency(cell) for cell in ("€", "руб.", "円", "chf")] == [
        *("EUR", "RUB", "JPY", "CHF"),
    ]
    assert [country_code(cell) for cell in ("日本", "Österreich", "Республика Беларусь")] == [
        *("JP", "AT", "BY"),
    ]
    assert parse_languages("Deutsch, Englisch; 日本語") == ["de", "en", "ja"]


@pytest.mark.parametrize("cell", ["$1,250,000", "1 250 руб.", "EUR 12", "¥12"])
def test_an_amount_with_its_currency_says_where_the_currency_belongs(cell):
    with pytest.raises(BadCell, match="currency"):
        parse_number(cell, OPEN)
