"""Staffing proposals: drawn up by the engine, changed by hand, adopted by people."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from counterpart.access.actions import Action
from counterpart.customers.models import Account, Contact
from counterpart.directory.models import CURRENCY, Person
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

    name = models.CharField(_("name"), max_length=120)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT)
    choices = models.JSONField(default=dict)
    problem = models.BinaryField(null=True, blank=True, editable=False)
    currency = models.CharField(max_length=3, default="EUR", validators=CURRENCY)
    value_minor = models.BigIntegerField(_("value a year"), null=True, blank=True)
    bound_minor = models.BigIntegerField(_("proven bound"), null=True, blank=True)
    today_value_minor = models.BigIntegerField(_("value of today"), null=True, blank=True)
    greedy_value_minor = models.BigIntegerField(null=True, blank=True)
    seconds = models.FloatField(_("seconds"), null=True, blank=True)
    status = models.CharField(max_length=12, blank=True)  # the engine's word: optimal, gap, stopped
    findings = models.JSONField(default=dict, blank=True)  # gaps, load, what binds, prices
    trajectory = models.JSONField(default=list, blank=True)  # [seconds, value, bound] while solving
    job_key = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    adopted_on = models.DateField(_("adopted from"), null=True, blank=True)
    adoption_batch = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = _("staffing proposal")
        verbose_name_plural = _("staffing proposals")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name


class ProposedLead(TrackedModel):
    """The key account manager a proposal gives an account; none is a vacancy."""

    see = Action.PLAN_STAFFING
    visible_through = "plan"
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


class ProposedPairing(TrackedModel):
    """The counterpart a proposal gives a contact; a primary with nobody is a gap."""

    see = Action.PLAN_STAFFING
    visible_through = "plan"
    plan = models.ForeignKey(StaffingPlan, models.CASCADE, related_name="pairings")
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    backup = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    hours_per_month = models.DecimalField(max_digits=6, decimal_places=2, default=0)
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


class Lock(TrackedModel):
    """A decision the engine must respect: this person for this contact (or as lead), or never."""

    class Kind(models.TextChoices):
        MUST = "must", _("Must")
        NEVER = "never", _("Never")

    see = Action.PLAN_STAFFING
    kind = models.CharField(_("kind"), max_length=5, choices=Kind)
    account = models.ForeignKey(Account, models.CASCADE, related_name="locks")
    contact = models.ForeignKey(
        Contact, models.CASCADE, null=True, blank=True, related_name="locks"
    )  # empty: the lead of the account
    person = models.ForeignKey(Person, models.CASCADE, related_name="locks")
    why = models.CharField(_("why"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("lock")
        verbose_name_plural = _("locks")
        ordering = ["account__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "person"],
                condition=Q(contact__isnull=False),
                name="lock_once_per_contact",
            ),
            models.UniqueConstraint(
                fields=["account", "person"],
                condition=Q(contact__isnull=True),
                name="lock_once_per_lead",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.person}"
