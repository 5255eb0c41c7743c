"""How accounts answer effort: what people judge, and how much an account could buy at all."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counterpart.access.actions import Action
from counterpart.customers.models import Account
from counterpart.directory.models import CURRENCY
from counterpart.history.models import TrackedModel

PERCENT = [MinValueValidator(0), MaxValueValidator(1000)]


class ResponseJudgement(TrackedModel):
    """What one person thinks an account would buy at five efforts, today's being 100.

    Without an account it is about all accounts of a segment: of a tier, of a region, or of a tier
    within a region. The newest of a person counts.
    """

    see = Action.SEE_RESPONSE
    visible_through = "account"
    account = models.ForeignKey(
        Account,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="judgements",
        verbose_name=_("account"),
    )
    tier = models.CharField(_("tier"), max_length=12, choices=Account.Tier, blank=True)
    region = models.CharField(_("region"), max_length=80, blank=True)
    judge = models.CharField(pgettext_lazy("who judges", "by"), max_length=150)
    none_percent = models.PositiveSmallIntegerField(
        _("sales with no effort, %"), validators=PERCENT
    )
    half_percent = models.PositiveSmallIntegerField(
        _("sales with half the effort, %"), validators=PERCENT
    )
    more_percent = models.PositiveSmallIntegerField(
        _("sales with one and a half the effort, %"), validators=PERCENT
    )
    saturation_percent = models.PositiveSmallIntegerField(
        _("sales with all effort imaginable, %"), validators=PERCENT
    )
    on = models.DateField(_("date"))
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("judgement of response")
        verbose_name_plural = _("judgements of response")
        ordering = ["account__name", "tier", "region", "judge", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(account__isnull=False, tier="", region="")
                | Q(account__isnull=True) & ~Q(tier="", region=""),
                name="judgement_of_account_or_segment",
                violation_error_message=_(
                    "Judge one account, or all accounts of a tier or a region."
                ),
            ),
            models.CheckConstraint(
                condition=Q(none_percent__lt=100, saturation_percent__gt=100)
                & Q(half_percent__range=(F("none_percent"), 100))
                & Q(more_percent__range=(100, F("saturation_percent"))),
                name="judgement_never_falls",
                violation_error_message=_("More effort never sells less."),
            ),
            models.UniqueConstraint(
                fields=["account", "judge"],
                condition=Q(account__isnull=False),
                name="judgement_of_account_once",
            ),
            models.UniqueConstraint(
                fields=["tier", "region", "judge"],
                condition=Q(account__isnull=True),
                name="judgement_of_segment_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account.name if self.account else self.segment}: {self.judge}"

    @property
    def segment(self) -> str:
        """Which accounts it is about, in words; empty where it is about one."""
        return ", ".join(filter(None, (self.get_tier_display(), self.region)))


class AccountPotential(TrackedModel):
    """What an account could buy of us and all others together, a year."""

    see = Action.SEE_RESPONSE
    visible_through = "account"
    account = models.OneToOneField(
        Account, models.CASCADE, related_name="potential", verbose_name=_("account")
    )
    potential_minor = models.PositiveBigIntegerField(_("potential a year, cents"))
    currency = models.CharField(_("currency"), max_length=3, validators=CURRENCY)
    source = models.CharField(_("source"), max_length=200, blank=True)
    on = models.DateField(_("date"))

    class Meta:
        verbose_name = _("potential of an account")
        verbose_name_plural = _("potentials of accounts")
        ordering = ["account__name"]

    def __str__(self) -> str:
        return f"{self.account}: {self.potential_minor}"
