"""XLSX out: one sheet a table, frozen headings, typed cells; written row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext

from counterpart.access.viewer import Viewer
from counterpart.exchange.exporting.cells import Cell, Style, export_cells, heading
from counterpart.exchange.tables import Column, Table
from counterpart.exchange.tables.columns import KIND_LABELS
from counterpart.exchange.tables.table import Narrowing
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _
from counterpart.kernel.guard import guarded

ROWS_LIMIT = 1_048_575
TEXT_LIMIT = 32_767
WIDTHS = {"text": 24, "reference": 26, "key": 16, "own_id": 16, "date": 12}


class TooMuchForAWorkbook(Refusal):
    """A workbook has no room for so many rows, or for so long a text."""

    message = _("%(table)s do not fit into a workbook (%(what)s). Export them as CSV.")


def write_workbook(
    path: Path,
    tables: Iterable[Table],
    viewer: Viewer,
    *,
    codes: bool = False,
    narrowed: Narrowing | None = None,
    each: Callable[[], None] = lambda: None,
) -> None:
    """A workbook of what the viewer may see of the tables; in constant memory.

    `each` is called for every row, and may raise to stop.
    """
    with _Workbook(path) as book:
        for table in tables:
            style = Style(codes=codes)
            columns, rows = export_cells(table, viewer, style=style, narrowed=narrowed)
            headings = [heading(column, style) for column in columns]
            book.add_sheet(table, headings, columns, rows, each=each)


def write_template(path: Path, table: Table) -> None:
    """A workbook to be filled in, with a second sheet that says what each column holds."""
    columns = [column for column in table.outgoing_columns() if column.importable]
    with _Workbook(path) as book:
        book.add_sheet(table, [str(column.label) for column in columns], columns, ())
        book.add_description(columns)


class _Workbook:
    def __init__(self, path: Path) -> None:
        import xlsxwriter

        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": "yyyy-mm-dd",
        }
        self._book: Any = xlsxwriter.Workbook(str(path), options)
        self._head = self._book.add_format({"bold": True, "bottom": 1})

    def __enter__(self) -> _Workbook:
        return self

    def __exit__(self, *_raised: object) -> None:
        self._book.close()

    def add_sheet(
        self,
        table: Table,
        headings: list[str],
        columns: list[Column],
        rows: Iterable[list[Cell]],
        each: Callable[[], None] = lambda: None,
    ) -> None:
        sheet = self._book.add_worksheet(self._name(str(table.label)))
        for place, column in enumerate(columns):
            sheet.set_column(place, place, WIDTHS.get(column.kind, 14))
        sheet.freeze_panes(1, 0)
        for place, name in enumerate(headings):
            sheet.write_string(0, place, name, self._head)
        for number, cells in enumerate(rows, start=1):
            if number > ROWS_LIMIT:
                what = gettext("%(rows)s rows at most") % {"rows": ROWS_LIMIT}
                raise TooMuchForAWorkbook(table=table.label, what=what)
            for place, cell in enumerate(cells):
                self._write(sheet, number, place, cell, table)
            each()

    def add_description(self, columns: list[Column]) -> None:
        sheet = self._book.add_worksheet(self._name(gettext("Columns")))
        sheet.set_column(0, 4, 30)
        for number, line in enumerate(_description(columns)):
            for place, text in enumerate(line):
                sheet.write_string(number, place, text, None if number else self._head)

    def _write(self, sheet: Any, row: int, place: int, cell: Cell, table: Table) -> None:
        if cell is None:
            return
        if cell is True or cell is False:
            sheet.write_boolean(row, place, cell)
        elif isinstance(cell, int | Decimal):
            if len(Decimal(cell).as_tuple().digits) > 15:
                sheet.write_string(row, place, str(cell))
            else:
                sheet.write_number(row, place, cell)
        elif isinstance(cell, date):
            sheet.write_datetime(row, place, cell)
        else:
            text = guarded(str(cell))
            if len(text) > TEXT_LIMIT:
                what = gettext("a text of %(length)s characters") % {"length": len(text)}
                raise TooMuchForAWorkbook(table=table.label, what=what)
            sheet.write_string(row, place, text)

    def _name(self, label: str) -> str:
        kept = "".join(letter for letter in label if letter not in "[]:*?/\\'")
        return kept[:31]


def _description(columns: list[Column]) -> Iterator[tuple[str, ...]]:
    yield (
        gettext("Column"),
        gettext("Holds"),
        gettext("Needed"),
        gettext("Example"),
        gettext("Note"),
    )
    for column in columns:
        yield (
            str(column.label),
            str(KIND_LABELS[column.kind]),
            gettext("yes") if column.required else "",
            column.example,
            str(column.help),
        )
