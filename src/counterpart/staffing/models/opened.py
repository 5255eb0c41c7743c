"""Accounts that wait for their first team."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from counterpart.access.actions import Action
from counterpart.customers.models import Account
from counterpart.history.models import TrackedModel


class OpenedAccount(TrackedModel):
    """An account that a coverage plan gives a team: it waits to be staffed with these hours.

    `hours` are a year's by the id of our function, as text keys: what its coverage model takes at
    the plan's effort. They stay after the account is staffed, for later proposals.
    """

    see = Action.PLAN_STAFFING
    account = models.OneToOneField(
        Account, models.CASCADE, related_name="opened", verbose_name=_("account")
    )
    hours = models.JSONField(_("hours a year by function"), default=dict)
    model_name = models.CharField(_("coverage model"), max_length=80)
    source = models.CharField(_("coverage plan"), max_length=120)
    since = models.DateField(_("from"))
    staffed_on = models.DateField(_("staffed"), null=True, blank=True)

    class Meta:
        verbose_name = _("account opened for staffing")
        verbose_name_plural = _("accounts opened for staffing")
        ordering = ["since", "account__name"]

    def __str__(self) -> str:
        return f"{self.account}: {self.model_name}"
