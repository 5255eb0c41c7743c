"""Whether teams pay for themselves: what each is held against, and its ledger of months."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counterpart.access.actions import Action
from counterpart.coverage.models.covering import CoverageModel
from counterpart.customers.models import Account
from counterpart.directory.models import CURRENCY
from counterpart.history.models import SeenQuerySet, TrackedModel

LEAST_LIFT = MinValueValidator(Decimal(-99))


class TeamBaseline(TrackedModel):
    """What an account under a team is held against: what its former model would have brought.

    `lift…_percent` is what the team's effort sells beyond the former model's, by the account's
    response. `peers` holds the ids of comparable accounts without a team. What the ledger comes
    to is kept beside it (`earned…`, `paid_on`), so that lists of any size sort by it.
    """

    class Method(models.TextChoices):
        BOTH = "both", _("Peers and response together")
        PEERS = "peers", _("Peers: as comparable accounts without a team have grown")
        RESPONSE = "response", _("Response: today's sales without what the team's effort adds")

    class Lacking(models.TextChoices):
        MONTHS = "months", _("No month is complete yet")
        MARGIN = "margin", _("The cost of some goods is not known")
        EXCHANGE = "exchange", _("A rate of exchange is missing")
        BASELINE = "baseline", _("Not a year of sales before the team, or too few peers")

    see = Action.SEE_CONTRIBUTION
    visible_through = "account"
    history_unrecorded = frozenset(
        {"earned_minor", "earned_least_minor", "earned_most_minor", "paid_on", "lacking"}
    )
    history_unspoken = frozenset({"peers"})

    account = models.ForeignKey(
        Account, models.CASCADE, related_name="team_baselines", verbose_name=_("account")
    )
    former = models.ForeignKey(
        CoverageModel, models.PROTECT, related_name="+", verbose_name=_("former coverage model")
    )
    since = models.DateField(_("team since"))
    until = models.DateField(_("team until (first day no more)"), null=True, blank=True)
    method = models.CharField(
        pgettext_lazy("of a baseline", "how it is found"),
        max_length=8,
        choices=Method,
        default=Method.BOTH,
    )
    lift_low_percent = models.DecimalField(
        _("team sells more by at least, %"),
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[LEAST_LIFT],
    )
    lift_percent = models.DecimalField(
        _("team sells more by, %"),
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[LEAST_LIFT],
    )
    lift_high_percent = models.DecimalField(
        _("team sells more by at most, %"),
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[LEAST_LIFT],
    )
    lift_source = models.CharField(_("where the lift comes from"), max_length=200, blank=True)
    adjustment_percent = models.DecimalField(
        _("sales that would have come anyway, %"),
        max_digits=7,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(Decimal(-100))],
    )
    former_cost_minor = models.PositiveBigIntegerField(
        _("cost to serve without the team, cents a year"), null=True, blank=True
    )  # empty: what the twelve months before the team cost
    peers = models.JSONField(_("comparable accounts"), default=list, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="EUR", validators=CURRENCY)
    earned_minor = models.BigIntegerField(_("earned so far"), default=0)
    earned_least_minor = models.BigIntegerField(_("earned at least"), default=0)
    earned_most_minor = models.BigIntegerField(_("earned at most"), default=0)
    paid_on = models.DateField(_("pays for itself from"), null=True, blank=True)
    lacking = models.CharField(
        _("what is missing"), max_length=8, choices=Lacking, default=Lacking.MONTHS, blank=True
    )

    class Meta:
        verbose_name = _("baseline of a team")
        verbose_name_plural = _("baselines of teams")
        ordering = ["account__name", "-since"]
        constraints = [models.UniqueConstraint(fields=["account", "since"], name="baseline_once")]
        indexes = [models.Index(fields=["earned_minor", "id"], name="baseline_by_earned")]

    def __str__(self) -> str:
        return f"{self.account}, {self.since}"


class TeamMonth(models.Model):
    """One month of a team's ledger: worked out, never edited. Money in minor units."""

    see = Action.SEE_CONTRIBUTION
    visible_through = "baseline"
    baseline = models.ForeignKey(TeamBaseline, models.CASCADE, related_name="months")
    first_day = models.DateField(_("month"))
    revenue_minor = models.BigIntegerField(_("revenue"))
    margin_minor = models.BigIntegerField(_("margin"))
    cost_minor = models.BigIntegerField(_("cost to serve"))
    former_sales_minor = models.BigIntegerField(_("sales expected without the team"))
    low_minor = models.BigIntegerField(_("contribution without the team, at least"))
    expected_minor = models.BigIntegerField(_("contribution without the team"))
    high_minor = models.BigIntegerField(_("contribution without the team, at most"))

    objects = SeenQuerySet.as_manager()

    class Meta:
        verbose_name = _("month of a team's ledger")
        verbose_name_plural = _("months of teams' ledgers")
        ordering = ["baseline", "first_day"]
        constraints = [
            models.UniqueConstraint(fields=["baseline", "first_day"], name="ledger_month_once")
        ]

    def __str__(self) -> str:
        return f"{self.baseline_id}: {self.first_day:%Y-%m}"

    @property
    def actual_minor(self) -> int:
        """What the month contributed."""
        return self.margin_minor - self.cost_minor
