"""CSV: encoding and delimiter found out, rows read as a stream."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from counterpart.exchange.files.encodings import ENCODINGS, encoding_of
from counterpart.exchange.files.problems import UnreadableFile
from counterpart.exchange.files.table import FileRow, FileTable, table_of
from counterpart.kernel.errors import RowProblem
from counterpart.kernel.errors import mark as _

DELIMITERS = (",", ";", "\t", "|")
CELL_LIMIT = 100_000
SAMPLE = 1 << 16
QUOTES = _(
    "The quotes do not match: a quoted cell must end with a quote before the next delimiter, "
    "and a quote inside it is doubled."
)
CELL_TOO_LONG = _("A cell is longer than %(limit)s characters. Are its quotes closed?")


def read_csv(path: Path, *, encoding: str = "", delimiter: str = "") -> FileTable:
    """The table in a CSV file; what is not told is found out from the file itself."""
    if encoding and encoding not in ENCODINGS:
        raise UnreadableFile(
            _("The encoding %(name)s is not known; use one of %(known)s."),
            name=encoding,
            known=", ".join(ENCODINGS),
        )
    found = encoding_of(path, asked=encoding)
    with _opened(path, found) as file:
        sample = file.read(SAMPLE)
    told, skipped = _told_delimiter(sample)
    delimiter = delimiter or told or _delimiter_of(sample)
    raw = _raw_rows(path, found, delimiter, skipped)
    return table_of(raw, encoding=found, delimiter=delimiter)


def _opened(path: Path, encoding: str) -> IO[str]:
    # Bytes that are no text become lone surrogates, by which their row is found and named.
    errors = "replace" if encoding == "utf-16" else "surrogateescape"
    return path.open(encoding=encoding, errors=errors, newline="")


def _told_delimiter(sample: str) -> tuple[str, int]:
    """Excel may say the delimiter in a first line such as `sep=;`."""
    first = sample.split("\n", 1)[0].strip().strip('"')
    if first.lower().startswith("sep=") and len(first) <= 5:
        return first[4:] or "\t", 1
    return "", 0


def _delimiter_of(sample: str) -> str:
    """The delimiter that cuts the heading, and the rows below it alike, into most cells."""

    def cells(delimiter: str) -> tuple[int, int]:
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
        widths: list[int] = []
        try:
            for row in reader:
                if any(cell.strip() for cell in row):
                    widths.append(len(row))
                if len(widths) == 20:
                    break
        except csv.Error:
            pass
        if not widths:
            return 0, 0
        # A title above the heading is one cell, whatever parts the cells below it.
        heading = next((width for width in widths if width > 1), widths[0])
        return heading, sum(width == heading for width in widths)

    return max(DELIMITERS, key=cells)


def _raw_rows(path: Path, encoding: str, delimiter: str, skipped: int) -> Iterator[FileRow]:
    csv.field_size_limit(CELL_LIMIT)
    with _opened(path, encoding) as file:
        for _line in range(skipped):
            file.readline()
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        number = skipped
        while True:
            number += 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as wrong:
                yield FileRow(number, (), _problem_of(number, wrong))
            else:
                yield FileRow(number, cells)


def _problem_of(number: int, wrong: csv.Error) -> RowProblem:
    if "field limit" in str(wrong):
        return RowProblem(number, "", CELL_TOO_LONG, (("limit", str(CELL_LIMIT)),))
    return RowProblem(number, "", QUOTES)
