"""The history as screens show it, whatever it holds in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import BinaryField, ForeignKey, JSONField, Q, QuerySet

from counterpart.access.actions import Action
from counterpart.access.viewer import Viewer
from counterpart.history.lines import fetch_what_labels_need
from counterpart.history.models import Change, TrackedModel
from counterpart.history.texts import Names, currency_column, label_of, text_of


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a line: what it held and what it holds. Hidden values are not given at all."""

    label: str
    before: str
    after: str
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One line of the history, ready for the page."""

    pk: int
    at: datetime
    by_name: str
    kind: str
    kind_label: str
    thing: str
    label: str
    scope_thing: str
    scope_id: str
    why: str
    batch: str
    fields: tuple[FieldChange, ...]

    @property
    def tone(self) -> str:
        """The colour in which the kind of change is shown."""
        return {Change.Kind.CREATED: "good", Change.Kind.REMOVED: "bad"}.get(
            Change.Kind(self.kind), "info"
        )


def latest_changes(scope: str, viewer: Viewer, limit: int = 8) -> list[ShownChange]:
    """The last changes of one account, person or other thing that has a page.

    `scope` is the row's `history_scope`; whoever calls has made sure that the viewer may see it.
    """
    return shown(list(Change.objects.filter(scope=scope)[:limit]), viewer)


def changes_of(row: TrackedModel) -> QuerySet[Change]:
    """Changes of the row; with those of all that belongs to it where it has a page of its own."""
    own = f"{row._meta.label_lower}:{row.pk}"
    if row.history_scope == own:
        return Change.objects.filter(scope=own)
    return Change.objects.filter(thing=row._meta.label_lower, thing_id=row.pk)


def tracked_models() -> dict[str, type[TrackedModel]]:
    """Every model whose rows are recorded, by its name in the history."""
    return {
        model._meta.label_lower: model
        for model in apps.get_models()
        if issubclass(model, TrackedModel)
    }


def shown(changes: Sequence[Change], viewer: Viewer) -> list[ShownChange]:
    """The lines with names for keys, and without the values that this viewer may not see."""
    models = tracked_models()
    names = _names(changes, models)
    currencies = _currencies(changes, models)
    hidden = hidden_columns(changes, viewer)
    return [
        _shown(change, models.get(change.thing), names, currencies, hidden) for change in changes
    ]


def _shown(
    change: Change,
    model: type[TrackedModel] | None,
    names: Names,
    currencies: dict[tuple[str, int], str],
    hidden: set[tuple[str, int, str]],
) -> ShownChange:
    scope_thing, _colon, scope_id = change.scope.partition(":")
    fields = []
    unspoken = model.history_unspoken if model else frozenset()
    for field in model._meta.concrete_fields if model else ():
        column = field.attname
        if column in unspoken or not (column in change.before or column in change.after):
            continue
        if (change.thing, change.thing_id, column) in hidden:
            fields.append(FieldChange(label_of(field), "", "", is_hidden=True))
            continue
        currency = currencies.get((change.thing, change.thing_id), "")
        before, after = (
            text_of(field, values.get(column), names=names, currency=currency)
            for values in (change.before, change.after)
        )
        fields.append(FieldChange(label_of(field), before, after))
    return ShownChange(
        pk=change.pk,
        at=change.at,
        by_name=change.by_name,
        kind=change.kind,
        kind_label=change.get_kind_display(),
        thing=str(model._meta.verbose_name) if model else change.thing,
        label=change.label,
        scope_thing=scope_thing,
        scope_id=scope_id,
        why=change.why,
        batch=change.batch,
        fields=tuple(fields),
    )


def _names(changes: Iterable[Change], models: dict[str, type[TrackedModel]]) -> Names:
    """What the rows are called that the lines refer to; removed ones by their last label."""
    asked: dict[type[Any], set[Any]] = defaultdict(set)
    for change in changes:
        model = models.get(change.thing)
        for field in model._meta.concrete_fields if model else ():
            if isinstance(field, ForeignKey):
                keys = {change.before.get(field.attname), change.after.get(field.attname)}
                asked[field.related_model] |= keys - {None}
    names: dict[tuple[type[Any], Any], str] = {}
    for related, keys in asked.items():
        rows = list(_named_rows(related, keys)) if keys else []
        fetch_what_labels_need(rows)
        names |= {(related, row.pk): str(row) for row in rows}
    gone = {
        model: {key for key in keys if (model, key) not in names} for model, keys in asked.items()
    }
    return names | _last_labels(gone)


def _named_rows(model: type[Any], keys: set[Any]) -> QuerySet[Any]:
    """The rows without what no name is made of: a proposal keeps megabytes in such columns."""
    heavy = [
        field.attname
        for field in model._meta.concrete_fields
        if isinstance(field, BinaryField | JSONField)
    ]
    return model._default_manager.filter(pk__in=keys).defer(*heavy)


def _last_labels(gone: dict[type[Any], set[Any]]) -> dict[tuple[type[Any], Any], str]:
    wanted = Q()
    for model, keys in gone.items():
        if keys:
            wanted |= Q(thing=model._meta.label_lower, thing_id__in=keys)
    if not wanted:
        return {}
    lines = Change.objects.filter(wanted, kind=Change.Kind.REMOVED).order_by("pk")
    return {
        (apps.get_model(thing), key): label
        for thing, key, label in lines.values_list("thing", "thing_id", "label")
    }


def _currencies(
    changes: Iterable[Change], models: dict[str, type[TrackedModel]]
) -> dict[tuple[str, int], str]:
    """The currency of each row with amounts: from the line itself, else as the row has it now."""
    found: dict[tuple[str, int], str] = {}
    unknown: dict[type[TrackedModel], set[int]] = defaultdict(set)
    for change in changes:
        told = change.before | change.after
        model = models.get(change.thing)
        if model is None or not any(column.endswith("_minor") for column in told):
            continue
        column = currency_column(model._meta.concrete_fields)
        if column in told:
            found[change.thing, change.thing_id] = told[column]
        elif column:
            unknown[model].add(change.thing_id)
    for model, keys in unknown.items():
        column = currency_column(model._meta.concrete_fields)
        rows = model._default_manager.filter(pk__in=keys).values_list("pk", column)
        found |= {(model._meta.label_lower, key): currency for key, currency in rows}
    return found


def hidden_columns(changes: Iterable[Change], viewer: Viewer) -> set[tuple[str, int, str]]:
    """Which columns of which rows this viewer may not read: (thing, its key, column)."""
    models = tracked_models()
    asked: dict[tuple[type[TrackedModel], Action], set[int]] = defaultdict(set)
    columns: dict[tuple[type[TrackedModel], Action], set[str]] = defaultdict(set)
    for change in changes:
        model = models.get(change.thing)
        for column, action in (model.history_secret if model else {}).items():
            if column in change.before or column in change.after:
                asked[model, action].add(change.thing_id)  # type: ignore[index]
                columns[model, action].add(column)  # type: ignore[index]
    hidden: set[tuple[str, int, str]] = set()
    for (model, action), keys in asked.items():
        if viewer.has_role_for(action):
            continue
        allowed = model.objects.visible_to(viewer, action).filter(pk__in=keys)
        for key in keys - set(allowed.values_list("pk", flat=True)):
            hidden |= {(model._meta.label_lower, key, column) for column in columns[model, action]}
    return hidden
