"""Cells as people write them in two languages and four notations, turned into values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import EmailField, Field
from django.utils.translation import override

from counterpart.exchange.countries import country_code
from counterpart.exchange.files.problems import BadCell
from counterpart.exchange.files.table import NumberText
from counterpart.exchange.languages import parse_languages
from counterpart.exchange.tables.columns import Column, Kind
from counterpart.exchange.working_hours import parse_intervals, parse_week
from counterpart.kernel.errors import mark as _

EMPTY: Any = None
SPACES = re.compile(r"[\s\u00a0\u2009\u202f'’]")
GUARDED = re.compile(r"'+[=+\-@\t\r\n]")
FORMULA = re.compile(r"=|[+\-@].*(\w\(|\||!)", re.DOTALL)
SHEET_ERRORS = frozenset(
    {"#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#Н/Д", "#ССЫЛКА!"}
)
YES = frozenset({"1", "true", "yes", "y", "on", "да", "д", "истина", "+"})
NO = frozenset({"0", "false", "no", "n", "off", "нет", "н", "ложь"})
IS_FORMULA = _("“%(cell)s” is a formula. Put its value into the cell instead.")
NOT_A_NUMBER = _("“%(cell)s” is not a number.")
TWO_WAYS = _(
    "“%(cell)s” may mean %(thousands)s or %(fraction)s. Say on the import page how the file "
    "writes numbers."
)
NOT_WHOLE = _("“%(cell)s” is not a whole number.")
NOT_A_DATE = _("“%(cell)s” is not a date. Write it as 2026-05-31 or 31.05.2026.")
WHICH_DATE = _(
    "“%(cell)s” is a date in an order we cannot know. Say on the import page whether the day or "
    "the month comes first."
)
NO_SUCH_DAY = _("There is no such day as “%(cell)s”.")
NOT_YES_OR_NO = _("“%(cell)s” is neither yes nor no.")
NOT_A_CHOICE = _("“%(cell)s” is not one of: %(choices)s.")
NOT_A_CURRENCY = _("“%(cell)s” is not a currency. Write three letters, such as EUR.")
NOT_AN_EMAIL = _("“%(cell)s” is not an e-mail address.")
FRACTION_OF_ONE = _("“%(cell)s” is less than one percent. For 45 percent write 45 or 45%%.")


@dataclass(frozen=True, slots=True)
class Notation:
    """How a file writes numbers and dates; what it leaves open is refused, never guessed."""

    decimal: str = ""  # "." or ","; empty: whatever is beyond doubt
    dates: str = ""  # "day_first" or "month_first" for dates with slashes
    point_is_open: bool = False  # in files with semicolons a lone point may part thousands


Parser = Callable[[str], Any]


def parser_for(column: Column, field: Field[Any, Any] | None, notation: Notation) -> Parser:
    """A function from the cell to the column's value; `None` for an empty cell.

    Results are remembered, since a column holds few different texts many times.
    """
    parse = _plain_parser(column, notation)
    check = _field_check(field) if field is not None and column.kind is not Kind.MONEY else None
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
        if len(known) < 20_000 and type(cell) is str:
            known[cell] = value
        return value

    return parse_cell


def refuse_formula(text: str) -> None:
    """Refuse what a spreadsheet would run, or the trace of a calculation that failed."""
    if text[0] in "=+-@#" and (FORMULA.match(text) or text in SHEET_ERRORS):
        raise BadCell(IS_FORMULA, cell=text[:60])


def unguarded(text: str) -> str:
    """The text without the apostrophe that an export put before a formula sign.

    >>> unguarded("'=1+1"), unguarded("'tis")
    ('=1+1', "'tis")
    """
    return text[1:] if text[:1] == "'" and GUARDED.match(text) else text


def parse_text(cell: str) -> str:
    """Text with line ends as \\n and without an export's guard."""
    text = unguarded(cell)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def parse_number(cell: str, notation: Notation) -> Decimal:
    """A number with decimal comma or point and any separator of thousands.

    >>> parse_number("1 234,50", Notation()), parse_number("1,234.50", Notation())
    (Decimal('1234.50'), Decimal('1234.50'))
    """
    if type(cell) is NumberText:
        return _decimal(cell, cell)
    text = SPACES.sub("", unguarded(cell)).replace("\u2212", "-")
    if text.startswith("(") and text.endswith(")"):
        text = f"-{text[1:-1]}"
    commas, points = text.count(","), text.count(".")
    if commas and points:
        mark_of_fraction = "," if text.rindex(",") > text.rindex(".") else "."
        if text.count(mark_of_fraction) > 1 or notation.decimal not in ("", mark_of_fraction):
            raise BadCell(NOT_A_NUMBER, cell=cell)
    elif commas + points > 1:
        mark_of_fraction = "." if commas else ","  # repeated signs part thousands
    elif commas or points:
        sign = "," if commas else "."
        mark_of_fraction = notation.decimal or sign
        if _is_thousands_or_fraction(text, sign):
            mark_of_fraction = _told_sign(cell, text, sign, notation)
        elif sign != mark_of_fraction:
            mark_of_fraction = sign
    else:
        mark_of_fraction = "."
    thousands = "." if mark_of_fraction == "," else ","
    if thousands in text and not re.fullmatch(
        rf"[-+]?\d{{1,3}}(\{thousands}\d{{3}})+(\{mark_of_fraction}\d*)?", text
    ):
        raise BadCell(NOT_A_NUMBER, cell=cell)
    return _decimal(text.replace(thousands, "").replace(mark_of_fraction, "."), cell)


