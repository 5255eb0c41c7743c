"""Accounts that wait for their first team."""

from __future__ import annotations

from django.db import models
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from counterpart.access.actions import Action
from counterpart.coverage.models import AccountCoverage, CoverageModel
from counterpart.customers.models import Account
from counterpart.history.models import TrackedModel


class OpenedAccount(TrackedModel):
    """An account that is given a team: it waits to be staffed with these hours.

    `hours` are a year's by the id of our function, as text keys: what its coverage model takes at
    the effort that is wanted. They stay after the account is staffed, for later proposals.
    """

    see = Action.PLAN_STAFFING
    account = models.OneToOneField(
        Account, models.CASCADE, related_name="opened", verbose_name=_("account")
    )
    hours = models.JSONField(_("hours a year by function"), default=dict)
    model_name = models.CharField(_("coverage model"), max_length=80)
    source = models.CharField(_("coverage plan"), max_length=120, blank=True)
    since = models.DateField(_("from"))
    staffed_on = models.DateField(_("staffed"), null=True, blank=True)

    class Meta:
        verbose_name = _("account opened for staffing")
        verbose_name_plural = _("accounts opened for staffing")
        ordering = ["since", "account__name"]

    def __str__(self) -> str:
        return f"{self.account}: {self.model_name}"

    @classmethod
    def of_teams(cls) -> QuerySet[OpenedAccount]:
        """Those whose latest coverage is by a team; one changed to less since counts no longer."""
        latest = AccountCoverage.objects.filter(account=OuterRef("account")).order_by("-since")
        kind = Subquery(latest.values("model__kind")[:1])
        return cls.objects.annotate(kind=kind).filter(kind__in=CoverageModel.WITH_TEAM)
