"""From a column to the function that reads its cells."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Field

from counterpart.exchange.countries import country_code
from counterpart.exchange.files.table import NumberText
from counterpart.exchange.languages import parse_languages
from counterpart.exchange.tables.columns import Column, Kind
from counterpart.exchange.values.dates import parse_date
from counterpart.exchange.values.fields import field_check
from counterpart.exchange.values.notation import Notation
from counterpart.exchange.values.numbers import parse_number, parse_percent, parse_whole
from counterpart.exchange.values.texts import parse_text, refuse_formula
from counterpart.exchange.values.words import choice_parser, parse_currency, parse_yes_no
from counterpart.exchange.working_hours import parse_intervals, parse_week

EMPTY: Any = None
KNOWN_UP_TO = 20_000
Parser = Callable[[str], Any]
WITH_NOTATION: dict[Kind, Callable[[str, Notation], Any]] = {
    Kind.WHOLE: parse_whole,
    Kind.DECIMAL: parse_number,
    Kind.MONEY: parse_number,
    Kind.PERCENT: parse_percent,
    Kind.DATE: parse_date,
}
PLAIN: dict[Kind, Parser] = {
    Kind.YES_NO: parse_yes_no,
    Kind.CURRENCY: parse_currency,
    Kind.LANGUAGES: parse_languages,
    Kind.COUNTRY: country_code,
    Kind.HOURS_OF_DAY: parse_intervals,
    Kind.WEEK: parse_week,
}


def parser_for(column: Column, field: Field[Any, Any] | None, notation: Notation) -> Parser:
    """A function from the cell to the column's value; `None` for an empty cell.

    Results are remembered, since a column holds few different texts many times.
    """
    parse = _plain_parser(column, notation)
    check = field_check(field) if field is not None and column.kind is not Kind.MONEY else None
    known: dict[str, Any] = {}

    def parse_cell(cell: str) -> Any:
        try:
            return known[cell]
        except KeyError:
            pass
        text = cell.strip()
        if not text:
            return EMPTY
        refuse_formula(text)
        value = parse(NumberText(text) if type(cell) is NumberText else text)
        if check is not None and value is not EMPTY:
            check(value)
        if len(known) < KNOWN_UP_TO and type(cell) is str:
            known[cell] = value
        return value

    return parse_cell


def _plain_parser(column: Column, notation: Notation) -> Parser:
    if column.kind is Kind.CHOICE:
        return choice_parser(column)
    if column.kind in WITH_NOTATION:
        parse = WITH_NOTATION[column.kind]
        return lambda cell: parse(cell, notation)
    return PLAIN.get(column.kind, parse_text)
