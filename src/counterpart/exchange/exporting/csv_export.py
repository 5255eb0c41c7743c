"""CSV out: a stream of text, as every program reads it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from counterpart.access.viewer import Viewer
from counterpart.exchange.exporting.cells import Cell, Style, export_cells, heading
from counterpart.exchange.tables import Table
from counterpart.exchange.tables.table import Narrowing
from counterpart.kernel.guard import guarded

BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class CsvOptions:
    """The delimiter, and whether a mark tells spreadsheets that the file is UTF-8."""

    delimiter: str = ","
    bom: bool = True
    codes: bool = False

    @property
    def decimal(self) -> str:
        """With semicolons goes the decimal comma: spreadsheets of one country expect both."""
        return "," if self.delimiter == ";" else "."


class Echo:
    """A file that gives back what is written into it, so that a writer makes lines."""

    def write(self, text: str) -> str:
        return text


def csv_lines(
    table: Table, viewer: Viewer, options: CsvOptions, *, narrowed: Narrowing | None = None
) -> Iterator[str]:
    """The file, line by line."""
    style = Style(codes=options.codes)
    columns, rows = export_cells(table, viewer, style=style, narrowed=narrowed)
    writer = csv.writer(Echo(), delimiter=options.delimiter, lineterminator="\r\n")
    head: str = writer.writerow([heading(column, style) for column in columns])
    yield (BOM if options.bom else "") + head
    for cells in rows:
        yield writer.writerow([cell_text(cell, options.decimal) for cell in cells])


def template_lines(table: Table, options: CsvOptions) -> Iterator[str]:
    """A file with the headings alone, to be filled in."""
    style = Style(codes=options.codes)
    writer = csv.writer(Echo(), delimiter=options.delimiter, lineterminator="\r\n")
    names = [heading(c, style) for c in table.outgoing_columns() if c.importable]
    yield (BOM if options.bom else "") + writer.writerow(names)


def cell_text(cell: Cell, decimal: str = ".") -> str:
    """A cell as text; numbers stay numbers, text is guarded."""
    if cell is None:
        return ""
    if cell is True or cell is False:
        return "yes" if cell else "no"
    if isinstance(cell, Decimal):
        text = f"{cell:f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return text.replace(".", decimal)
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return guarded(str(cell))
