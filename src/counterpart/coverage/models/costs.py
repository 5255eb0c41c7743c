"""What serving accounts costs: rates, usual quantities, what was done, and the year's result."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counterpart.access.actions import Action
from counterpart.coverage.models.covering import CoverageModel
from counterpart.customers.models import Account, Site
from counterpart.directory.models import CURRENCY, Function, Person
from counterpart.history.models import SeenQuerySet, TrackedModel


class Activity(models.TextChoices):
    """What serving an account is made of; values are the engine's words."""

    HOURS = "hours", _("Hours")
    VISIT = "visit", _("Visit")
    TRAVEL = "travel", _("Travel")
    OFFICE = "on-site office", _("Office on site")
    ORDER = "order", pgettext_lazy("activity", "Order")
    RETURN = "return", pgettext_lazy("activity", "Return")
    OVERLAY = "overlay pay", _("Overlay pay")


DOCUMENTS = (Activity.ORDER, Activity.RETURN)
"""What the ledger counts by its documents; nobody logs it."""


class CostRate(TrackedModel):
    """What one unit of an activity costs from a day until the next rate of it."""

    see = Action.SEE_COVERAGE
    activity = models.CharField(_("activity"), max_length=16, choices=Activity)
    function = models.ForeignKey(
        Function,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("function"),
    )  # empty: the same for all
    unit = models.CharField(_("unit"), max_length=20)
    cost_minor = models.PositiveBigIntegerField(_("cost of a unit, cents"))
    currency = models.CharField(_("currency"), max_length=3, default="EUR", validators=CURRENCY)
    since = models.DateField(_("from"))
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("cost rate")
        verbose_name_plural = _("cost rates")
        ordering = ["activity", "function__position", "-since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "function", "since"],
                condition=Q(function__isnull=False),
                name="rate_of_a_function_once",
            ),
            models.UniqueConstraint(
                fields=["activity", "since"],
                condition=Q(function__isnull=True),
                name="rate_of_all_functions_once",
            ),
        ]

    def __str__(self) -> str:
        whose = f", {self.function}" if self.function else ""
        return f"{self.get_activity_display()}{whose}, {self.since}"


class ServiceStandard(TrackedModel):
    """What is taken to be done for an account of a coverage model where nothing is logged."""

    see = Action.SEE_COVERAGE
    visible_through = "model"
    model = models.ForeignKey(
        CoverageModel, models.CASCADE, related_name="standards", verbose_name=_("coverage model")
    )
    activity = models.CharField(_("activity"), max_length=16, choices=Activity)
    function = models.ForeignKey(
        Function,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("function"),
    )  # empty: the same for all
    quantity_per_year = models.DecimalField(
        _("quantity a year"), max_digits=10, decimal_places=2, validators=[MinValueValidator(0)]
    )
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("usual quantity")
        verbose_name_plural = _("usual quantities")
        ordering = ["model__position", "activity", "function__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["model", "activity", "function"],
                condition=Q(function__isnull=False),
                name="standard_of_a_function_once",
            ),
            models.UniqueConstraint(
                fields=["model", "activity"],
                condition=Q(function__isnull=True),
                name="standard_of_all_functions_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model}: {self.get_activity_display()}"


class ServiceEntry(TrackedModel):
    """Something done for an account on a day: counted, or spent as money.

    Orders and returns need no entries where the ledger holds them.
    """

    see = Action.SEE_SERVICE_LOG
    history_secret = {
        "amount_minor": Action.SEE_CONTRIBUTION,
        "currency": Action.SEE_CONTRIBUTION,
    }
    visible_through = "account"
    account = models.ForeignKey(
        Account, models.CASCADE, related_name="service_entries", verbose_name=_("account")
    )
    activity = models.CharField(_("activity"), max_length=16, choices=Activity)
    function = models.ForeignKey(
        Function,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("function"),
    )
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="service_entries",
        verbose_name=_("person"),
    )
    site = models.ForeignKey(
        Site, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("site")
    )
    on = models.DateField(_("date"))
    quantity = models.DecimalField(
        _("quantity"),
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    amount_minor = models.PositiveBigIntegerField(_("money spent, cents"), null=True, blank=True)
    currency = models.CharField(
        _("currency"), max_length=3, default="EUR", blank=True, validators=CURRENCY
    )
    is_joint = models.BooleanField(_("made together with colleagues on purpose"), default=False)
    note = models.CharField(_("note"), max_length=200, blank=True)
    source_system = models.CharField(_("source system"), max_length=40, blank=True)
    source_id = models.CharField(_("source id"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("service entry")
        verbose_name_plural = _("service entries")
        ordering = ["-on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__isnull=False, amount_minor__isnull=True)
                | Q(quantity__isnull=True, amount_minor__isnull=False),
                name="entry_counts_or_costs",
                violation_error_message=_("Give a quantity or an amount of money, not both."),
            ),
            models.UniqueConstraint(
                fields=["source_system", "source_id"],
                condition=~Q(source_id=""),
                name="entry_by_source",
            ),
        ]
        indexes = [models.Index(fields=["account", "-on"], name="entry_by_account")]

    def __str__(self) -> str:
        return f"{self.account}, {self.on}: {self.get_activity_display()}"


class AccountResult(models.Model):
    """What an account brought in and cost over a span of days: worked out, never edited.

    Kept beside the account so that lists of any size sort by it. Money in minor units of
    `currency`; `margin_minor` is None where the cost of some goods is not known, and so is
    `contribution_minor`.
    """

    see = Action.SEE_CONTRIBUTION
    visible_through = "account"
    account = models.OneToOneField(
        Account, models.CASCADE, related_name="result", verbose_name=_("account")
    )
    since = models.DateField(_("from"))
    until = models.DateField(_("until (first day no more)"))
    currency = models.CharField(_("currency"), max_length=3)
    revenue_minor = models.BigIntegerField(_("revenue"))
    margin_minor = models.BigIntegerField(_("margin"), null=True)
    cost_to_serve_minor = models.BigIntegerField(_("cost to serve"))
    contribution_minor = models.BigIntegerField(_("contribution"), null=True)
    standard_minor = models.BigIntegerField(_("cost by usual quantities"), default=0)
    by_activity = models.JSONField(_("cost by activity"), default=dict)
    worked_out_at = models.DateTimeField(_("worked out"), auto_now=True)

    objects = SeenQuerySet.as_manager()

    class Meta:
        verbose_name = _("result of an account")
        verbose_name_plural = _("results of accounts")
        ordering = ["-contribution_minor", "pk"]
        indexes = [
            models.Index(fields=["-contribution_minor", "id"], name="result_by_contribution"),
            models.Index(fields=["-revenue_minor", "id"], name="result_by_revenue"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.contribution_minor}"

    @property
    def documents_minor(self) -> int:
        """What orders and returns cost."""
        return sum(int(self.by_activity.get(activity, 0)) for activity in DOCUMENTS)

    @property
    def percent(self) -> float | None:
        """Contribution in per cent of revenue; None where there is none of either."""
        if self.contribution_minor is None or self.revenue_minor <= 0:
            return None
        return 100 * self.contribution_minor / self.revenue_minor
