"""Cells as people write them in two languages and four notations, turned into values."""

from counterpart.exchange.values.dates import parse_date
from counterpart.exchange.values.fields import as_bad_cell
from counterpart.exchange.values.notation import Notation
from counterpart.exchange.values.numbers import parse_number, parse_percent
from counterpart.exchange.values.parser import parser_for
from counterpart.exchange.values.texts import unguarded
from counterpart.exchange.values.words import parse_yes_no

__all__ = [
    "Notation",
    "as_bad_cell",
    "parse_date",
    "parse_number",
    "parse_percent",
    "parse_yes_no",
    "parser_for",
    "unguarded",
]
