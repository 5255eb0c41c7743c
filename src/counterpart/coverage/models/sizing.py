"""How many people the sales force needs: what the company says for the textbooks' methods."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from counterpart.access.actions import Action
from counterpart.customers.models import Account
from counterpart.directory.models import CURRENCY
from counterpart.history.models import TrackedModel

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PERCENT = [MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))]
POSITIVE = [MinValueValidator(Decimal("0.01"))]


def _percent(label: StrOrPromise) -> models.DecimalField[Decimal, Decimal]:
    return models.DecimalField(label, max_digits=5, decimal_places=2, validators=PERCENT)


def _above_zero(label: StrOrPromise) -> models.DecimalField[Decimal, Decimal]:
    return models.DecimalField(label, max_digits=8, decimal_places=2, validators=POSITIVE)


class SizingSheet(TrackedModel):
    """The inputs of all methods, money of a year in minor units. The company keeps one.

    `elasticity` says by how many per cent sales grow with one per cent more people.
    """

    see = Action.SEE_COVERAGE
    is_current = models.BooleanField(_("counts"), default=True)
    currency = models.CharField(_("currency"), max_length=3, default="EUR", validators=CURRENCY)
    present = models.PositiveIntegerField(
        _("people who sell today"), validators=[MinValueValidator(1)]
    )
    forecast_minor = models.PositiveBigIntegerField(_("sales forecast for a year, cents"))
    per_person_minor = models.PositiveBigIntegerField(
        _("sales of one person a year, cents"), validators=[MinValueValidator(1)]
    )
    turnover_percent = _percent(_("people who leave in a year, %"))
    weeks = _above_zero(_("working weeks a year"))
    hours_per_week = _above_zero(_("hours a week"))
    selling_percent = _percent(_("of it in calls, %"))
    margin_percent = _percent(_("margin, % of sales"))
    cost_per_person_minor = models.PositiveBigIntegerField(
        _("cost of one person a year, cents"), validators=[MinValueValidator(1)]
    )
    commission_percent = _percent(_("commission, % of sales"))
    elasticity = models.DecimalField(
        _("elasticity of sales"),
        max_digits=4,
        decimal_places=3,
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(Decimal("0.95"))],
    )
    kept_second_percent = _percent(_("comes again in the second year, %"))
    kept_third_percent = _percent(_("comes again in the third year, %"))

    class Meta:
        verbose_name = _("sheet of the sales force's size")
        verbose_name_plural = _("sheets of the sales force's size")
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"], condition=Q(is_current=True), name="one_sizing_sheet"
            )
        ]

    def __str__(self) -> str:
        return str(_("Size of the sales force"))


class SizingClass(TrackedModel):
    """Accounts of one tier, called on alike."""

    see = Action.SEE_COVERAGE
    sheet = models.ForeignKey(
        SizingSheet, models.CASCADE, related_name="classes", verbose_name=_("sheet")
    )
    tier = models.CharField(_("tier"), max_length=12, choices=Account.Tier.choices)
    accounts = models.PositiveIntegerField(_("accounts"))
    calls_per_year = models.DecimalField(
        _("calls a year"), max_digits=7, decimal_places=2, validators=[MinValueValidator(0)]
    )
    hours_per_call = models.DecimalField(
        _("hours per call"), max_digits=6, decimal_places=2, validators=[MinValueValidator(0)]
    )

    class Meta:
        verbose_name = _("class of calls")
        verbose_name_plural = _("classes of calls")
        ordering = ["sheet", "pk"]
        constraints = [models.UniqueConstraint(fields=["sheet", "tier"], name="class_once_a_tier")]

    def __str__(self) -> str:
        return str(self.get_tier_display())
