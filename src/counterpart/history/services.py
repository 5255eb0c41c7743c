"""Writing tracked rows: every write leaves its line in the history, in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from counterpart.access.viewer import Viewer
from counterpart.history.models import Change, TrackedModel, recording

Row = TypeVar("Row", bound=TrackedModel)
BATCH_SIZE = 2000


def create(row: Row, *, by: Viewer, why: str = "", batch: str = "") -> Row:
    """Check and insert the row, and record it."""
    row.full_clean(validate_unique=True)
    with transaction.atomic(), recording():
        row.save(force_insert=True)
        _change(row, Change.Kind.CREATED, {}, values_of(row), by, why, batch).save()
    row._loaded = _field_values(row)  # type: ignore[attr-defined]
    return row


def save(row: Row, *, by: Viewer, why: str = "", batch: str = "") -> Row:
    """Check and update a row that was read from the database; record only what differs."""
    before, after = differences(row)
    if not after:
        return row
    row.full_clean()
    with transaction.atomic(), recording():
        row.save(update_fields=list(after))
        _change(row, Change.Kind.CHANGED, before, after, by, why, batch).save()
    row._loaded = _field_values(row)  # type: ignore[attr-defined]
    return row


def remove(row: TrackedModel, *, by: Viewer, why: str = "", batch: str = "") -> None:
    """Delete the row; the history keeps all that it held."""
    with transaction.atomic(), recording():
        _change(row, Change.Kind.REMOVED, values_of(row), {}, by, why, batch).save()
        row.delete()


def create_many(rows: Sequence[Row], *, by: Viewer, why: str = "", batch: str = "") -> list[Row]:
    """Insert many rows that were checked before, and record each."""
    if not rows:
        return []
    with transaction.atomic(), recording():
        made = type(rows[0])._default_manager.bulk_create(rows, batch_size=BATCH_SIZE)
        _record_many(
            ((row, Change.Kind.CREATED, {}, values_of(row)) for row in made), by, why, batch
        )
    return made


def update_many(rows: Sequence[TrackedModel], *, by: Viewer, why: str = "", batch: str = "") -> int:
    """Update many rows that were read from the database; records and counts those that differ."""
    differing = [(row, *differences(row)) for row in rows]
    changed = [(row, before, after) for row, before, after in differing if after]
    if not changed:
        return 0
    fields = sorted({name for _, _, after in changed for name in after})
    with transaction.atomic(), recording():
        model: Any = type(changed[0][0])
        model._default_manager.bulk_update(
            [row for row, _, _ in changed], fields, batch_size=BATCH_SIZE // max(len(fields), 1)
        )
        _record_many(
            ((row, Change.Kind.CHANGED, before, after) for row, before, after in changed),
            by,
            why,
            batch,
        )
    return len(changed)


def remove_many(
    rows: Sequence[TrackedModel], *, by: Viewer, why: str = "", batch: str = ""
) -> None:
    """Delete many rows of one model; the history keeps all that they held."""
    if not rows:
        return
    with transaction.atomic(), recording():
        _record_many(
            ((row, Change.Kind.REMOVED, values_of(row), {}) for row in rows), by, why, batch
        )
        model: Any = type(rows[0])
        model._default_manager.filter(pk__in=[row.pk for row in rows]).delete()


def values_of(row: TrackedModel) -> dict[str, Any]:
    """Every stored field but the key, by column name, leaving out what is empty."""
    return {
        name: value
        for name, value in _field_values(row).items()
        if value not in (None, "", [], {}) and name != row._meta.pk.attname
    }


def differences(row: TrackedModel) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the row held when it was read, and what it holds now, where they differ."""
    loaded: dict[str, Any] = getattr(row, "_loaded", {})
    now = _field_values(row)
    names = [name for name, value in now.items() if name in loaded and loaded[name] != value]
    return {name: loaded[name] for name in names}, {name: now[name] for name in names}


def _field_values(row: TrackedModel) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def _change(
    row: TrackedModel,
    kind: str,
    before: dict[str, Any],
    after: dict[str, Any],
    by: Viewer,
    why: str,
    batch: str,
    at: datetime | None = None,
) -> Change:
    return Change(
        at=at or timezone.now(),
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


def _record_many(
    changes: Iterable[tuple[TrackedModel, str, dict[str, Any], dict[str, Any]]],
    by: Viewer,
    why: str,
    batch: str,
) -> None:
    at = timezone.now()
    lines: list[Change] = []
    for row, kind, before, after in changes:
        lines.append(_change(row, kind, before, after, by, why, batch, at))
        if len(lines) == BATCH_SIZE:
            Change.objects.bulk_create(lines)
            lines = []
    Change.objects.bulk_create(lines)
