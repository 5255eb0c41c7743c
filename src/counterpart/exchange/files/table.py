"""A table as it stands in a file: its headings, and rows of text with their numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from counterpart.exchange.files.problems import UnreadableFile
from counterpart.kernel.errors import RowProblem
from counterpart.kernel.errors import mark as _

ROWS_LIMIT = 1_000_000
LOOKED_AT = 20  # rows in which the heading is looked for
TOTALS = frozenset(
    {"total", "totals", "grand total", "sum", "итого", "всего", "итог", "общий итог", "summe"}
    | {"gesamt", "gesamtsumme", "合計", "総計", "total général", "totale"}
)
COLUMNS_LIMIT = 500
TOLD_APART = re.compile(r"(.+) \([A-Z]{1,2}\)")
LOOKS_LIKE_DATA = re.compile(
    r"[^@\s]+@[^@\s]+\.[^@\s]+|[-+]?\d+([.,]\d+)?|\d{4}-\d\d-\d\d.*|\d\d?[./]\d\d?[./]\d{2,4}"
)
NO_HEADING = _(
    "The first row must hold the names of the columns, but it looks like data "
    "(“%(cell)s”). Put a row with the names above it."
)
NO_ROWS = _("The file is empty. It needs a row with the names of the columns and rows below it.")
TOO_LONG = _("The row has %(cells)s cells, but there are %(columns)s columns. Check its quotes.")
TOO_SHORT = _("The row has only %(cells)s cells, but there are %(columns)s columns.")
IS_TOTAL = _(
    "Left out: the last row looks like a line of totals (“%(cell)s”). If it is a row, say so on "
    "the mapping page; on the command line with --take-totals."
)
HAS_NUL = _("The row holds NUL characters. Export the file again, or remove them.")
BROKEN_BYTES = _(
    "The row holds bytes that do not belong to the encoding %(encoding)s. Save the file as "
    "“CSV UTF-8”, or choose its encoding."
)


class NumberText(str):
    """A cell that held a number, not text: written with a point, whatever the country."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row below the heading. `number` counts as a spreadsheet does.

    `totals` says that it looks like a line of totals and is hardly meant as a row.
    """

    number: int
    cells: Sequence[str]
    problem: RowProblem | None = None
    totals: RowProblem | None = None


@dataclass(frozen=True, slots=True)
class FileTable:
    """Headings and the rows below them; the rows are read as they are asked for, once."""

    headings: tuple[str, ...]
    rows: Iterator[FileRow]
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""  # of a workbook: the one that was read


def table_of(raw: Iterable[FileRow], *, encoding: str = "", delimiter: str = "") -> FileTable:
    """The table in raw rows: the first row that is no title above it is the heading."""
    rows = _below_titles(iter(raw))
    for row in rows:
        if row.problem:
            problem = row.problem
            raise UnreadableFile(problem.message, row=row.number, column="", **dict(problem.params))
        if any(cell.strip() for cell in row.cells):
            headings = _headings(row)
            below = _with_totals_told(_even_rows(rows, headings, encoding))
            return FileTable(headings, below, encoding, delimiter)
    raise UnreadableFile(NO_ROWS)


def _below_titles(rows: Iterator[FileRow]) -> Iterator[FileRow]:
    """Without titles above the heading: rows far emptier than the fullest below them.

    Reports put their name, a period or a filter there, in one or two cells.
    """
    first = list(islice(rows, LOOKED_AT))
    fullest = max((_filled(row) for row in first), default=0)
    place = next(
        (n for n, row in enumerate(first) if row.problem or not _is_title(_filled(row), fullest)),
        0,
    )
    return chain(first[place:], rows)


def _is_title(filled: int, fullest: int) -> bool:
    return 2 * filled < fullest or (filled <= 2 and fullest >= 4)


def _filled(row: FileRow) -> int:
    return sum(1 for cell in row.cells if cell.strip())


def column_letters(place: int) -> str:
    """What a spreadsheet calls the column at this place, counted from 0: A, B … Z, AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _headings(row: FileRow) -> tuple[str, ...]:
    found = problem_of_text(row, "")
    if found:
        raise UnreadableFile(found.message, row=row.number, **dict(found.params))
    cells = [" ".join(cell.split()) for cell in row.cells]
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) > COLUMNS_LIMIT:
        raise UnreadableFile(
            _("The heading has %(columns)s columns; at most %(limit)s are read."),
            row=row.number,
            columns=len(cells),
            limit=COLUMNS_LIMIT,
        )
    data = [cell for cell in cells if LOOKS_LIKE_DATA.fullmatch(cell)]
    if len(data) * 2 >= len(cells) or any("@" in cell for cell in data):
        raise UnreadableFile(NO_HEADING, row=row.number, cell=data[0][:40])
    named = [cell or f"({column_letters(place)})" for place, cell in enumerate(cells)]
    return tuple(_told_apart(named))


