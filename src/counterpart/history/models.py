"""The append-only record: who changed what, when, from what to what, why."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar, Self, TypeVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from counterpart.access.actions import Action
from counterpart.access.relations import visible_rows
from counterpart.access.viewer import Viewer

_recording: ContextVar[bool] = ContextVar("recording", default=False)


class UnrecordedWrite(RuntimeError):
    """A tracked row was about to change without a line in the history."""


@contextmanager
def recording() -> Iterator[None]:
    """Opened only by `history.services`; inside it tracked rows may be written."""
    token = _recording.set(True)
    try:
        yield
    finally:
        _recording.reset(token)


def _refuse_unrecorded(what: str) -> None:
    if not _recording.get():
        raise UnrecordedWrite(f"{what}: write tracked rows through counterpart.history.services")


class Change(models.Model):
    """One row that came into being, changed or went away. Never edited, never removed."""

    class Kind(models.TextChoices):
        CREATED = "created", _("created")
        CHANGED = "changed", _("changed")
        REMOVED = "removed", _("removed")

    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    by_name = models.CharField(_("who"), max_length=200)
    kind = models.CharField(_("what"), max_length=8, choices=Kind)
    thing = models.CharField(max_length=60)  # the model, for example "customers.contact"
    thing_id = models.BigIntegerField()
    label = models.CharField(max_length=200)
    scope = models.CharField(
        max_length=80
    )  # whose page shows it, for example "customers.account:7"
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    after = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    why = models.CharField(_("why"), max_length=500, blank=True)
    batch = models.CharField(max_length=40, blank=True)  # one import, adoption or undo

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["scope", "-id"], name="change_by_scope"),
            models.Index(fields=["thing", "thing_id", "-id"], name="change_by_thing"),
            models.Index(fields=["by", "-id"], name="change_by_login"),
            models.Index(fields=["batch"], name="change_by_batch"),
            models.Index(fields=["at"], name="change_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.get_kind_display()}"


class Undoing(models.Model):
    """That one batch took another one back."""

    batch = models.CharField(max_length=40, unique=True)
    undone = models.CharField(max_length=40, db_index=True)

    class Meta:
        verbose_name = _("undoing")
        verbose_name_plural = _("undoings")

    def __str__(self) -> str:
        return f"{self.batch} took back {self.undone}"


Row = TypeVar("Row", bound=models.Model)


class SeenQuerySet(models.QuerySet[Row]):
    """Rows that the policy shows to some; for rows that are worked out, and never edited."""

    def visible_to(self, viewer: Viewer, to: Action | None = None) -> Self:
        """Those rows to which the policy lets the viewer do it (by default: see them)."""
        return visible_rows(self, viewer, to)  # type: ignore[return-value]


class TrackedQuerySet(SeenQuerySet[Row]):
    """Reads freely; writes only from inside the history's own services."""

    def update(self, **kwargs: Any) -> int:
        _refuse_unrecorded(f"{self.model.__name__}.update")
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        _refuse_unrecorded(f"{self.model.__name__}.delete")
        return super().delete()

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[Row]:
        _refuse_unrecorded(f"{self.model.__name__}.bulk_create")
        return super().bulk_create(*args, **kwargs)

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        _refuse_unrecorded(f"{self.model.__name__}.bulk_update")
        return super().bulk_update(*args, **kwargs)


class TrackedModel(models.Model):
    """A row whose every change is recorded.

    `see` is the action that lets a viewer see the row. `visible_through` names the foreign key
    to the row where it is decided, when that is another one. `history_secret` maps fields to the
    action that alone lets a viewer see their old and new values. Fields in `history_unrecorded`,
    and files kept in the row, are written without a line in the history: what a running job
    says of itself, what can be worked out again. Those in `history_unspoken` stand in the line,
    so that it can be undone, and are not shown to people.
    """

    see: ClassVar[Action]
    visible_through: ClassVar[str] = ""
    history_secret: ClassVar[dict[str, Action]] = {}
    history_unrecorded: ClassVar[frozenset[str]] = frozenset()
    history_unspoken: ClassVar[frozenset[str]] = frozenset()

    objects = TrackedQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any, **options: Any) -> Self:
        row = super().from_db(db, field_names, values, **options)
        row._loaded = dict(zip(field_names, values, strict=True))
        return row

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        super().refresh_from_db(*args, **kwargs)
        fields = kwargs.get("fields") or (args[1] if len(args) > 1 else None)
        read = set(fields) if fields is not None else None
        self._loaded = getattr(self, "_loaded", {}) | {
            field.attname: self.__dict__[field.attname]
            for field in self._meta.concrete_fields
            if field.attname in self.__dict__
            and (read is None or field.name in read or field.attname in read)
        }

    @property
    def history_scope(self) -> str:
        """Whose page shows this row's changes; by default its own."""
        if self.visible_through:
            owner_id = getattr(self, f"{self.visible_through}_id")
            owner = self._meta.get_field(self.visible_through).related_model
            return f"{owner._meta.label_lower}:{owner_id}"  # type: ignore[union-attr]
        return f"{self._meta.label_lower}:{self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        _refuse_unrecorded(f"{type(self).__name__}.save")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        _refuse_unrecorded(f"{type(self).__name__}.delete")
        return super().delete(*args, **kwargs)
