"""XLSX: guarded against bombs, read by calamine, its typed cells turned into text."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from counterpart.exchange.files.problems import UnreadableFile
from counterpart.exchange.files.table import FileRow, FileTable, NumberText, table_of
from counterpart.kernel.errors import mark as _

UNPACKED_LIMIT = 600 * 1024 * 1024
CELLS_LIMIT = 40_000_000
CHUNK = 1 << 20
PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Z]{0,3})(\d{1,9})["']""")
TITLES = 50
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
NOT_XLSX = _("The file is not a workbook that can be read. Save it as .xlsx or as “CSV UTF-8”.")
TOO_BIG = _("Unpacked, the workbook is larger than %(limit)s MB. Save the sheet as CSV instead.")
TOO_WIDE = _(
    "A sheet reaches to column %(letters)s and row %(farthest)s, which is more than can be read. "
    "Remove stray cells beyond the table, or save the sheet as CSV."
)


def sheet_names(path: Path) -> list[str]:
    """The sheets of a workbook, in order."""
    return list(_workbook(path).sheet_names)


def read_xlsx(path: Path, *, sheet: str = "") -> FileTable:
    """The table on a sheet; without a name on the first sheet that holds one.

    A sheet with nothing but a title, one cell wide, is no table while another sheet is.
    """
    check_size(path)
    book = _workbook(path)
    names = list(book.sheet_names)
    if sheet and sheet not in names:
        raise UnreadableFile(
            _("The workbook has no sheet “%(sheet)s”; it has %(names)s."),
            sheet=sheet,
            names=", ".join(names),
        )
    chosen = [sheet] if sheet else names
    narrow: list[list[Any]] = []
    for name in chosen:
        rows = _sheet_rows(book, name)
        if any(sum(cell not in ("", None) for cell in row) > 1 for row in rows[:TITLES]):
            return replace(table_of(_raw_rows(rows)), sheet=name)
        narrow = narrow or rows
    return table_of(_raw_rows(narrow))


def check_size(path: Path) -> None:
    """Refuse a workbook that would fill the memory: packed too tightly, or with far-off cells."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > UNPACKED_LIMIT or len(entries) > 5000:
                raise UnreadableFile(TOO_BIG, limit=UNPACKED_LIMIT // 1024**2)
            left = UNPACKED_LIMIT
            for entry in entries:
                left -= _unpacked_size(archive, entry, left)
    except UnreadableFile:
        raise
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError) as wrong:
        raise UnreadableFile(NOT_XLSX) from wrong
    except Exception as wrong:  # zlib and its kin have no common base
        raise UnreadableFile(NOT_XLSX) from wrong


def _unpacked_size(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> int:
    size = farthest_row = 0
    farthest_column = b""
    tail = b""
    is_sheet = "worksheets/" in entry.filename
    with archive.open(entry) as file:
        while chunk := file.read(CHUNK):
            size += len(chunk)
            if size > left:
                raise UnreadableFile(TOO_BIG, limit=UNPACKED_LIMIT // 1024**2)
            if is_sheet:
                for letters, number in PLACE.findall(tail + chunk):
                    farthest_row = max(farthest_row, int(number))
                    if (len(letters), letters) > (len(farthest_column), farthest_column):
                        farthest_column = letters
                tail = chunk[-64:]
    columns = 0
    for letter in farthest_column:
        columns = columns * 26 + letter - 64
    if columns * farthest_row > CELLS_LIMIT:
        raise UnreadableFile(TOO_WIDE, letters=farthest_column.decode(), farthest=farthest_row)
    return size


def _workbook(path: Path) -> Any:
    from python_calamine import CalamineWorkbook

    return _guarded(lambda: CalamineWorkbook.from_path(str(path)))


def _sheet_rows(book: Any, name: str) -> list[list[Any]]:
    return _guarded(lambda: book.get_sheet_by_name(name).to_python(skip_empty_area=False))


def _guarded(call: Any) -> Any:
    try:
        return call()
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as wrong:  # a panic of the reader is no Exception
        raise UnreadableFile(NOT_XLSX) from wrong


def _raw_rows(rows: list[list[Any]]) -> Iterator[FileRow]:
    for number, row in enumerate(rows, start=1):
        yield FileRow(number, [cell_text(value) for value in row])
        rows[number - 1] = []


def cell_text(value: Any) -> str:
    """A typed cell as text: numbers with a point, dates in ISO form, booleans as TRUE or FALSE."""
    kind = type(value)
    if kind is str:
        return ESCAPED.sub(_unescaped, value) if "_x" in value else value
    if kind is float or kind is int:
        return NumberText(_number_text(float(value)))
    if kind is bool:
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return (
            value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
        )
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return NumberText(_number_text(value.total_seconds() / 86400))
    return "" if value is None else str(value)


def _number_text(value: float) -> str:
    """Fifteen digits, as many as a spreadsheet keeps: 1475.3000000000002 is 1475.3."""
    if value != value or value in (float("inf"), float("-inf")):
        return str(value)
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = f"{value:.15g}"
    return f"{value:.15f}".rstrip("0").rstrip(".") if "e-" in text else text


def _unescaped(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return chr(code) if code in (0x9, 0xA, 0xD, 0x5F) else found[0]
