"""What a proposal holds: leads, counterparts, loads, and what it comes to for each account."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from counterpart.access.actions import Action
from counterpart.customers.models import Account, Contact
from counterpart.directory.models import Person
from counterpart.history.models import SeenQuerySet
from counterpart.staffing.models.plans import StaffingPlan


class Proposed(models.Model):
    """Something the engine worked out for a proposal.

    The history tells of a solved proposal in one line, and of every change by hand in another
    (`HandChange`); the rows in between follow from both and have no lines of their own.
    """

    see = Action.PLAN_STAFFING
    visible_through = "plan"

    objects = SeenQuerySet.as_manager()

    class Meta:
        abstract = True


class ProposedLead(Proposed):
    """The key account manager a proposal gives an account; none is a vacancy."""

    plan = models.ForeignKey(StaffingPlan, models.CASCADE, related_name="leads")
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    hours_per_month = models.DecimalField(max_digits=6, decimal_places=2, default=0)
    gain_minor = models.BigIntegerField(default=0)
    reasons = models.JSONField(default=dict, blank=True)
    is_by_hand = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("proposed lead")
        verbose_name_plural = _("proposed leads")
        ordering = ["account__name"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "account"], name="proposed_lead_once")
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.person}"


class ProposedPairing(Proposed):
    """The counterpart a proposal gives a contact; a primary with nobody is a gap."""

    plan = models.ForeignKey(StaffingPlan, models.CASCADE, related_name="pairings")
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    backup = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    hours_per_month = models.DecimalField(max_digits=6, decimal_places=2, default=0)
    # Of a planned backup; one named afterwards takes none.
    backup_hours_per_month = models.DecimalField(max_digits=6, decimal_places=2, default=0)
    gain_minor = models.BigIntegerField(default=0)
    reasons = models.JSONField(default=dict, blank=True)  # why this one, or why nobody
    is_by_hand = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("proposed counterpart")
        verbose_name_plural = _("proposed counterparts")
        ordering = ["account__name", "contact__function__position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "contact"], name="proposed_pairing_once")
        ]
        indexes = [models.Index(fields=["plan", "account"], name="proposed_by_account")]

    def __str__(self) -> str:
        return f"{self.contact}: {self.person}"


class ProposedLoad(Proposed):
    """How much of a person a proposal uses; a limit of none is no limit."""

    plan = models.ForeignKey(StaffingPlan, models.CASCADE, related_name="loads")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    hours_per_month = models.DecimalField(_("hours a month"), max_digits=8, decimal_places=2)
    capacity = models.DecimalField(_("hours there are"), max_digits=8, decimal_places=2)
    percent = models.PositiveIntegerField(_("load, per cent"))
    teams = models.PositiveIntegerField(_("teams"))
    most_teams = models.PositiveIntegerField(_("most teams"), null=True, blank=True)
    led = models.PositiveIntegerField(_("accounts led"))
    most_led = models.PositiveIntegerField(_("most accounts led"), null=True, blank=True)
    hour_worth_minor = models.BigIntegerField(_("worth of one more hour a month"), default=0)

    class Meta:
        verbose_name = _("proposed load")
        verbose_name_plural = _("proposed loads")
        ordering = ["-percent", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "person"], name="proposed_load_once")
        ]
        indexes = [models.Index(fields=["plan", "-percent", "id"], name="proposed_by_load")]

    def __str__(self) -> str:
        return f"{self.person}: {self.percent} %"


class AccountSheet(Proposed):
    """One account of a solved proposal as the engine saw it: who could stand where, and for what.

    Kept apart and packed (`staffing.sheet` reads it), so that a change by hand is worked out
    from the one account it touches.
    """

    plan = models.ForeignKey(StaffingPlan, models.CASCADE, related_name="sheets")
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    content = models.BinaryField()

    class Meta:
        verbose_name = _("account sheet")
        verbose_name_plural = _("account sheets")
        constraints = [
            models.UniqueConstraint(fields=["plan", "account"], name="account_sheet_once")
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.account_id}"
