"""What the cells leave open: emptied fields, defaults, and columns a new row lacks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from counterpart.exchange.files.problems import BadCell
from counterpart.exchange.importing.references import References
from counterpart.exchange.importing.rows import ImportRow
from counterpart.exchange.tables import Kind, Table
from counterpart.kernel.errors import mark as _

REQUIRED = _(
    "The column is empty, but a new row needs it. Fill it, choose a column for it, or give a value "
    "for new rows."
)


class Completing:
    """Fills rows of a table up with `defaults`, the values chosen for a whole file."""

    def __init__(
        self, table: Table, references: References, *, system: str, defaults: Mapping[str, Any]
    ) -> None:
        self.table = table
        self.references = references
        self.defaults = defaults
        # What was chosen for the file tells its rows apart as well, the second time too.
        chosen = {name: value for name, value in defaults.items() if _is_plain_key(table, name)}
        self.key_defaults = _key_defaults(table, system) | chosen

    def key(self, row: ImportRow) -> None:
        """Fill up what tells the row apart."""
        for name, value in self.key_defaults.items():
            if row.facts.get(name) in (None, ""):
                row.facts[name] = value

    def cleared(self, row: ImportRow) -> None:
        """Empty the fields whose cells are empty on purpose, where a field may be empty."""
        for name in row.cleared - row.facts.keys():
            column = self.table.by_name[name]
            field = column.model_field(self.table.model)
            is_told_apart = column.kind in (Kind.KEY, Kind.OWN_ID)
            if field is None or column.required or is_told_apart or not column.may_clear:
                continue
            if field.null:
                row.facts[name] = None
            elif field.has_default() or field.empty_strings_allowed:
                row.facts[name] = field.get_default()

    def new(self, row: ImportRow) -> None:
        """Put in the defaults chosen for the file, and say what a new row lacks."""
        for name, value in self.defaults.items():
            if row.facts.get(name) in (None, ""):
                row.facts[name] = self._value(name, value)
        refused = {problem.column for problem in row.problems}
        for name, column in self.table.by_name.items():
            missing = column.required and row.facts.get(name) in (None, "")
            if missing and not {name, f"{name}_id"} & refused:
                row.refuse(name, BadCell(REQUIRED))

    def _value(self, name: str, value: Any) -> Any:
        column = self.table.by_name[name]
        if column.kind is Kind.REFERENCE:
            return self.references.lookup(column.to).by_words(value)
        return value


def _is_plain_key(table: Table, name: str) -> bool:
    return name in table.key and table.by_name[name].kind is not Kind.REFERENCE


def _key_defaults(table: Table, system: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in table.key:
        field = table.by_name[name].model_field(table.model)
        if field is not None and field.has_default():
            found[name] = getattr(field.get_default(), "value", field.get_default())
    if "source_system" in table.key:
        found["source_system"] = system
    return found
