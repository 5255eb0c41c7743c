"""How a resource of the API is described: one declaration each, see `tables/`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Field, ForeignKey, Model, QuerySet

from counterpart.access.actions import Action
from counterpart.access.relations import get_allowed, require
from counterpart.access.viewer import Viewer
from counterpart.api.models import Scope
from counterpart.jobs.models import Job

Facts = dict[str, Any]
Allows = Callable[[Facts, Viewer], None]


@dataclass(frozen=True, slots=True)
class Param:
    """A value that a caller may send: its type and, unless it must be sent, its default."""

    type: Any
    default: Any = ...
    about: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """Narrows a list. `lookup` is a path for the ORM, or a function of rows and value."""

    type: Any
    lookup: str | Callable[[QuerySet[Any], Any], QuerySet[Any]]
    about: str = ""


@dataclass(frozen=True, slots=True)
class Create:
    """POST to the list. `allow` refuses those who may not; `call` is the use-case."""

    call: Callable[..., Any]
    allow: Allows
    extra: Mapping[str, Param] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """PATCH of one row, for those who may do `to` with it."""

    call: Callable[..., Any]
    to: Action
    extra: Mapping[str, Param] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Remove:
    """DELETE of one row, for those who may do `to` with it."""

    call: Callable[..., Any]
    to: Action


@dataclass(frozen=True, slots=True)
class Act:
    """POST to one row's `/name`: a use-case with the facts in `body`; answers the row.

    `queue` hands what would take long to a worker, and gives its job, or None to `call` at once.
    """

    name: str
    summary: str
    call: Callable[..., Any]
    to: Action
    body: Mapping[str, Param] = field(default_factory=dict)
    status: int = 200
    queue: Callable[..., Job | None] | None = None


@dataclass(frozen=True, slots=True)
class Resource:
    """Rows of one model at `/api/<room>/<name>`.

    `fields` are given in this order; those in `once` can be sent only when the row is created,
    those in `given` never. `computed` are further values, from a page of rows. A field that the
    model keeps secret is left out for whoever may not see it, and refused from them.
    """

    room: str
    name: str
    model: type[Model]
    fields: tuple[str, ...]
    once: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    filters: Mapping[str, Filter] = field(default_factory=dict)
    rows: Callable[[Viewer], QuerySet[Any]] | None = None
    related: tuple[str, ...] = ()
    create: Create | None = None
    change: Change | None = None
    remove: Remove | None = None
    acts: tuple[Act, ...] = ()
    scope: Scope = Scope.WRITE
    computed: Mapping[str, tuple[Any, Callable[[list[Any]], dict[int, Any]]]] = field(
        default_factory=dict
    )

    @property
    def label(self) -> str:
        return str(self.model._meta.verbose_name)

    def visible(self, viewer: Viewer) -> QuerySet[Any]:
        """What the viewer may see of it."""
        if self.rows is not None:
            return self.rows(viewer)
        rows = self.model._default_manager.visible_to(viewer)  # type: ignore[attr-defined]
        return rows.select_related(*self.related) if self.related else rows

    def secrets(self) -> Mapping[str, Action]:
        """Fields that only some may see."""
        known: Mapping[str, Action] = getattr(self.model, "history_secret", {})
        return {name: action for name, action in known.items() if name in self.fields}

    def column(self, name: str) -> Field[Any, Any]:
        """The model's field of that name."""
        found: Any = self.model._meta.get_field(name)
        return found

    def references(self) -> dict[str, type[Model]]:
        """Fields that point at rows, and whose rows."""
        found = {}
        for name in self.fields:
            if name not in self.computed:
                model_field = self.column(name)
                if isinstance(model_field, ForeignKey):
                    found[name] = model_field.related_model
        return found


def by_role(action: Action) -> Allows:
    """Only those whose role allows it."""
    return lambda facts, viewer: require(action, viewer)


def by_owner(name: str, action: Action) -> Allows:
    """Those who may do this to the row that the new one belongs to."""

    def allow(facts: Facts, viewer: Viewer) -> None:
        owner = facts[name]
        get_allowed(type(owner), owner.pk, viewer=viewer, to=action)

    return allow
