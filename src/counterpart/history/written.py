"""Who wants to know when tracked rows were written: rooms above subscribe here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from counterpart.history.models import Change, TrackedModel


@dataclass(frozen=True, slots=True)
class Written:
    """Rows of one model that were just created, changed or removed, in the same transaction.

    `fields` are the columns that changed in at least one of the rows; empty unless `kind` is
    changed. Removed rows keep their `pk`.
    """

    kind: Change.Kind
    model: type[TrackedModel]
    rows: Sequence[TrackedModel]
    fields: frozenset[str] = frozenset()


_callbacks: list[Callable[[Written], None]] = []


def on_write(callback: Callable[[Written], None]) -> None:
    """Call this after every write of tracked rows, inside its transaction."""
    if callback not in _callbacks:
        _callbacks.append(callback)


def tell(
    kind: Change.Kind, rows: Sequence[TrackedModel], fields: frozenset[str] = frozenset()
) -> None:
    """Tell those who subscribed."""
    if rows:
        written = Written(kind, type(rows[0]), rows, fields)
        for callback in _callbacks:
            callback(written)
