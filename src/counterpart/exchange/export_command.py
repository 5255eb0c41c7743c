"""`counterpart export`: a table, or everything, as CSV or XLSX."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}


class OnlyAWorkbook(Refusal):
    """A CSV file holds one table."""

    message = _("Only a workbook holds every table: name a file that ends in .xlsx.")


def register(commands: Any) -> None:
    """Add the command; what it needs of the product is loaded when it runs."""
    parser = commands.add_parser(
        "export", help="Write a table into a file", description=(__doc__ or "").strip()
    )
    parser.add_argument("table", metavar="TABLE", help="accounts, contacts …, or everything (XLSX)")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="a .csv or .xlsx file")
    parser.add_argument("--labels", action="store_true", help="headings and words as on the screen")
    parser.add_argument("--delimiter", choices=tuple(DELIMITERS), default="comma")
    parser.add_argument("--no-bom", action="store_true", help="without the mark of UTF-8")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the file; CSV goes to the standard output when none is named."""
    from counterpart.access.viewer import Viewer
    from counterpart.exchange.exporting.csv_export import CsvOptions, csv_lines
    from counterpart.exchange.exporting.xlsx_export import write_workbook
    from counterpart.exchange.tables import ALL_TABLES, table_named

    by = Viewer.system("Command line")
    name = arguments.table.replace("-", "_")
    tables = ALL_TABLES if name == "everything" else (table_named(name),)
    output: Path | None = arguments.output
    if output is not None and output.suffix.lower() == ".xlsx":
        write_workbook(output, tables, by, codes=not arguments.labels)
        return 0
    if name == "everything":
        raise OnlyAWorkbook
    options = CsvOptions(
        delimiter=DELIMITERS[arguments.delimiter],
        bom=not arguments.no_bom and output is not None,
        codes=not arguments.labels,
    )
    lines = csv_lines(tables[0], by, options)
    if output is None:
        sys.stdout.writelines(lines)
        return 0
    with output.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines)
    return 0
