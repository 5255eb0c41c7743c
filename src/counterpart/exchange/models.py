"""Files brought in, how files of each kind are to be read, and large files that go out."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from counterpart.access.actions import Action
from counterpart.history.models import TrackedModel

EXPORT_KEPT_DAYS = 7


class Import(models.Model):
    """One file on its way in: dry run first, then all of it or nothing.

    `mapping` is a `ColumnMapping`; `counts` the rows by verdict; `fingerprint` changes when any
    verdict, or any fact to be written, does. What was written stands in the history under `batch`.
    """

    class State(models.TextChoices):
        MAPPING = "mapping", _("Columns to be chosen")
        CHECKING = "checking", _("Dry run")
        CHECKED = "checked", _("Checked")
        APPLYING = "applying", _("Being written")
        APPLIED = "applied", _("Brought in")
        UNDONE = "undone", _("Taken back")
        FAILED = "failed", _("Cannot be read")

    see = Action.IMPORT

    file_name = models.CharField(_("file"), max_length=200)
    stored_as = models.CharField(max_length=100, editable=False)
    size = models.PositiveBigIntegerField(default=0)
    table = models.CharField(_("table"), max_length=40, blank=True)
    source_system = models.CharField(_("Source system"), max_length=40, blank=True)
    sheet = models.CharField(_("sheet"), max_length=100, blank=True)
    encoding = models.CharField(_("encoding"), max_length=20, blank=True)
    delimiter = models.CharField(_("delimiter"), max_length=1, blank=True)
    headings = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.MAPPING)
    counts = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64, blank=True)
    failure = models.JSONField(default=dict)  # row, column, message and params of what stopped it
    job = models.ForeignKey(
        "jobs.Job", models.SET_NULL, null=True, blank=True, related_name="imports"
    )
    batch = models.CharField(max_length=40, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="imports"
    )
    by_name = models.CharField(_("who"), max_length=200)
    created_at = models.DateTimeField(_("when"), auto_now_add=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    applied_at = models.DateTimeField(_("brought in"), null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-id"]
        indexes = [models.Index(fields=["batch"], name="import_by_batch")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return Path(settings.MEDIA_ROOT) / "imports" / self.stored_as

    @property
    def verdicts_path(self) -> Path:
        """Where its verdicts lie."""
        return self.path.with_suffix(".verdicts")

    @property
    def is_busy(self) -> bool:
        """Whether a job has it in hand."""
        return self.state in {self.State.CHECKING, self.State.APPLYING}

    @property
    def changing_rows(self) -> int:
        """How many rows would be, or were, written."""
        return int(self.counts.get("new", 0)) + int(self.counts.get("changed", 0))


class Export(models.Model):
    """A file of many rows that a worker prepares, for whoever asked for it alone.

    `wanted` is a `WantedFile`. `rights` says what they were allowed to see when it was
    written: once that is less, the file is given out no more.
    """

    see = Action.FETCH_EXPORT

    table = models.CharField(_("table"), max_length=40)
    format = models.CharField(_("format"), max_length=4)
    wanted = models.JSONField(default=dict)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    rights = models.JSONField(default=dict, editable=False)
    size = models.PositiveBigIntegerField(default=0)  # bytes
    stored_as = models.CharField(max_length=100, editable=False)
    job = models.ForeignKey(
        "jobs.Job", models.SET_NULL, null=True, blank=True, related_name="exports"
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="exports")
    created_at = models.DateTimeField(_("when"), auto_now_add=True)
    ready_at = models.DateTimeField(_("ready"), null=True, blank=True)

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-id"]
        indexes = [models.Index(fields=["asked_by", "-id"], name="export_by_login")]

    def __str__(self) -> str:
        return f"{self.table}.{self.format}"

    @property
    def path(self) -> Path:
        """Where the file lies; beside the uploaded ones, and not part of a backup."""
        return Path(settings.DATA) / "exports" / self.stored_as

    @property
    def is_ready(self) -> bool:
        """Whether the file can be fetched."""
        return self.ready_at is not None and self.path.exists()

    @property
    def kept_until(self) -> datetime:
        """When the file is removed."""
        return self.created_at + timedelta(days=EXPORT_KEPT_DAYS)


class ImportMapping(TrackedModel):
    """How files of a source with these headings are read; offered again for the next one."""

    see = Action.IMPORT

    table = models.CharField(_("table"), max_length=40)
    source_system = models.CharField(_("Source system"), max_length=40, blank=True)
    heading_key = models.CharField(_("headings"), max_length=32)
    mapping = models.JSONField(_("columns and words"), default=dict)
    used_at = models.DateTimeField(_("last used"))

    class Meta:
        verbose_name = _("saved mapping")
        verbose_name_plural = _("saved mappings")
        ordering = ["-used_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["table", "source_system", "heading_key"], name="mapping_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.table} ({self.source_system})" if self.source_system else self.table
