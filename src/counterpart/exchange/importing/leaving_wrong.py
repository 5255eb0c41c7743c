"""Leaving wrong rows out, when somebody decided to bring in the others without them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from counterpart.exchange.files.problems import BadCell
from counterpart.exchange.importing.rows import ImportRow, Verdict
from counterpart.exchange.tables import Column, Kind, Table
from counterpart.kernel.errors import mark as _

REFERS_TO_LEFT_OUT = _("Row %(number)s, to which this one refers, is left out.")
GOES_TOGETHER = _(
    "Row %(number)s, which belongs together with this one, is left out: they come in all or not "
    "at all."
)


def leave_wrong_out(table: Table, rows: Sequence[ImportRow]) -> None:
    """Make every wrong row one that is left out, and so those that refer to it.

    Where rows belong together, as the dated rows of one account do, the others stay out as well.
    """
    to_itself = [
        column
        for column in table.columns
        if column.kind is Kind.REFERENCE and column.to == table.name
    ]
    while wrong := [row for row in rows if row.problems]:
        for row in wrong:
            row.left_out, row.problems = row.problems[0], []
        for row, column, number in _astray(to_itself, rows):
            row.refuse(column.name, BadCell(REFERS_TO_LEFT_OUT, number=number))
        for row, number in _left_alone(table.whole, wrong, rows):
            row.refuse(table.whole, BadCell(GOES_TOGETHER, number=number))


def _left_alone(
    name: str, wrong: Sequence[ImportRow], rows: Sequence[ImportRow]
) -> Iterator[tuple[ImportRow, int]]:
    """Rows to be written that belong together with one that is left out now."""
    if not name:
        return
    out = {row.facts[name]: row.number for row in reversed(wrong) if name in row.facts}
    for row in rows:
        number = out.get(row.facts.get(name))
        if number is not None and row.verdict in (Verdict.NEW, Verdict.CHANGED):
            yield row, number


def _astray(
    columns: Sequence[Column], rows: Sequence[ImportRow]
) -> Iterator[tuple[ImportRow, Column, int]]:
    """Good rows that refer to a row of the file that is left out."""
    for row in rows:
        for column in columns if row.is_good else ():
            key = row.facts.get(column.name) or 0
            if key < 0 and rows[-key - 1].left_out is not None:
                yield row, column, rows[-key - 1].number