def _is_thousands_or_fraction(text: str, sign: str) -> bool:
    return re.fullmatch(rf"[-+]?[1-9]\d{{0,2}}\{sign}\d{{3}}", text) is not None


def _told_sign(cell: str, text: str, sign: str, notation: Notation) -> str:
    """A single sign before three digits: a point is a fraction unless that is open."""
    if notation.decimal:
        return notation.decimal
    if sign == "." and not notation.point_is_open:
        return "."
    thousands, fraction = text.replace(sign, ""), text.replace(",", ".")
    raise BadCell(TWO_WAYS, cell=cell, thousands=thousands, fraction=fraction)


def _decimal(text: str, cell: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise BadCell(NOT_A_NUMBER, cell=cell[:60]) from None
    if not number.is_finite() or not text.isascii() or "_" in text or number.adjusted() > 18:
        raise BadCell(NOT_A_NUMBER, cell=cell[:60])
    digits = number.as_tuple().digits
    if len(digits) > 15 and "." in text:
        # 1475.3000000000002: what a binary fraction left behind.
        number = Decimal(f"{number:.15g}")
    return number


def parse_whole(cell: str, notation: Notation) -> int:
    """A whole number."""
    number = parse_number(cell, notation)
    if number != number.to_integral_value():
        raise BadCell(NOT_WHOLE, cell=cell)
    return int(number)


def parse_percent(cell: str, notation: Notation) -> int:
    """Whole percent, with or without its sign; a typed fraction of one is not guessed at."""
    number = parse_number(cell.removesuffix("%").rstrip() if "%" in cell else cell, notation)
    if 0 < number < 1 and type(cell) is NumberText:
        raise BadCell(FRACTION_OF_ONE, cell=cell)
    if number != number.to_integral_value():
        raise BadCell(NOT_WHOLE, cell=cell)
    return int(number)


ISO_DATE = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?:[T ].*)?")
DOTTED_DATE = re.compile(r"(\d\d?)\.(\d\d?)\.(\d{4}|\d\d)(?:[ ,].*)?")
SLASHED_DATE = re.compile(r"(\d\d?)/(\d\d?)/(\d{4}|\d\d)(?:[ ,].*)?")


def parse_date(cell: str, notation: Notation) -> date:
    """A day; a time of day behind it is left out, in the time zone in which it was written."""
    if type(cell) is NumberText:
        return _day_of_serial(cell)
    if found := ISO_DATE.fullmatch(cell):
        year, month, day = found.groups()
    elif found := DOTTED_DATE.fullmatch(cell):
        day, month, year = found.groups()
    elif found := SLASHED_DATE.fullmatch(cell):
        if not notation.dates:
            raise BadCell(WHICH_DATE, cell=cell)
        day, month, year = found.groups()
        if notation.dates == "month_first":
            day, month = month, day
    else:
        raise BadCell(NOT_A_DATE, cell=cell[:60])
    try:
        return date(_full_year(year), int(month), int(day))
    except ValueError:
        raise BadCell(NO_SUCH_DAY, cell=cell) from None


