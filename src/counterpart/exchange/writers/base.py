"""How rows of one table are written: by the use-cases of the room that owns it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Model

from counterpart.access.viewer import Viewer
from counterpart.exchange.importing.rows import ImportRow, Plan, Verdict
from counterpart.exchange.tables import Kind, Table
from counterpart.kernel.errors import RowProblem

SLICE = 900


@dataclass(frozen=True, slots=True)
class Writing:
    """Who writes, why, and under which batch of the history."""

    by: Viewer
    why: str
    batch: str


class Writer(Protocol):
    """Checks and writes the rows of one table."""

    def problems(self, plan: Plan) -> Iterable[RowProblem]:
        """What the owning room would refuse; writes nothing."""
        ...

    def write(self, plan: Plan, writing: Writing) -> None:
        """Write the new and the changed rows, inside the caller's transaction."""
        ...


def rows_of(plan: Plan, verdict: Verdict) -> list[ImportRow]:
    """The rows with this verdict, in the order of the file."""
    return [row for row in plan.rows if row.verdict is verdict]


def fields_of(table: Table, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts by attribute of the model; references by key."""
    found: dict[str, Any] = {}
    for column in table.columns:
        if column.field and column.name in facts and column.kind not in (Kind.KEY, Kind.OWN_ID):
            field: Any = column.model_field(table.model)
            found[field.attname] = facts[column.name]
    return found


class Objects:
    """Rows of other tables by key, read once in few statements."""

    def __init__(self, table: Table, rows: Sequence[ImportRow]) -> None:
        self._found: dict[str, dict[int, Any]] = {}
        for column in table.columns:
            if column.kind is Kind.REFERENCE and column.field:
                field: Any = table.model._meta.get_field(column.field)
                keys = {row.facts.get(column.name) for row in rows}
                wanted = sorted(key for key in keys if key is not None and key > 0)
                found: dict[int, Any] = {}
                for start in range(0, len(wanted), SLICE):
                    part = wanted[start : start + SLICE]
                    found |= field.related_model._default_manager.in_bulk(part)
                self._found[column.name] = found

    def get(self, name: str, key: int | None) -> Any:
        """The row that the column refers to."""
        return None if key is None else self._found[name][key]


Facts = Callable[[ImportRow], dict[str, Any]]


def facts_maker(table: Table, objects: Objects) -> Facts:
    """A function from a row to its facts by name of the model's field, references as objects.

    References to rows that are not written yet are left out.
    """
    plain = [
        (column.name, column.field)
        for column in table.columns
        if column.field and column.kind not in (Kind.KEY, Kind.OWN_ID, Kind.REFERENCE)
    ]
    references = [
        (column.name, column.field)
        for column in table.columns
        if column.field and column.kind is Kind.REFERENCE
    ]

    def facts_of(row: ImportRow) -> dict[str, Any]:
        facts = row.facts
        found = {field: facts[name] for name, field in plain if name in facts}
        for name, field in references:
            if name in facts and (facts[name] is None or facts[name] > 0):
                found[field] = objects.get(name, facts[name])
        return found

    return facts_of


def loaded(model: type[Model], rows: Sequence[ImportRow]) -> dict[int, Any]:
    """The rows of the database that are to change, by key."""
    found: dict[int, Any] = {}
    pks = [row.pk for row in rows]
    for start in range(0, len(pks), SLICE):
        found |= model._default_manager.in_bulk(pks[start : start + SLICE])
    return found
