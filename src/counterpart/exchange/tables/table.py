"""A table that can be brought in, taken out, or both: one description for every use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Model, QuerySet

from counterpart.access.actions import Action
from counterpart.access.viewer import Viewer
from counterpart.exchange.tables.columns import Column, Kind

Rows = Callable[[Viewer], QuerySet[Any]]
OF_PLANS = frozenset({Action.PLAN_STAFFING, Action.PLAN_COVERAGE})
Narrowing = Callable[[QuerySet[Any]], QuerySet[Any]]


@dataclass(frozen=True)
class Table:
    """Columns of one model's rows, and how a row of a file is recognised among them.

    A row is found by Counterpart's id, by source system and source id, by e-mail, and at last by
    the columns of `key` together; `narrowed_by` tells rows with the same key apart. `words` are
    the paths whose values name a row when another table refers to it. The order of the columns of
    `either_way` says nothing: of two keys the smaller stands first. Rows with the same key that
    differ in the column `decides` contradict each other, and are told so. Rows that agree in the
    column `whole` are brought in all together or not at all.

    To bring rows in, one must be allowed to do what `needs` names: anywhere, or at the account of
    the row.
    """

    name: str
    label: Any
    model: type[Model]
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    narrowed_by: tuple[str, ...] = ()
    words: tuple[str, ...] = ("name",)
    order: tuple[str, ...] = ("pk",)
    help: Any = ""
    importable: bool = True
    is_posted: bool = False  # rows are never changed once they are there
    rows: Rows | None = None
    finds_by_email: bool = False
    either_way: tuple[str, ...] = ()
    decides: str = ""
    whole: str = ""
    needs: Action | None = None

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """The columns by their names."""
        return {column.name: column for column in self.columns}

    @cached_property
    def has_own_id(self) -> bool:
        """Whether exports carry Counterpart's id."""
        return any(column.kind is Kind.OWN_ID for column in self.columns)

    @cached_property
    def has_source(self) -> bool:
        """Whether rows carry the key of another system."""
        return {"source_system", "source_id"} <= self.by_name.keys()

    @cached_property
    def plans(self) -> type[Model] | None:
        """What the rows are parts of, where they are parts of staffing or coverage plans."""
        for field in self.model._meta.concrete_fields:
            if field.name == "plan" and isinstance(field.related_model, type):
                return field.related_model
        return None

    def is_unnamed_to(self, viewer: Viewer) -> bool:
        """Plans are not even named to those who never see one."""
        see: Action = self.model.see  # type: ignore[attr-defined]
        return see in OF_PLANS and not viewer.has_role_for(see)

    def visible_rows(self, viewer: Viewer) -> QuerySet[Any]:
        """What the viewer may see of it."""
        if self.rows is not None:
            return self.rows(viewer)
        manager: Any = self.model._default_manager
        rows: QuerySet[Any] = manager.visible_to(viewer)
        return rows

    def incoming_columns(self, viewer: Viewer) -> tuple[Column, ...]:
        """The columns that this viewer may bring in."""
        return tuple(c for c in self.columns if c.importable and _allowed(c, viewer))

    def outgoing_columns(self) -> tuple[Column, ...]:
        """The columns of an export."""
        return tuple(column for column in self.columns if column.exportable)


def _allowed(column: Column, viewer: Viewer) -> bool:
    return column.needs is None or viewer.has_role_for(column.needs)
