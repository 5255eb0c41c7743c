"""Creating, changing and removing rows, one or many."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from django.db import DatabaseError, transaction
from django.utils.text import capfirst

from counterpart.access.viewer import Viewer
from counterpart.history.inserting import can_insert, insert_rows
from counterpart.history.lines import (
    Difference,
    Told,
    differences,
    remember,
    values_of,
    write_lines,
)
from counterpart.history.models import Change, TrackedModel, recording
from counterpart.history.removal import Removal, UsedAmongThemselves, removal_of
from counterpart.history.written import tell
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _

Row = TypeVar("Row", bound=TrackedModel)
INSERTED_AT_ONCE = 2000
# Larger updates are slower: the database reads the list of new values again for every row.
UPDATED_AT_ONCE = 200


class RemovedMeanwhile(Refusal):
    """The row that was to be changed is no longer there."""

    message = _("%(kind)s “%(thing)s” was removed meanwhile by somebody else. Nothing was changed.")


def create(row: Row, *, by: Viewer, why: str = "", batch: str = "") -> Row:
    """Check and insert the row, and record it."""
    row.full_clean()
    with transaction.atomic(), recording():
        row.save(force_insert=True)
        write_lines(Change.Kind.CREATED, [(row, {}, values_of(row))], by, why, batch)
        remember([row])
        tell(Change.Kind.CREATED, [row])
    return row


def save(row: Row, *, by: Viewer, why: str = "", batch: str = "") -> Row:
    """Check and update a row that was read from the database; record only what differs."""
    if not differences(row)[1]:
        return row
    row.full_clean()
    before, after = differences(row)  # again: checking turns text into dates and numbers
    if not after:
        return row
    with transaction.atomic(), recording():
        _update(row, list(after))
        write_lines(Change.Kind.CHANGED, [(row, before, after)], by, why, batch)
        remember([row])
        tell(Change.Kind.CHANGED, [row], frozenset(after))
    return row


def _update(row: TrackedModel, fields: list[str]) -> None:
    try:
        row.save(update_fields=fields)
    except DatabaseError as fault:
        if "did not affect any rows" in str(fault):  # Django says it in words only
            raise _removed_meanwhile(row) from fault
        raise


def _removed_meanwhile(row: TrackedModel) -> RemovedMeanwhile:
    return RemovedMeanwhile(kind=capfirst(row._meta.verbose_name), thing=row)


def remove(row: TrackedModel, *, by: Viewer, why: str = "", batch: str = "") -> None:
    """Delete the row and all that cannot be without it; the history keeps what they held.

    Raises `StillUsed` when another row refers to it and must not lose it.
    """
    remove_many([row], by=by, why=why, batch=batch)


def create_many(rows: Sequence[Row], *, by: Viewer, why: str = "", batch: str = "") -> list[Row]:
    """Insert many rows that were checked before, and record each."""
    if not rows:
        return []
    with transaction.atomic(), recording():
        if can_insert(rows):
            insert_rows(rows)
        else:
            type(rows[0])._default_manager.bulk_create(rows, batch_size=INSERTED_AT_ONCE)
        write_lines(
            Change.Kind.CREATED, ((row, {}, values_of(row)) for row in rows), by, why, batch
        )
        remember(rows)
        tell(Change.Kind.CREATED, rows)
    return list(rows)


def update_many(rows: Sequence[TrackedModel], *, by: Viewer, why: str = "", batch: str = "") -> int:
    """Update many rows that were read from the database; records and counts those that differ."""
    differing = [(row, *differences(row)) for row in rows]
    changed = [(row, before, after) for row, before, after in differing if after]
    if not changed:
        return 0
    fields = sorted({name for _, _, after in changed for name in after})
    only = [row for row, _, _ in changed]
    with transaction.atomic(), recording():
        _update_all(changed, fields)
        write_lines(Change.Kind.CHANGED, changed, by, why, batch)
        remember(only)
        tell(Change.Kind.CHANGED, only, frozenset(fields))
    return len(changed)


def _update_all(changed: Sequence[Difference], fields: Sequence[str]) -> None:
    """Write what differs: rows that all get the same values at once, the others one by one."""
    model: Any = type(changed[0][0])
    only = [row for row, _, _ in changed]
    first = changed[0][2]
    updated = 0
    if all(after == first for _, _, after in changed):
        for start in range(0, len(only), INSERTED_AT_ONCE):
            keys = [row.pk for row in only[start : start + INSERTED_AT_ONCE]]
            updated += model._default_manager.filter(pk__in=keys).update(**first)
    else:
        updated = model._default_manager.bulk_update(
            only, fields, batch_size=max(UPDATED_AT_ONCE // len(fields), 1)
        )
    if updated < len(only):
        there = model._base_manager.in_bulk([row.pk for row in only])
        raise _removed_meanwhile(next(row for row in only if row.pk not in there))


def remove_many(
    rows: Sequence[TrackedModel], *, by: Viewer, why: str = "", batch: str = ""
) -> None:
    """Delete many rows of one model and all that cannot be without them.

    Rows removed with them, and references that become empty, are recorded too.
    """
    if rows:
        with transaction.atomic(), recording():
            remove_with_all(rows, by=by, why=why, batch=batch)


def remove_with_all(
    rows: Sequence[TrackedModel],
    *,
    by: Viewer,
    why: str,
    batch: str,
    check: Callable[[Removal], None] = lambda removal: None,
    told_as: Mapping[int, Told] | None = None,
) -> None:
    """Delete the rows and all that cannot be without them, if `check` lets the removal pass.

    `told_as` are the labels and scopes that the history already has for all of them, by key.
    """
    try:
        removal = removal_of(rows)
    except UsedAmongThemselves as first:
        steps = (
            [row for row in rows if row.pk in first.users],
            [row for row in rows if row.pk not in first.users],
        )
        for step in steps:
            remove_with_all(step, by=by, why=why, batch=batch, check=check, told_as=told_as)
        return
    found = {row.pk for gone in removal.removed for row in gone if type(row) is type(rows[0])}
    for row in rows:
        if row.pk not in found:
            raise _removed_meanwhile(row)
    check(removal)
    _carry_out(removal, told_as, by=by, why=why, batch=batch)


def _carry_out(
    removal: Removal, told_as: Mapping[int, Told] | None, *, by: Viewer, why: str, batch: str
) -> None:
    for differing in removal.emptied:
        write_lines(Change.Kind.CHANGED, differing, by, why, batch)
    for gone in removal.removed:
        lines: list[Difference] = [(row, values_of(row), {}) for row in gone]
        write_lines(Change.Kind.REMOVED, lines, by, why, batch, told_as)
    deleted = removal.carry_out()
    for gone in removal.removed:
        if gone and deleted.get(gone[0]._meta.label, 0) < len(gone):
            raise _removed_meanwhile(gone[0])
    for differing in removal.emptied:
        fields = frozenset(name for _, _, after in differing for name in after)
        tell(Change.Kind.CHANGED, [row for row, _, _ in differing], fields)
    for gone in removal.removed:
        tell(Change.Kind.REMOVED, gone)
