"""From rows of the database to typed cells, only what the viewer may see."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from counterpart.access.viewer import Viewer
from counterpart.exchange.own_ids import own_id
from counterpart.exchange.tables import TABLES, Column, Kind, Table
from counterpart.exchange.tables.table import Narrowing
from counterpart.exchange.working_hours import intervals_text, week_text
from counterpart.kernel.money import minor_digits

Cell = str | int | Decimal | date | bool | None
CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Style:
    """How words are written: labels in the reader's language, or codes for programs."""

    codes: bool = False


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a column's cell comes from: paths from the row, and how they become one cell."""

    column: Column
    paths: tuple[str, ...]
    cell: Callable[..., Cell]


def visible_columns(
    table: Table, viewer: Viewer
) -> tuple[list[Column], dict[str, set[int] | None]]:
    """The columns of the viewer's export, and whose cells of guarded ones they see (None: all)."""
    columns: list[Column] = []
    seen: dict[str, set[int] | None] = {}
    for column in table.outgoing_columns():
        if column.needs is not None and not viewer.has_role_for(column.needs):
            rows = table.model._default_manager.visible_to(viewer, column.needs)  # type: ignore[attr-defined]
            seen[column.name] = set(rows.values_list("pk", flat=True))
            if not seen[column.name]:
                continue
        columns.append(column)
    return columns, seen


def export_cells(
    table: Table,
    viewer: Viewer,
    *,
    style: Style | None = None,
    narrowed: Narrowing | None = None,
) -> tuple[list[Column], Iterator[list[Cell]]]:
    """The columns, and the rows that the viewer may see, as a stream."""
    columns, seen = visible_columns(table, viewer)
    sources = [_source(table, column, style or Style()) for column in columns]
    rows = table.visible_rows(viewer)
    rows = narrowed(rows) if narrowed else rows
    return columns, _stream(rows.order_by(*table.order), sources, seen)


def heading(column: Column, style: Style) -> str:
    """The name of the column in the file."""
    return column.name if style.codes else str(column.label)


def _stream(
    rows: QuerySet[Any], sources: Sequence[_Source], seen: dict[str, set[int] | None]
) -> Iterator[list[Cell]]:
    paths = ["pk"]
    plan: list[tuple[Callable[..., Cell], list[int], set[int] | None]] = []
    for source in sources:
        places = []
        for path in source.paths:
            if path not in paths:
                paths.append(path)
            places.append(paths.index(path))
        plan.append((source.cell, places, seen.get(source.column.name)))
    for values in rows.values_list(*paths).iterator(chunk_size=CHUNK):
        yield [
            cell(*(values[place] for place in places)) if who is None or values[0] in who else None
            for cell, places, who in plan
        ]


def _source(table: Table, column: Column, style: Style) -> _Source:
    kind = column.kind
    if kind is Kind.OWN_ID:
        return _Source(column, ("pk",), own_id)
    if kind is Kind.KEY:
        return _Source(column, (f"{column.path}_id",), lambda pk: own_id(pk) if pk else None)
    if kind is Kind.REFERENCE:
        return _reference_source(column)
    if kind is Kind.MONEY:
        currency = table.by_name[column.currency]
        return _Source(column, (column.field, currency.field or currency.path), _major)
    path = column.field or column.path
    return _Source(column, (path,), _plain_cell(column, style))


def _reference_source(column: Column) -> _Source:
    words = TABLES[column.to].words
    paths = tuple(f"{column.path}__{word}" for word in words)
    if column.to == "people":
        return _Source(column, paths, lambda email, first, last: email or _joined(first, last))
    return _Source(column, paths, _joined)


def _joined(*words: str | None) -> str | None:
    return " ".join(str(word) for word in words if word) or None


def _major(minor: int | None, currency: str | None) -> Decimal | None:
    return None if minor is None else Decimal(minor).scaleb(-minor_digits(currency or "EUR"))


def _plain_cell(column: Column, style: Style) -> Callable[[Any], Cell]:
    if column.kind is Kind.CHOICE and not style.codes:
        labels = {getattr(value, "value", value): str(label) for value, label in column.choices}
        return lambda value: labels.get(value, value)
    if column.kind is Kind.WEEK:
        return lambda value: week_text(value) if value else None
    if column.kind is Kind.HOURS_OF_DAY:
        return lambda value: intervals_text(value)
    if column.kind is Kind.MOMENT:
        return lambda value: value and value.astimezone(UTC).isoformat(timespec="minutes")
    if column.kind is Kind.LANGUAGES:
        return lambda value: "; ".join(value) if value else None
    return lambda value: None if value == "" else value
