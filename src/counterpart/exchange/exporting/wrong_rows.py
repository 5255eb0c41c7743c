"""The wrong rows of a file with their reasons, to be corrected and brought in again."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from django.utils.translation import gettext

from counterpart.exchange.exporting.csv_export import BOM, Echo
from counterpart.exchange.importing.verdicts import all_verdicts
from counterpart.exchange.importing.wording import column_label, problem_text
from counterpart.exchange.models import Import
from counterpart.exchange.reading import read_table
from counterpart.exchange.tables import TABLES
from counterpart.kernel.guard import guarded


def wrong_row_lines(upload: Import) -> Iterator[str]:
    """The file as it came, only the wrong rows, with their number and reason in front."""
    table = TABLES[upload.table]
    file = read_table(
        upload.path, sheet=upload.sheet, encoding=upload.encoding, delimiter=upload.delimiter
    )
    wrong = all_verdicts(upload.verdicts_path, verdict="wrong")
    writer = csv.writer(Echo(), delimiter=file.delimiter or ",", lineterminator="\r\n")
    head = [gettext("Row"), gettext("What is wrong"), *file.headings]
    yield BOM + writer.writerow(head)
    current = next(wrong, None)
    for row in file.rows:
        if current is None:
            return
        if row.number != current.row:
            continue
        reasons = [
            f"{column_label(p.column, table)}: {problem_text(p, table)}"
            if p.column
            else problem_text(p, table)
            for p in current.problems
        ]
        cells = [_safe(cell) for cell in row.cells]
        yield writer.writerow([str(row.number), guarded(" ".join(reasons)), *cells])
        current = next(wrong, None)


def _safe(cell: str) -> str:
    """The cell without what made it unreadable, harmless in a spreadsheet."""
    text = cell.encode("utf-8", "replace").decode().replace("\0", "")
    is_guarded = text.startswith("'")
    return text if is_guarded else guarded(text)
