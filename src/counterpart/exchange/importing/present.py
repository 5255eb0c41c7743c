"""What is there already, and what a row of the file would change of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from counterpart.exchange.files.problems import BadCell
from counterpart.exchange.importing.amounts import Amounts
from counterpart.exchange.importing.rows import ImportRow
from counterpart.exchange.tables import Column, Kind, Table
from counterpart.kernel.errors import mark as _
from counterpart.kernel.ticking import Tick

POSTED = _(
    "This line is posted already with other facts (%(columns)s). Posted lines are never changed: "
    "add a correcting line with its own number."
)
AT_ONCE = 900
Facts = Mapping[str, Any]


class Present:
    """The rows of the table that the file means, as they are now.

    Their facts go by the attribute of the field (`account_id`); `named` gives them by column.
    """

    def __init__(self, table: Table, amounts: Amounts, pks: list[int], tick: Tick) -> None:
        self.table = table
        self.amounts = amounts
        self.compared = _compared_columns(table)
        self._rows: dict[int, dict[str, Any]] = {}
        self._read(pks, tick)

    def _read(self, pks: list[int], tick: Tick) -> None:
        paths = {att: att for att in self.compared}
        for name, column in self.table.by_name.items():
            if column.kind is Kind.REFERENCE and not column.field:
                paths[name] = f"{column.path}_id"
        rows = self.table.model._default_manager.order_by()
        for start in range(0, len(pks), AT_ONCE):
            part = rows.filter(pk__in=pks[start : start + AT_ONCE])
            for pk, *values in part.values_list("pk", *paths.values()):
                self._rows[pk] = dict(zip(paths, values, strict=True))
            tick(0.4 + 0.2 * start / len(pks))

    def named(self, row: ImportRow) -> dict[str, Any]:
        """What the row of the table holds, by column; nothing but `None` for a new row."""
        there = self._facts(row)
        return {column.name: there.get(att) for att, column in self.compared.items()}

    def compare(self, row: ImportRow, named: Facts) -> None:
        """Note what would change; a posted line refuses any change."""
        facts, there = row.facts, self._facts(row)
        if self.table.has_source and named.get("source_id"):
            _keep_first_source(facts, named)
        for att, column in self.compared.items():
            if column.name in facts:
                old, new = there[att], facts[column.name]
                if old != new and not _is_same_text(old, new):
                    row.changes[column.name] = (old, new)
        self.amounts.show_changes(row, named)
        if row.changes and self.table.is_posted:
            names = ", ".join(sorted(row.changes))
            row.changes = {}
            row.refuse("", BadCell(POSTED, columns=names))

    def _facts(self, row: ImportRow) -> Facts:
        return self._rows.get(row.pk, {}) if row.pk is not None else {}


def _compared_columns(table: Table) -> dict[str, Column]:
    """Columns kept in a field of the row, with the field's attribute to compare by."""
    found: dict[str, Column] = {}
    for column in table.columns:
        if column.field and column.kind not in (Kind.KEY, Kind.OWN_ID):
            field = column.model_field(table.model)
            found[getattr(field, "attname", column.field)] = column
    return found


def _keep_first_source(facts: dict[str, Any], named: Facts) -> None:
    """A row known from one system keeps that key when another system names it too."""
    if facts.get("source_system") != named["source_system"]:
        facts.pop("source_system", None)
        facts.pop("source_id", None)


def _is_same_text(old: Any, new: Any) -> bool:
    if not isinstance(old, str) or not isinstance(new, str):
        return False
    return old.replace("\r\n", "\n").replace("\r", "\n").strip() == new.strip()