def _told_apart(named: list[str]) -> list[str]:
    """Headings of one name with the letters of their columns, so that a person can choose."""
    counts = Counter(name.casefold() for name in named)
    return [
        f"{name} ({column_letters(place)})" if counts[name.casefold()] > 1 else name
        for place, name in enumerate(named)
    ]


def called_alike(headings: Sequence[str]) -> dict[str, list[str]]:
    """Names that several columns bear, with those columns as they were told apart."""
    found: dict[str, list[str]] = {}
    for heading in headings:
        told = TOLD_APART.fullmatch(heading)
        if told:
            found.setdefault(told[1].casefold(), []).append(heading)
    return {
        heading[: heading.rindex(" (")]: alike
        for alike in found.values()
        if len(alike) > 1
        for heading in alike[:1]
    }


def _with_totals_told(rows: Iterator[FileRow]) -> Iterator[FileRow]:
    """The rows; of the last one it is said if it holds totals and nothing else."""
    last: FileRow | None = None
    for row in rows:
        if last is not None:
            yield last
        last = row
    if last is not None:
        yield _totals_told(last)


def _totals_told(row: FileRow) -> FileRow:
    filled = [cell.strip() for cell in row.cells if cell.strip()]
    word, numbers = (filled[0], filled[1:]) if filled else ("", [])
    is_total = word.casefold().rstrip(":") in TOTALS and all(
        any(sign.isdigit() for sign in cell) and not any(sign.isalpha() for sign in cell)
        for cell in numbers
    )
    if (row.problem and row.problem.message != TOO_SHORT) or not is_total:
        return row
    totals = RowProblem(row.number, "", IS_TOTAL, (("cell", word[:40]),))
    return FileRow(row.number, row.cells, row.problem, totals)


def _even_rows(
    rows: Iterator[FileRow], headings: tuple[str, ...], encoding: str
) -> Iterator[FileRow]:
    """Rows as long as the heading; blank ones are left out, uneven ones carry a problem."""
    width = len(headings)
    count = 0
    for row in rows:
        if row.problem:
            yield row
            continue
        cells = row.cells
        if not any(cells) or not any(cell.strip() for cell in cells):
            continue
        count += 1
        if count > ROWS_LIMIT:
            text = _("The file has more than %(limit)s rows. Cut it into several.")
            yield FileRow(
                row.number, (), RowProblem(row.number, "", text, (("limit", str(ROWS_LIMIT)),))
            )
            return
        problem = problem_of_text(row, encoding)
        if len(cells) != width and problem is None:
            cells, problem = _evened(row, width)
        yield FileRow(row.number, cells, problem) if problem or cells is not row.cells else row


def _evened(row: FileRow, width: int) -> tuple[Sequence[str], RowProblem | None]:
    cells = list(row.cells)
    while len(cells) > width and not cells[-1].strip():
        cells.pop()
    if len(cells) == width:
        return cells, None
    params = (("cells", str(len(cells))), ("columns", str(width)))
    message = TOO_LONG if len(cells) > width else TOO_SHORT
    return cells, RowProblem(row.number, "", message, params)


def problem_of_text(row: FileRow, encoding: str) -> RowProblem | None:
    """Characters that no database takes: NUL, and bytes that were not text."""
    joined = "".join(row.cells)
    if "\0" in joined:
        return RowProblem(row.number, "", HAS_NUL)
    if not joined.isascii() and any("\ud800" <= letter <= "\udfff" for letter in joined):
        return RowProblem(row.number, "", BROKEN_BYTES, (("encoding", encoding or "UTF-8"),))
    return None
