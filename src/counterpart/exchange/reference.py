"""The reference page of files, made from the tables themselves.

python -m counterpart.exchange.reference > docs/reference/files.md
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Any

INTRODUCTION = """\
# Files

Made by `python -m counterpart.exchange.reference` from the code; change it there.

Every table below leaves as CSV or XLSX and, where it says so, comes in. Headings may be the codes
of this page or the labels of the screen, in English or Russian; the order does not matter, and
columns that are not known are left out.

- **Encodings**: UTF-8 with or without its mark, UTF-16 with its mark, Windows-1251 where the text
  leaves no doubt; windows-1252, koi8-r and cp866 when chosen. **Delimiters**: comma, semicolon, tab
  and bar.
- **Numbers**: `1250.50`, `1 250,50`, `1,250.50`, `1.250,50`. What may mean two things (`1,250`) is
  refused until one says how the file writes numbers. In workbooks numbers are numbers.
- **Dates**: `2026-05-31`, `31.05.2026`, with or without a time. `5/31/2026` when the import says
  that the month comes first, as it does for Salesforce and HubSpot.
- **Yes and no**: `yes no`, `true false`, `1 0`, `да нет`. **Percent**: `45` or `45%`.
  **Languages**: codes or names, `en; немецкий`. **Countries**: code or name.
- **References** are a code, a name or an e-mail. Beside references to accounts, people and contacts
  stands a column ending in `_id` for the id here, or the id in the source system; it wins.
- **Which row is meant**: Counterpart's own id; source system and source id (case counts); e-mail;
  then the key of the table. Rows that may mean several are wrong, and the reason names them.
- **Formulas**: text that begins with `=`, `+`, `-`, `@`, a tab or a line break leaves with an
  apostrophe in front; the import takes exactly that away. Formulas that come in are wrong.
- **Empty cells** leave the present value alone, unless the import is told that they empty it.
- **Limits**: a million rows, 500 columns, 100,000 characters a cell, and the upload limit.
"""


def files_page() -> str:
    """The page as it stands in the documentation."""
    from django.utils.translation import override

    from counterpart.exchange.tables import ALL_TABLES

    with override("en"):
        lines = [INTRODUCTION]
        for table in ALL_TABLES:
            lines += _table_lines(table)
    return "\n".join(lines)


def _table_lines(table: Any) -> Iterator[str]:
    ways = "comes in and goes out" if table.importable else "goes out only"
    yield f"## `{table.name}`: {table.label}\n"
    key = f" Key: {', '.join(f'`{name}`' for name in table.key)}." if table.key else ""
    yield f"{str(table.help) + ' ' if table.help else ''}The table {ways}.{key}\n"
    yield "| Column | Label | Holds | Needed | Example | Note |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for column in table.columns:
        cells = (
            f"`{column.name}`",
            str(column.label),
            _kind(column),
            "yes" if column.required and table.importable else "",
            f"`{column.example}`" if column.example else "",
            _note(column, table),
        )
        yield f"| {' | '.join(cells)} |"
    yield ""


def _kind(column: Any) -> str:
    from counterpart.exchange.tables.columns import KIND_LABELS, Kind

    if column.kind is Kind.CHOICE:
        return ", ".join(f"`{getattr(v, 'value', v)}` {label}" for v, label in column.choices)
    text = str(KIND_LABELS[column.kind])
    return f"{text} (`{column.to}`)" if column.to else text


def _note(column: Any, table: Any) -> str:
    notes = [str(column.help)] if column.help else []
    if not column.exportable:
        notes.append("Coming in only.")
    if table.importable and not column.importable:
        notes.append("Going out only.")
    if column.needs:
        notes.append(f"Only with the right to: {column.needs.label}.")
    return " ".join(notes)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "counterpart.settings")
    import django

    django.setup()
    sys.stdout.write(files_page())
