"""Any table file as rows of text with their numbers; what cannot be read is said by row."""

from __future__ import annotations

from pathlib import Path

from counterpart.exchange.files.csv_file import read_csv
from counterpart.exchange.files.problems import UnreadableFile
from counterpart.exchange.files.table import FileTable
from counterpart.exchange.models import Import
from counterpart.kernel.errors import mark as _

ZIP_MARK = b"PK\x03\x04"
OLD_OFFICE_MARK = b"\xd0\xcf\x11\xe0"
OLD_OFFICE = _(
    "This is an old Excel file (.xls) or a locked one. Save it as .xlsx without password."
)
EMPTY = _("The file is empty. It needs a row with the names of the columns and rows below it.")


def is_workbook(path: Path) -> bool:
    """Whether the file is an XLSX workbook, by its first bytes and not by its name."""
    with path.open("rb") as file:
        return file.read(4) == ZIP_MARK


def read_table(
    path: Path, *, sheet: str = "", encoding: str = "", delimiter: str = ""
) -> FileTable:
    """The table in a CSV or XLSX file.

    Raises `UnreadableFile` when nothing below can be checked: no heading, a heading twice, no
    table at all. What is wrong with single rows stands on the rows.
    """
    with path.open("rb") as file:
        start = file.read(4)
    if not start:
        raise UnreadableFile(EMPTY)
    if start == OLD_OFFICE_MARK:
        raise UnreadableFile(OLD_OFFICE)
    if start == ZIP_MARK:
        from counterpart.exchange.files.xlsx_file import read_xlsx

        return read_xlsx(path, sheet=sheet)
    return read_csv(path, encoding=encoding, delimiter=delimiter)


def table_of(upload: Import) -> FileTable:
    """The table in a file that was taken, read as was found out or chosen for it."""
    return read_table(
        upload.path,
        sheet=upload.sheet,
        encoding=upload.encoding,
        delimiter=upload.delimiter,
    )


def sheets_of(path: Path) -> list[str]:
    """The sheets one may choose from; none for a CSV file."""
    if not is_workbook(path):
        return []
    from counterpart.exchange.files.xlsx_file import check_size, sheet_names

    check_size(path)
    return sheet_names(path)
