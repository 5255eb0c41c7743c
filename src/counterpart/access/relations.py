"""How people relate to things: rooms say it once, and every list and page asks here.

A room registers, for one of its models and one relation, a function from the viewer to a `Q`.
Models whose rows are seen where their owner is seen name the way to it in `visible_through`; a
relation to the row itself, registered for such a model, lets in further people.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import Http404

from counterpart.access.actions import Action, Relation
from counterpart.access.policy import POLICY
from counterpart.access.viewer import Viewer

Thing = TypeVar("Thing", bound=Model)
RelationQ = Callable[[Viewer], Q]

_REGISTRY: dict[str, dict[Relation, RelationQ]] = {}


def register(model: type[Model], relation: Relation, as_q: RelationQ) -> None:
    """Say which rows of the model stand in this relation to the viewer."""
    _REGISTRY.setdefault(model._meta.label_lower, {})[relation] = as_q


def visible_rows(
    rows: QuerySet[Thing], viewer: Viewer, to: Action | None = None
) -> QuerySet[Thing]:
    """Those of the rows to which the policy lets the viewer do it (by default: see them)."""
    model: Any = rows.model
    action = to or model.see
    if viewer.has_role_for(action):
        return rows
    wanted = Q(pk__in=[])
    path = getattr(model, "visible_through", "")
    if path:
        owner = model._meta.get_field(path).related_model
        allowed = visible_rows(owner._default_manager.all(), viewer, action)
        wanted = Q(**{f"{path}__in": allowed.order_by().values("pk")})
    known = _REGISTRY.get(model._meta.label_lower, {})
    for relation in sorted(POLICY[action] & known.keys()):
        wanted |= known[Relation(relation)](viewer)
    return rows.filter(wanted)


def get_allowed(
    model: type[Thing] | QuerySet[Thing], pk: object, *, viewer: Viewer, to: Action | None = None
) -> Thing:
    """The one object, if the viewer may do this to it; otherwise "not found"."""
    rows = model if isinstance(model, QuerySet) else model._default_manager.all()
    try:
        return visible_rows(rows, viewer, to).get(pk=pk)
    except (ObjectDoesNotExist, ValueError, TypeError) as missing:
        raise Http404 from missing


def require(action: Action, viewer: Viewer) -> None:
    """Refuse, as "not found", what the viewer's roles do not allow anywhere."""
    if not viewer.has_role_for(action):
        raise Http404


def may(viewer: Viewer, action: Action, thing: Model | None = None) -> bool:
    """Whether to offer it on the screen; asks the same table as `get_allowed`."""
    if thing is None or viewer.has_role_for(action):
        return viewer.has_role_for(action)
    rows = type(thing)._default_manager.filter(pk=thing.pk)
    return visible_rows(rows, viewer, action).exists()


def allowed_actions(viewer: Viewer, actions: Collection[Action], thing: Model) -> set[Action]:
    """Those of the actions that the viewer may do to the thing; at most one query."""
    by_role = {action for action in actions if viewer.has_role_for(action)}
    rows = type(thing)._default_manager.all()
    others = {
        action.value: Exists(visible_rows(rows.filter(pk=OuterRef("pk")), viewer, action))
        for action in actions
        if action not in by_role
    }
    if not others:
        return by_role
    found = rows.filter(pk=thing.pk).annotate(**others).values(*others).first() or {}
    return by_role | {Action(name) for name, is_allowed in found.items() if is_allowed}
