"""Numbers with decimal comma or point, and any separator of thousands."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from unicodedata import category

from counterpart.exchange.files.problems import BadCell
from counterpart.exchange.files.table import NumberText
from counterpart.exchange.values.notation import Notation
from counterpart.exchange.values.texts import unguarded
from counterpart.kernel.errors import mark as _

SPACES = re.compile(r"[\s\u00a0\u2009\u202f'’]")
NAMED = re.compile(r"\d(руб\.?|р\.|円|[A-Z]{3})$|^[A-Z]{3}[-\d]")
NOT_A_NUMBER = _("“%(cell)s” is not a number.")
WITH_CURRENCY = _(
    "“%(cell)s” holds a currency. Leave only the number, and give the currency in its own column "
    "or for new rows."
)
TWO_WAYS = _(
    "“%(cell)s” may mean %(thousands)s or %(fraction)s. Say on the import page how the file "
    "writes numbers; on the command line with --decimal."
)
NOT_WHOLE = _("“%(cell)s” is not a whole number.")
FRACTION_OF_ONE = _("“%(cell)s” is less than one percent. For 45 percent write 45 or 45%%.")


def parse_number(cell: str, notation: Notation) -> Decimal:
    """A number with decimal comma or point and any separator of thousands.

    >>> parse_number("1 234,50", Notation()), parse_number("1,234.50", Notation())
    (Decimal('1234.50'), Decimal('1234.50'))
    """
    if type(cell) is NumberText:
        return plain_decimal(cell, cell)
    text = SPACES.sub("", unguarded(cell)).replace("\u2212", "-")
    if any(category(letter) == "Sc" for letter in text) or NAMED.search(text):
        raise BadCell(WITH_CURRENCY, cell=cell[:60])
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
    return plain_decimal(text.replace(thousands, "").replace(mark_of_fraction, "."), cell)


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


def plain_decimal(text: str, cell: str) -> Decimal:
    """The number in a text without separators; what a binary fraction left behind is cut off."""
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
