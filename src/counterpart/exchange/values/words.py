"""Cells that hold one of few words: yes and no, currencies, choices."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.utils.translation import override

from counterpart.exchange.files.problems import BadCell
from counterpart.exchange.tables.columns import Column
from counterpart.exchange.values.texts import unguarded
from counterpart.kernel.errors import mark as _

YES = frozenset({"1", "true", "yes", "y", "on", "да", "д", "истина", "+"}) | {
    *("ja", "j", "x", "✓", "✔", "wahr", "oui", "sí", "はい", "有", "○")
}
NO = frozenset({"0", "false", "no", "n", "off", "нет", "н", "ложь"}) | {
    *("nein", "-", "—", "falsch", "non", "いいえ", "無", "×")
}
NOT_YES_OR_NO = _("“%(cell)s” is neither yes nor no.")
NOT_A_CHOICE = _("“%(cell)s” is not one of: %(choices)s.")
NOT_A_CURRENCY = _("“%(cell)s” is not a currency. Write three letters, such as EUR.")


def parse_yes_no(cell: str) -> bool:
    """Yes or no, in either language."""
    word = cell.casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    raise BadCell(NOT_YES_OR_NO, cell=cell[:60])


CURRENCIES = {
    "€": "EUR", "euro": "EUR", "евро": "EUR", "£": "GBP", "us$": "USD", "доллар сша": "USD",
    "₽": "RUB", "руб": "RUB", "руб.": "RUB", "р.": "RUB", "рубль": "RUB",
    "российский рубль": "RUB", "円": "JPY", "日本円": "JPY", "тенге": "KZT", "₸": "KZT",
    "₹": "INR", "₺": "TRY",
}  # fmt: skip
"""Signs and names that one currency alone bears; $ and ¥ are several."""


def parse_currency(cell: str) -> str:
    """Three capital letters, or a sign or name that can mean one currency only."""
    code = CURRENCIES.get(cell.casefold(), cell.upper())
    if not re.fullmatch(r"[A-Z]{3}", code):
        raise BadCell(NOT_A_CURRENCY, cell=cell[:60])
    return code


def choice_parser(column: Column) -> Callable[[str], Any]:
    """A function from any word for one of the column's choices to the choice."""
    words = _choice_words(column)
    choices = tuple(column.choices)

    def parse_choice(cell: str) -> Any:
        value = words.get(unguarded(cell).casefold())
        if value is None:
            labels = ", ".join(str(label) for _value, label in choices)
            raise BadCell(NOT_A_CHOICE, cell=cell[:60], choices=labels)
        return value

    return parse_choice


def _choice_words(column: Column) -> dict[str, Any]:
    """Every word a choice may be written with: its code, and its label in each language."""
    words: dict[str, Any] = {}
    pairs = [(getattr(value, "value", value), label) for value, label in column.choices]
    for language in ("en", "ru"):
        with override(language):
            words |= {str(label).casefold(): value for value, label in pairs}
    return words | {str(value).casefold(): value for value, _label in pairs}
