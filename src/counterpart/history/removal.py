"""What goes away or changes together with a row that is removed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Model, ProtectedError, RestrictedError
from django.db.models.deletion import Collector

from counterpart.history.lines import CHUNK, Difference
from counterpart.history.models import TrackedModel
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _


class StillUsed(Refusal):
    """Another row cannot be without the one that was to be removed."""

    message = _(
        "“%(thing)s” cannot be removed: %(kind)s “%(user)s” still uses it. "
        "Change or remove that first."
    )


class UsedAmongThemselves(Exception):
    """Some of the rows to be removed refer to others of them, and so have to go first."""

    def __init__(self, users: set[Any]) -> None:
        self.users = users  # their keys
        super().__init__()


class _EveryRow(Collector):
    """Django's collector, made to name every row instead of deleting some unseen."""

    def can_fast_delete(self, *args: Any, **kwargs: Any) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class Removal:
    """Rows to be deleted, children first, and references to them that become empty."""

    removed: list[list[TrackedModel]]  # by model
    emptied: list[list[Difference]]  # by model
    collector: Collector

    def carry_out(self) -> dict[str, int]:
        """Delete and empty; call it inside `recording()`. Counts what went, by model."""
        return self.collector.delete()[1]


def removal_of(rows: Sequence[TrackedModel]) -> Removal:
    """All that removing these rows of one model entails.

    Raises `StillUsed` when a row that stays must not lose one of them, and
    `UsedAmongThemselves` when it takes two steps.
    """
    collector = _EveryRow(using="default")
    try:
        collector.collect(rows)
    except (ProtectedError, RestrictedError) as error:
        raise _refused(rows, error) from error
    collector.sort()
    gone = {model: {row.pk for row in instances} for model, instances in collector.data.items()}
    tracked = [model for model in gone if issubclass(model, TrackedModel)]
    removed = [_read(model, gone[model]) for model in _referring_first(tracked)]
    return Removal(removed, _emptied(collector, gone), collector)


def _refused(
    rows: Sequence[TrackedModel], error: ProtectedError | RestrictedError
) -> StillUsed | UsedAmongThemselves:
    users: set[Model] = set(
        getattr(error, "protected_objects", ()) or getattr(error, "restricted_objects", ())
    )
    outsiders = users - set(rows)
    if not outsiders and len(users) < len(rows):
        return UsedAmongThemselves({user.pk for user in users})
    user = min(outsiders or users, key=lambda used: used.pk)
    return StillUsed(thing=str(rows[0]), kind=user._meta.verbose_name, user=str(user))


def _referring_first(models: Sequence[type[TrackedModel]]) -> list[type[TrackedModel]]:
    """The models so ordered that one comes before those its foreign keys point at.

    Undoing goes the other way round, and so finds every row that a returning row refers to.
    """
    ordered: list[type[TrackedModel]] = []
    seen: set[type[TrackedModel]] = set()

    def visit(model: type[TrackedModel]) -> None:
        if model in seen:
            return
        seen.add(model)
        for other in models:
            if any(field.related_model is model for field in other._meta.concrete_fields):
                visit(other)
        ordered.append(model)

    for model in models:
        visit(model)
    return ordered


def _emptied(collector: Collector, gone: dict[type[Model], set[Any]]) -> list[list[Difference]]:
    changes: dict[type[TrackedModel], dict[Any, dict[str, Any]]] = {}
    for (field, value), groups in collector.field_updates.items():
        model = field.model
        if not issubclass(model, TrackedModel):
            continue
        rows = (row for group in cast(list[Iterable[Model]], groups) for row in group)
        pks = {row.pk for row in rows} - gone.get(model, set())
        for pk in pks:
            changes.setdefault(model, {}).setdefault(pk, {})[field.attname] = value
    return [
        [_difference(row, after[row.pk]) for row in _read(model, after)]
        for model, after in changes.items()
    ]


def _difference(row: TrackedModel, after: dict[str, Any]) -> Difference:
    before = {name: getattr(row, name) for name in after}
    for name, value in after.items():
        setattr(row, name, value)
    return row, before, after


def _read(model: type[TrackedModel], pks: Iterable[Any]) -> list[TrackedModel]:
    """The rows whole; the collector reads only their keys."""
    wanted = sorted(pks)
    return [
        row
        for start in range(0, len(wanted), CHUNK)
        for row in model._default_manager.filter(pk__in=wanted[start : start + CHUNK]).order_by(
            "pk"
        )
    ]
