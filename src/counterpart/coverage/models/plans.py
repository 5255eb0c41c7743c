"""Coverage plans: which model each account should have, solved by the engine, adopted by people."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from counterpart.access.actions import Action
from counterpart.coverage.models.covering import CoverageModel
from counterpart.customers.models import Account
from counterpart.directory.models import CURRENCY
from counterpart.history.models import SeenQuerySet, TrackedModel


class CoveragePlan(TrackedModel):
    """Which coverage model, at which effort, each account should have from a day on.

    `choices` holds what was asked (`coverage.options`), `problem` the engine's problem file of the
    moment (compressed JSON), so that the plan can always be explained and checked again. Values
    are contributions a year in minor units of `currency`.
    """

    class State(models.TextChoices):
        SOLVING = "solving", _("Solving")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")
        ADOPTED = "adopted", _("Adopted")
        UNDONE = "undone", _("Taken back")

    see = Action.PLAN_COVERAGE
    history_unrecorded = frozenset({"findings", "problem", "job_key", "seconds", "status", "as_of"})
    history_unspoken = frozenset({"adoption_batch"})  # leads nobody anywhere

    name = models.CharField(_("name"), max_length=120)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.SOLVING)
    choices = models.JSONField(_("what was asked"), default=dict)
    problem = models.BinaryField(_("problem file"), null=True, blank=True, editable=False)
    currency = models.CharField(_("currency"), max_length=3, default="EUR", validators=CURRENCY)
    value_minor = models.BigIntegerField(_("contribution a year"), null=True, blank=True)
    bound_minor = models.BigIntegerField(_("proven bound"), null=True, blank=True)
    today_minor = models.BigIntegerField(_("contribution of today's models"), null=True, blank=True)
    cost_minor = models.BigIntegerField(_("cost of coverage a year"), null=True, blank=True)
    changes = models.PositiveIntegerField(_("accounts that change"), null=True, blank=True)
    seconds = models.FloatField(_("seconds"), null=True, blank=True)
    as_of = models.DateTimeField(_("facts as of"), null=True, blank=True)  # when they were read
    status = models.CharField(
        _("how the solving ended"), max_length=12, blank=True
    )  # the engine's word: optimal, gap, stopped
    findings = models.JSONField(
        _("findings"), default=dict, blank=True
    )  # what is scarce and its price, frontiers, closest calls, noise, who is left out
    job_key = models.CharField(_("job"), max_length=80, blank=True)
    created_at = models.DateTimeField(_("when drawn up"), auto_now_add=True)
    adopted_on = models.DateField(_("adopted from"), null=True, blank=True)
    adoption_batch = models.CharField(_("adoption"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("coverage plan")
        verbose_name_plural = _("coverage plans")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_solved(self) -> bool:
        """Whether it holds accounts and figures."""
        waiting = {self.State.SOLVING, self.State.FAILED}
        return self.value_minor is not None and self.state not in waiting

    @property
    def gain_minor(self) -> int | None:
        """A year's contribution beyond today's models."""
        if self.value_minor is None or self.today_minor is None:
            return None
        return self.value_minor - self.today_minor

    @property
    def gap_percent(self) -> float | None:
        """How far the plan is from its bound at most; 0 when it is proven to be the best."""
        if self.value_minor is None or self.bound_minor is None:
            return None
        return 100 * (self.bound_minor - self.value_minor) / max(1, abs(self.bound_minor))

    @property
    def is_proven(self) -> bool:
        """Whether no plan is better."""
        return self.value_minor is not None and self.value_minor == self.bound_minor


class PlannedCoverage(models.Model):
    """The model and effort that a plan gives one account, beside today's and the runner-up.

    The engine worked it out: the history tells of a solved plan in one line. Money is a year's.
    """

    see = Action.PLAN_COVERAGE
    visible_through = "plan"
    plan = models.ForeignKey(CoveragePlan, models.CASCADE, related_name="rows")
    account = models.ForeignKey(
        Account, models.CASCADE, related_name="+", verbose_name=_("account")
    )
    today = models.ForeignKey(
        CoverageModel, models.CASCADE, related_name="+", verbose_name=_("today's model")
    )
    model = models.ForeignKey(
        CoverageModel, models.CASCADE, related_name="+", verbose_name=_("planned model")
    )
    is_change = models.BooleanField(_("changes"), default=False)
    effort_percent = models.PositiveSmallIntegerField(_("effort, %"), default=100)
    hours = models.DecimalField(_("hours a year"), max_digits=9, decimal_places=2)
    sales_today_minor = models.BigIntegerField(_("sales today"))
    sales_minor = models.BigIntegerField(_("expected sales"))
    cost_minor = models.BigIntegerField(_("cost of coverage"))
    today_minor = models.BigIntegerField(_("contribution under today's model"))
    value_minor = models.BigIntegerField(_("expected contribution"))
    gain_minor = models.BigIntegerField(_("gain"))
    runner_up = models.ForeignKey(
        CoverageModel,
        models.CASCADE,
        null=True,
        related_name="+",
        verbose_name=_("runner-up"),
    )
    behind_minor = models.BigIntegerField(_("how far behind"), null=True)
    at_least_minor = models.BigIntegerField(_("another model costs at least"), null=True)
    at_most_minor = models.BigIntegerField(_("another model costs at most"), null=True)
    flips_percent = models.FloatField(_("flips"), null=True)
    overrated_percent = models.FloatField(_("may be overrated by"), null=True)
    functions = models.PositiveSmallIntegerField(_("functions truly involved"), default=0)
    source = models.CharField(_("where the response comes from"), max_length=12)
    models_compared = models.JSONField(
        _("models compared"), default=list
    )  # of each model at its usual effort: code, sales, cost, contribution, break-even volume

    objects = SeenQuerySet.as_manager()

    class Meta:
        verbose_name = _("planned coverage of an account")
        verbose_name_plural = _("planned coverage of accounts")
        ordering = ["-gain_minor", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "account"], name="planned_coverage_once")
        ]
        indexes = [
            models.Index(fields=["plan", "-gain_minor", "id"], name="planned_by_gain"),
            models.Index(fields=["plan", "behind_minor", "id"], name="planned_by_behind"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.model_id}"
