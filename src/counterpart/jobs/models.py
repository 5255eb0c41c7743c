"""Background work: one row a job, held by a lease that a heartbeat keeps alive."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """A piece of work that somebody asked for.

    A worker claims it for a short lease and renews the lease while it works; when the worker is
    killed the lease runs out and another one takes the job up again. `key` makes it idempotent:
    asking twice for what is already under way gives the same job.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=120)
    title = models.CharField(_("what"), max_length=200)
    payload = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.QUEUED)
    progress = models.FloatField(default=0)  # 0 to 1
    report = models.JSONField(default=dict)  # what the job says of itself while it runs
    result = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    attempts_limit = models.PositiveSmallIntegerField(default=3)
    not_before = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(max_length=80, blank=True)
    cancel_asked_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="jobs"
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(state__in=["queued", "running"]), name="one_live_job"
            )
        ]
        indexes = [
            models.Index(fields=["state", "not_before", "id"], name="job_by_state"),
            models.Index(fields=["asked_by", "-id"], name="job_by_login"),
            models.Index(fields=["key", "-id"], name="job_by_key"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_live(self) -> bool:
        """Whether it still waits or runs."""
        return self.state in {self.State.QUEUED, self.State.RUNNING}
