"""Responses fitted to the history of accounts where hours are logged."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from counterpart.access.actions import Action
from counterpart.customers.models import Account
from counterpart.history.models import SeenQuerySet


class ResponseFit(models.Model):
    """What an account's months of logged hours and sales say: worked out, never edited.

    `curve`, `low` and `high` are Little's four numbers in multiples of today's effort and sales,
    empty where no curve could be fitted. Only a fit with the verdict `FITS` counts.
    """

    class Verdict(models.TextChoices):
        FITS = "fits", _("sales rise with the hours logged")
        CHANCE = "chance", _("sales follow the hours logged no more than they might by chance")
        LITTLE = "little", _("too few months of sales and logged hours, or hours that hardly vary")

    see = Action.SEE_RESPONSE
    visible_through = "account"
    account = models.OneToOneField(
        Account, models.CASCADE, related_name="response_fit", verbose_name=_("account")
    )
    verdict = models.CharField(_("verdict"), max_length=8, choices=Verdict)
    months = models.PositiveSmallIntegerField(_("months"))
    months_a_period = models.PositiveSmallIntegerField(_("months of a period"), default=1)
    curve = models.JSONField(_("curve"), default=list)
    low = models.JSONField(_("flattest likely curve"), default=list)
    high = models.JSONField(_("steepest likely curve"), default=list)
    by_chance_percent = models.FloatField(_("shuffled histories that look as strong, %"), null=True)
    worked_out_at = models.DateTimeField(_("worked out"), auto_now=True)

    objects = SeenQuerySet.as_manager()

    class Meta:
        verbose_name = _("fitted response")
        verbose_name_plural = _("fitted responses")
        ordering = ["account__name"]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.verdict}"

    @property
    def counts(self) -> bool:
        """Whether the history tells enough to go before what is judged of a segment."""
        return self.verdict == self.Verdict.FITS