def _full_year(year: str) -> int:
    if len(year) == 4:
        return int(year)
    return int(year) + (2000 if int(year) < 70 else 1900)


def _day_of_serial(cell: str) -> date:
    """The day a spreadsheet counts from 30 December 1899."""
    number = _decimal(cell, cell)
    if not 20_000 <= number < 80_000:
        raise BadCell(NOT_A_DATE, cell=cell)
    return (datetime(1899, 12, 30) + timedelta(days=float(number))).date()  # noqa: DTZ001


def parse_yes_no(cell: str) -> bool:
    """Yes or no, in either language."""
    word = cell.casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    raise BadCell(NOT_YES_OR_NO, cell=cell[:60])


def parse_currency(cell: str) -> str:
    """Three capital letters."""
    code = cell.upper()
    if not re.fullmatch(r"[A-Z]{3}", code):
        raise BadCell(NOT_A_CURRENCY, cell=cell[:60])
    return code


def choice_words(choices: Iterable[tuple[Any, Any]]) -> dict[str, Any]:
    """Every word a choice may be written with: its code, and its label in each language."""
    words: dict[str, Any] = {}
    pairs = [(getattr(value, "value", value), label) for value, label in choices]
    for language in ("en", "ru"):
        with override(language):
            words |= {str(label).casefold(): value for value, label in pairs}
    return words | {str(value).casefold(): value for value, _label in pairs}


def _plain_parser(column: Column, notation: Notation) -> Parser:
    if column.kind is Kind.CHOICE:
        words = choice_words(column.choices)
        choices = tuple(column.choices)

        def parse_choice(cell: str) -> Any:
            value = words.get(unguarded(cell).casefold())
            if value is None:
                labels = ", ".join(str(label) for _value, label in choices)
                raise BadCell(NOT_A_CHOICE, cell=cell[:60], choices=labels)
            return value

        return parse_choice
    with_notation: dict[Kind, Callable[[str, Notation], Any]] = {
        Kind.WHOLE: parse_whole,
        Kind.DECIMAL: parse_number,
        Kind.MONEY: parse_number,
        Kind.PERCENT: parse_percent,
        Kind.DATE: parse_date,
    }
    if column.kind in with_notation:
        parse = with_notation[column.kind]
        return lambda cell: parse(cell, notation)
    plain: dict[Kind, Parser] = {
        Kind.YES_NO: parse_yes_no,
        Kind.CURRENCY: parse_currency,
        Kind.LANGUAGES: parse_languages,
        Kind.COUNTRY: country_code,
        Kind.HOURS_OF_DAY: parse_intervals,
        Kind.WEEK: parse_week,
    }
    return plain.get(column.kind, parse_text)


def _field_check(field: Field[Any, Any]) -> Callable[[Any], None] | None:
    if field.is_relation:
        return None
    is_email = isinstance(field, EmailField)

    def check(value: Any) -> None:
        try:
            field.run_validators(value)
        except ValidationError as wrong:
            if is_email and wrong.error_list[0].code == "invalid":
                raise BadCell(NOT_AN_EMAIL, cell=str(value)[:60]) from None
            raise as_bad_cell(wrong) from None

    return check


BY_CODE = {
    "max_length": _("The text has %(show_value)s characters; at most %(limit_value)s fit."),
    "min_value": _("“%(value)s” is less than %(limit_value)s."),
    "max_value": _("“%(value)s” is more than %(limit_value)s."),
    "max_decimal_places": _("“%(value)s” has more than %(max)s decimals."),
    "max_digits": _("“%(value)s” has more than %(max)s digits."),
    "max_whole_digits": _("“%(value)s” has more than %(max)s digits before the decimals."),
}


def as_bad_cell(wrong: ValidationError) -> BadCell:
    """The first of a field's complaints, as a text that is translated when it is read."""
    first = wrong.error_list[0]
    if first.code in BY_CODE:
        return BadCell(BY_CODE[first.code], **(first.params or {}))
    with override("en"):
        message = str(first.message)
    return BadCell(message, **(first.params or {}))
