"""Cells of text: what a spreadsheet would run is refused, what an export guarded is freed."""

from __future__ import annotations

import re

from counterpart.exchange.files.problems import BadCell
from counterpart.kernel.errors import mark as _

GUARDED = re.compile(r"'+[=+\-@\t\r\n]")
FORMULA = re.compile(r"=|[+\-@].*(\w\(|\||!)", re.DOTALL)
SHEET_ERRORS = frozenset(
    {"#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#Н/Д", "#ССЫЛКА!"}
)
IS_FORMULA = _("“%(cell)s” is a formula. Put its value into the cell instead.")


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
