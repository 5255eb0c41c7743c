"""Taking back an import or an adoption: every change of one batch, the last one first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple
from uuid import uuid4

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Exists, ForeignKey, Max, Min, OuterRef, QuerySet

from counterpart.access.viewer import Viewer
from counterpart.history.lines import (
    CHUNK,
    Difference,
    empty_of,
    is_recorded,
    remember,
    write_lines,
)
from counterpart.history.models import Change, TrackedModel, Undoing, recording
from counterpart.history.removal import Removal
from counterpart.history.services.writing import remove_with_all, update_many
from counterpart.history.written import tell
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _
from counterpart.kernel.ticking import Tick, silent


class NothingToUndo(Refusal):
    """The history holds no change of this batch."""

    message = _("There is nothing to take back.")


class ChangedSince(Refusal):
    """A row was changed after the batch that was to be undone."""

    message = _(
        "“%(thing)s” was changed since by %(by)s, so that this cannot be taken back as a whole. "
        "Change the rows by hand instead."
    )


class UsedSince(Refusal):
    """Something made later refers to a row that the batch created."""

    message = _(
        "%(kind)s “%(user)s”, made since, belongs to “%(thing)s”, so that this cannot be taken "
        "back as a whole. Remove it first."
    )


class TargetGone(Refusal):
    """A row that is to come back refers to another one that was removed since."""

    message = _(
        "“%(thing)s” refers to a %(kind)s that was removed since, so that this cannot be taken "
        "back as a whole."
    )


class _Line(NamedTuple):
    """What taking back needs to know of a line of the history."""

    pk: int
    kind: str
    thing: str
    thing_id: int
    label: str
    scope: str
    before: dict[str, Any]
    by_name: str


@dataclass(frozen=True, slots=True)
class _Undo:
    by: Viewer
    why: str
    batch: str


def undo_batch(batch: str, by: Viewer, why: str = "", tick: Tick = silent) -> str:
    """Put every row that the batch created, changed or removed back to what it was before.

    Nothing happens unless all of it can: a row changed since by anybody else, a later row that
    needs a created one, or a missing row that a removed one referred to, refuses the whole.
    Answers the batch under which the undoing itself stands in the history. `tick` hears how far
    it is, and may raise to stop.
    """
    with transaction.atomic():
        _refuse_what_changed_since(batch)
        undo = _Undo(by=by, why=why, batch=uuid4().hex)
        total, done = Change.objects.filter(batch=batch).count(), 0
        for run in _runs(batch):
            _revert(run, undo)
            done += len(run)
            tick(done / total)
        Undoing.objects.create(batch=undo.batch, undone=batch)
    return undo.batch


def _refuse_what_changed_since(batch: str) -> None:
    lines = Change.objects.filter(batch=batch) if batch else Change.objects.none()
    taken_back = _taken_back()
    if not lines.exists() or batch in taken_back:
        raise NothingToUndo
    quiet = _quiet_since(lines, taken_back)
    for thing in lines.order_by("thing").values_list("thing", flat=True).distinct():
        model = apps.get_model(thing)
        ids = lines.filter(thing=thing).values("thing_id")
        # Whoever is changing one of these rows now must finish before we look.
        rows = model._default_manager.filter(pk__in=ids).order_by("pk")
        list(rows.select_for_update().values_list("pk"))
    later = Change.objects.filter(
        thing=OuterRef("thing"), thing_id=OuterRef("thing_id"), pk__gt=OuterRef("pk")
    ).exclude(batch__in=[batch, *quiet])
    changed = lines.filter(Exists(later)).order_by("pk").first()
    if changed is not None:
        who = Change.objects.filter(
            thing=changed.thing, thing_id=changed.thing_id, pk__gt=changed.pk
        ).exclude(batch__in=[batch, *quiet])
        raise ChangedSince(thing=changed.label, by=who[0].by_name)


def _taken_back() -> dict[str, str]:
    """Batches that were taken back, with the batch that did it.

    Taking back a taking back gives the first batch its effect again, and so leaves it out.
    """
    undone_by = dict(Undoing.objects.order_by("pk").values_list("undone", "batch"))
    return {batch: by for batch, by in undone_by.items() if by not in undone_by}


def _quiet_since(lines: QuerySet[Change], taken_back: dict[str, str]) -> set[str]:
    """Batches begun after these lines and taken back: with what took them back they are nothing."""
    last = lines.aggregate(pk=Max("pk"))["pk"]
    begun = Change.objects.filter(batch__in=taken_back).order_by()
    later = begun.values("batch").annotate(first=Min("pk")).filter(first__gt=last)
    undone = set(later.values_list("batch", flat=True))
    return undone | {taken_back[batch] for batch in undone}


def _runs(batch: str) -> Iterator[list[_Line]]:
    """The batch's lines from last to first, cut where kind or model changes or a row repeats."""
    for _key, lines in groupby(_lines(batch), key=lambda line: (line.kind, line.thing)):
        run: list[_Line] = []
        seen: set[int] = set()
        for line in lines:
            if line.thing_id in seen or len(run) == CHUNK:
                yield run
                run, seen = [], set()
            run.append(line)
            seen.add(line.thing_id)
        yield run


