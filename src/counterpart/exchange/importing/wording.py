"""What is wrong with a row, in the words of the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext

from counterpart.exchange.tables import TABLES, Table
from counterpart.kernel.errors import RowProblem


def problem_text(problem: RowProblem, table: Table | None) -> str:
    """The sentence, translated; names of tables and lists of choices as well."""
    sentence = gettext(problem.message)
    params = dict(problem.params)
    column = table.by_name.get(problem.column) if table else None
    if column is not None:
        if "choices" in params and column.choices:
            params["choices"] = ", ".join(str(label) for _value, label in column.choices)
        if "table" in params and column.to:
            params["table"] = str(TABLES[column.to].label)
    return sentence % params if params else sentence


def column_label(name: str, table: Table | None) -> str:
    """What the column is called; a name that is no column of the table stays as it is."""
    column = table.by_name.get(name) if table else None
    return str(column.label) if column else name
