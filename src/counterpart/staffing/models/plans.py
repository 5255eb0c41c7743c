"""Staffing proposals: drawn up by the engine, changed by hand, adopted by people."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from counterpart.access.actions import Action
from counterpart.directory.models import CURRENCY
from counterpart.history.models import TrackedModel


class StaffingPlan(TrackedModel):
    """A proposal: which lead and which counterparts a set of accounts should have.

    `choices` holds what was asked: account ids, person ids and limits. `problem` is the engine's
    problem file of the moment (compressed JSON), so that the proposal can always be explained
    and checked again. Values are in minor units of `currency` a year.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SOLVING = "solving", _("Solving")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")
        ADOPTED = "adopted", _("Adopted")
        UNDONE = "undone", _("Taken back")

    see = Action.PLAN_STAFFING
    history_unrecorded = frozenset(
        {
            "findings",
            "trajectory",
            "problem",
            "job_key",
            "seconds",
            "status",
            "greedy_value_minor",
            "choices",
        }
    )

    history_unspoken = frozenset({"adoption_batch"})  # leads nobody anywhere

    name = models.CharField(_("name"), max_length=120)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT)
    choices = models.JSONField(_("what was asked"), default=dict)
    problem = models.BinaryField(_("problem file"), null=True, blank=True, editable=False)
    currency = models.CharField(_("currency"), max_length=3, default="EUR", validators=CURRENCY)
    value_minor = models.BigIntegerField(_("value a year"), null=True, blank=True)
    bound_minor = models.BigIntegerField(_("proven bound"), null=True, blank=True)
    today_value_minor = models.BigIntegerField(_("value of today"), null=True, blank=True)
    greedy_value_minor = models.BigIntegerField(
        _("value by the simple rule"), null=True, blank=True
    )
    seconds = models.FloatField(_("seconds"), null=True, blank=True)
    status = models.CharField(
        _("how the solving ended"), max_length=12, blank=True
    )  # the engine's word: optimal, gap, stopped
    covered = models.PositiveIntegerField(_("contacts with a counterpart"), null=True, blank=True)
    gaps = models.PositiveIntegerField(_("contacts without a counterpart"), null=True, blank=True)
    findings = models.JSONField(
        _("findings"), default=dict, blank=True
    )  # parts of the value, what binds, prices
    trajectory = models.JSONField(
        _("course of the solving"), default=list, blank=True
    )  # [seconds, value, bound] while solving
    job_key = models.CharField(_("job"), max_length=80, blank=True)
    created_at = models.DateTimeField(_("when drawn up"), auto_now_add=True)
    adopted_on = models.DateField(_("adopted from"), null=True, blank=True)
    adoption_batch = models.CharField(_("adoption"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("staffing proposal")
        verbose_name_plural = _("staffing proposals")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_solved(self) -> bool:
        """Whether there are teams to be seen."""
        return self.state not in {self.State.SOLVING, self.State.FAILED}
