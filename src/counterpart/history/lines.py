"""From rows to lines of the history: what a row holds, what differs, and how it is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import BinaryField, Field, JSONField, Model
from django.utils import timezone

from counterpart.access.viewer import Viewer
from counterpart.history.inserting import insert_lines
from counterpart.history.models import Change, TrackedModel

Values = dict[str, Any]
Difference = tuple[TrackedModel, Values, Values]  # the row, before, after
Told = tuple[str, str]  # a row's label and scope
CHUNK = 2000
COLUMNS = (
    "at",
    "by",
    "by_name",
    "kind",
    "thing",
    "thing_id",
    "label",
    "scope",
    "before",
    "after",
    "why",
    "batch",
)


def values_of(row: TrackedModel) -> Values:
    """Every recorded field but the key, by column name, leaving out what is empty."""
    values = row.__dict__
    return {
        name: value
        for name, empty in _columns_and_empties(type(row))
        if (value := values[name] if name in values else getattr(row, name)) != empty
        or type(value) is not type(empty)
    }


@cache
def _columns_and_empties(model: type[TrackedModel]) -> tuple[tuple[str, Any], ...]:
    return tuple(
        (field.attname, empty_of(field))
        for field in model._meta.concrete_fields
        if not field.primary_key and is_recorded(model, field)
    )


def differences(row: TrackedModel) -> tuple[Values, Values]:
    """What the row held when it was read, and what it holds now, where they differ."""
    now = field_values(row)
    loaded: Values = getattr(row, "_loaded", {})
    unread = [name for name in now if name not in loaded]
    if unread and not row._state.adding:
        stored = type(row)._default_manager.filter(pk=row.pk).values(*unread).first()
        loaded = loaded | (stored or {})
    names = [name for name, value in now.items() if name in loaded and loaded[name] != value]
    return {name: loaded[name] for name in names}, {name: now[name] for name in names}


def field_values(row: TrackedModel) -> Values:
    """What stands in the row's columns, as far as they were read or set."""
    values = row.__dict__
    return {name: values[name] for name in _columns(type(row)) if name in values}


@cache
def _columns(model: type[TrackedModel]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields)


def remember(rows: Iterable[TrackedModel]) -> None:
    """From now on the rows differ only by what is assigned later."""
    for row in rows:
        row._loaded = field_values(row)


def is_recorded(model: TrackedModel | type[TrackedModel], field: Field[Any, Any]) -> bool:
    """Whether the history keeps the field's values."""
    return field.attname not in model.history_unrecorded and not isinstance(field, BinaryField)


def recorded(row: TrackedModel, values: Values) -> Values:
    """The part of the values that the history keeps."""
    kept = _recorded_columns(type(row))
    return (
        values
        if kept >= values.keys()
        else {name: value for name, value in values.items() if name in kept}
    )


@cache
def _recorded_columns(model: type[TrackedModel]) -> frozenset[str]:
    return frozenset(f.attname for f in model._meta.concrete_fields if is_recorded(model, f))


def empty_of(field: Field[Any, Any]) -> Any:
    """What the field holds when a line of the history does not speak of it."""
    if field.null:
        return None
    if isinstance(field, JSONField):
        default = field.get_default()
        return default if default in ({}, []) else None
    return "" if field.empty_strings_allowed else None


def write_lines(
    kind: Change.Kind,
    told: Iterable[Difference],
    by: Viewer,
    why: str,
    batch: str,
    told_as: Mapping[int, Told] | None = None,
) -> None:
    """Add a line to the history for each row; a row of which nothing is recorded has none.

    `told_as` spares working out labels and scopes that were told before.
    """
    at = connection.ops.adapt_datetimefield_value(timezone.now())
    login = by.login.pk if by.login else None
    told = iter(told)
    while chunk := list(islice(told, CHUNK)):
        if told_as is None:
            fetch_what_labels_need([row for row, _, _ in chunk])
        lines = []
        for row, before, after in chunk:
            before, after = recorded(row, before), recorded(row, after)
            if kind is Change.Kind.CHANGED and not after:
                continue
            label, scope = told_as[row.pk] if told_as else (str(row), row.history_scope)
            lines.append(
                (
                    at,
                    login,
                    by.name[:200],
                    kind.value,
                    row._meta.label_lower,
                    row.pk,
                    label[:200],
                    scope,
                    _as_json(before),
                    _as_json(after),
                    why[:500],
                    batch,
                )
            )
        _insert(lines)


_encoder = DjangoJSONEncoder()


def _as_json(values: Values) -> str:
    return _encoder.encode(values) if values else "{}"


def _insert(lines: Sequence[tuple[Any, ...]]) -> None:
    columns: list[Any] = [Change._meta.get_field(name) for name in COLUMNS]
    insert_lines(Change, columns, lines)


def fetch_what_labels_need(rows: Sequence[Model]) -> None:
    """Read, in one query each, the related rows that the labels and scopes of these rows name.

    Which ones they are is seen from the first row: those that telling its label reads.
    """
    if len(rows) < 2:
        return
    first = rows[0]
    already = set(first._state.fields_cache)
    str(first), getattr(first, "history_scope", "")
    for name in sorted(set(first._state.fields_cache) - already):
        _attach(rows[1:], name)


def _attach(rows: Sequence[Model], name: str) -> None:
    """Give the rows what their foreign key names, each row of it read once."""
    field: Any = rows[0]._meta.get_field(name)
    missing = [row for row in rows if name not in row._state.fields_cache]
    keys = {getattr(row, field.attname) for row in missing} - {None}
    found: dict[Any, Model] = {}
    wanted = sorted(keys)
    for start in range(0, len(wanted), CHUNK):
        found |= field.related_model._base_manager.in_bulk(wanted[start : start + CHUNK])
    for row in missing:
        key = getattr(row, field.attname)
        if key is None or key in found:
            row._state.fields_cache[name] = found.get(key)
