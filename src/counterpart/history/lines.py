"""From rows to lines of the history: what a row holds, what differs, and how it is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import islice
from typing import Any

from django.db.models import BinaryField, Field, JSONField, Model, prefetch_related_objects
from django.utils import timezone

from counterpart.access.viewer import Viewer
from counterpart.history.models import Change, TrackedModel

Values = dict[str, Any]
Difference = tuple[TrackedModel, Values, Values]  # the row, before, after
CHUNK = 2000


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
    columns = (field.attname for field in row._meta.concrete_fields)
    return {name: row.__dict__[name] for name in columns if name in row.__dict__}


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
    return {name: value for name, value in values.items() if name in kept}


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
    kind: Change.Kind, told: Iterable[Difference], by: Viewer, why: str, batch: str
) -> None:
    """Add a line to the history for each row; a row of which nothing is recorded has none."""
    at = timezone.now()
    told = iter(told)
    while chunk := list(islice(told, CHUNK)):
        fetch_what_labels_need([row for row, _, _ in chunk])
        lines = []
        for row, before, after in chunk:
            before, after = recorded(row, before), recorded(row, after)
            if kind is Change.Kind.CHANGED and not after:
                continue
            lines.append(
                Change(
                    at=at,
                    by=by.login,
                    by_name=by.name[:200],
                    kind=kind,
                    thing=row._meta.label_lower,
                    thing_id=row.pk,
                    label=str(row)[:200],
                    scope=row.history_scope,
                    before=before,
                    after=after,
                    why=why[:500],
                    batch=batch,
                )
            )
        Change.objects.bulk_create(lines)


def fetch_what_labels_need(rows: Sequence[Model]) -> None:
    """Read, in one query each, the related rows that the labels and scopes of these rows name.

    Which ones they are is seen from the first row: those that telling its label reads.
    """
    if len(rows) < 2:
        return
    first = rows[0]
    already = set(first._state.fields_cache)
    str(first), getattr(first, "history_scope", "")
    needed = set(first._state.fields_cache) - already
    if needed:
        prefetch_related_objects(rows[1:], *sorted(needed))
