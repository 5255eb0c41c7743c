"""Background work: one row a job, held by a lease that a heartbeat keeps alive."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from counterpart.access.actions import Action
from counterpart.access.viewer import Viewer
from counterpart.history.models import SeenQuerySet
from counterpart.jobs import aside


class Job(models.Model):
    """A piece of work that somebody asked for.

    A worker claims it for a short lease and renews the lease while it works; when the worker is
    killed the lease runs out and another one takes the job up again. `key` makes it idempotent:
    asking twice for what is already under way gives the same job. A job that is `once` holds its
    key for ever, also after it has ended.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    see: ClassVar[Action] = Action.SEE_JOBS

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=120)
    once = models.BooleanField(default=False)
    title = models.CharField(max_length=200)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=9, choices=State, default=State.QUEUED)
    progress = models.FloatField(default=0)  # 0 to 1
    report = models.JSONField(default=dict)  # what the job says of itself while it runs
    result = models.JSONField(default=dict)
    error = models.TextField(blank=True)  # an English sentence, translated when it is shown
    error_params = models.JSONField(default=dict)
    attempts = models.PositiveSmallIntegerField(default=0)
    attempts_limit = models.PositiveSmallIntegerField(default=3)
    not_before = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    doubted_at = models.DateTimeField(null=True, blank=True)  # when the lease was seen run out
    worker = models.CharField(max_length=80, blank=True)
    cancel_asked_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="jobs"
    )
    asked_by_name = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = SeenQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(state__in=["queued", "running"]), name="one_live_job"
            ),
            models.UniqueConstraint(
                fields=["key"], condition=Q(once=True), name="one_job_for_ever"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "not_before", "id"], name="job_by_state"),
            models.Index(fields=["asked_by", "-id"], name="job_by_login"),
            models.Index(fields=["key", "-id"], name="job_by_key"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def asker(self) -> Viewer:
        """Whoever asked for it, with their rights of now; the product where nobody did."""
        login, name = self.asked_by, self.asked_by_name
        return Viewer.of(login) if login is not None else Viewer.system(name or "Counterpart")

    @property
    def is_live(self) -> bool:
        """Whether it still waits or runs."""
        return self.state in {self.State.QUEUED, self.State.RUNNING}

    @property
    def is_stopping(self) -> bool:
        """Whether it runs on only until it notices that it was asked to stop."""
        return self.is_live and self.cancel_asked_at is not None

    @property
    def state_label(self) -> str:
        """The state as people read it."""
        return gettext("Stopping") if self.is_stopping else self.get_state_display()

    @property
    def tone(self) -> str:
        """How the state is coloured."""
        if self.is_stopping:
            return "warn"
        tones = {self.State.DONE: "good", self.State.FAILED: "bad", self.State.RUNNING: "info"}
        return tones.get(self.State(self.state), "quiet")

    @property
    def can_be_retried(self) -> bool:
        """Whether it ended without a result."""
        return self.state in {self.State.FAILED, self.State.CANCELLED}

    @cached_property
    def heard(self) -> aside.Heard:
        """How far it is by its last word, which a job in a transaction says beside its row."""
        said = aside.heard(self.pk, self.worker) if self.state == self.State.RUNNING else None
        return said or aside.Heard(self.progress, self.report)

    @property
    def progress_percent(self) -> int:
        return round(100 * self.heard.progress)

    @property
    def failure(self) -> str:
        """Why it failed, in the language of whoever is looking."""
        if not self.error:
            return ""
        return gettext(self.error) % self.error_params if self.error_params else gettext(self.error)


class Worker(models.Model):
    """A process that takes up jobs, and when it was last seen alive."""

    name = models.CharField(max_length=80, unique=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