def _lines(batch: str) -> Iterator[_Line]:
    above: int | None = None
    while True:
        lines = Change.objects.filter(batch=batch).order_by("-pk").values_list(*_Line._fields)
        rows = (lines if above is None else lines.filter(pk__lt=above))[:CHUNK]
        page = [_Line(*row) for row in rows]
        yield from page
        if len(page) < CHUNK:
            return
        above = page[-1].pk


def _revert(run: Sequence[_Line], undo: _Undo) -> None:
    """Undo lines of one kind and model together; one by one where the order matters."""
    undo_kind = {
        Change.Kind.CREATED: _take_away,
        Change.Kind.CHANGED: _put_back_values,
        Change.Kind.REMOVED: _bring_back,
    }[Change.Kind(run[0].kind)]
    if len(run) > 1:
        try:
            with transaction.atomic():
                undo_kind(run, undo)
            return
        except IntegrityError:
            # Two rows that exchanged a unique value can only go back in their order.
            pass
    for line in run:
        undo_kind([line], undo)


def _take_away(run: Sequence[_Line], undo: _Undo) -> None:
    rows = _rows(run, whole=False)
    mine = {(type(row), row.pk) for row in rows.values()}
    told_as = {line.thing_id: (line.label, line.scope) for line in run}

    def refuse_others(removal: Removal) -> None:
        others = [
            row for gone in removal.removed for row in gone if (type(row), row.pk) not in mine
        ]
        others += [row for differing in removal.emptied for row, _before, _after in differing]
        if others:
            raise UsedSince(
                kind=others[0]._meta.verbose_name, user=str(others[0]), thing=run[0].label
            )

    with recording():
        remove_with_all(
            list(rows.values()),
            by=undo.by,
            why=undo.why,
            batch=undo.batch,
            check=refuse_others,
            told_as=told_as,
        )


def _put_back_values(run: Sequence[_Line], undo: _Undo) -> None:
    found = _rows(run)
    rows = [found[line.thing_id] for line in run]
    for line, row in zip(run, rows, strict=True):
        for column, value in _stored(type(row), line.before).items():
            setattr(row, column, value)
    _refuse_missing_references(run, rows, [line.before for line in run])
    update_many(rows, by=undo.by, why=undo.why, batch=undo.batch)


def _bring_back(run: Sequence[_Line], undo: _Undo) -> None:
    model = _model(run[0])
    columns = {f.attname: empty_of(f) for f in model._meta.concrete_fields if is_recorded(model, f)}
    rows = [
        model(**columns | _stored(model, line.before) | {model._meta.pk.attname: line.thing_id})
        for line in run
    ]
    _refuse_missing_references(run, rows, [line.before for line in run])
    with recording():
        for row in rows:
            row.save_base(raw=True, force_insert=True)  # raw: keeps the day it was first made
        told: list[Difference] = [
            (row, {}, line.before) for row, line in zip(rows, run, strict=True)
        ]
        write_lines(Change.Kind.CREATED, told, undo.by, undo.why, undo.batch)
        remember(rows)
        tell(Change.Kind.CREATED, rows)


def _rows(run: Sequence[_Line], *, whole: bool = True) -> dict[int, TrackedModel]:
    model = _model(run[0])
    found = model._default_manager.all() if whole else model._default_manager.only("pk")
    rows: dict[int, TrackedModel] = found.in_bulk([line.thing_id for line in run])
    for line in run:
        if line.thing_id not in rows:
            raise ChangedSince(thing=line.label, by=line.by_name)
    return rows


def _model(line: _Line) -> type[TrackedModel]:
    return apps.get_model(line.thing)


def _stored(model: type[TrackedModel], values: dict[str, Any]) -> dict[str, Any]:
    """Values of a line, which are JSON, as the columns hold them."""
    columns = {field.attname: field for field in model._meta.concrete_fields}
    return {
        name: columns[name].to_python(value) for name, value in values.items() if name in columns
    }


def _refuse_missing_references(
    run: Sequence[_Line], rows: Sequence[TrackedModel], names: Sequence[Iterable[str]]
) -> None:
    """Refuse when a value to be put back points at a row that is neither there nor in the run."""
    model = type(rows[0])
    for column in model._meta.concrete_fields:
        if not isinstance(column, ForeignKey):
            continue
        asked = {
            getattr(row, column.attname): line.label
            for row, line, told in zip(rows, run, names, strict=True)
            if column.attname in told and getattr(row, column.attname) is not None
        }
        target: Any = column.related_model
        found = set(target._default_manager.filter(pk__in=asked).values_list("pk", flat=True))
        if target is model:
            found |= {row.pk for row in rows}
        for key in asked.keys() - found:
            raise TargetGone(thing=asked[key], kind=target._meta.verbose_name)
