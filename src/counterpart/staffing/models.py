"""Staffing proposals: drawn up by the engine, changed by hand, adopted by people."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from counterpart.access.actions import Action
from counterpart.customers.models import Account, Contact
from counterpart.directory.models import CURRENCY, Person
from counterpart.history.models import SeenQuerySet, TrackedModel


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

    history_unspoken = frozenset({"adoption_batch"})  # leads nobody anywhere

    name = models.CharField(_("name"), max_length=120)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT)
    choices = models.JSONField(_("what was asked"), default=dict)
    problem = models.BinaryField(_("problem file"), null=True, blank=True, editable=False)
    currency = models.CharField(_("currency"), max_length=3, default="EUR", validators=CURRENCY)
    value_minor = models.BigIntegerField(_("value a year"), null=True, blank=True)
    bound_minor = models.BigIntegerField(_("proven bound"), null=True, blank=True)
    today_value_minor = models.BigIntegerField(_("value of today"), null=True, blank=True)
    greedy_value_minor = models.BigIntegerField(
        _("value by the simple rule"), null=True, blank=True
    )
    seconds = models.FloatField(_("seconds"), null=True, blank=True)
    status = models.CharField(
        _("how the solving ended"), max_length=12, blank=True
    )  # the engine's word: optimal, gap, stopped
    covered = models.PositiveIntegerField(_("contacts with a counterpart"), null=True, blank=True)
    gaps = models.PositiveIntegerField(_("contacts without a counterpart"), null=True, blank=True)
    findings = models.JSONField(
        _("findings"), default=dict, blank=True
    )  # parts of the value, what binds, prices
    trajectory = models.JSONField(
        _("course of the solving"), default=list, blank=True
    )  # [seconds, value, bound] while solving
    job_key = models.CharField(_("job"), max_length=80, blank=True)
    created_at = models.DateTimeField(_("when drawn up"), auto_now_add=True)
    adopted_on = models.DateField(_("adopted from"), null=True, blank=True)
    adoption_batch = models.CharField(_("adoption"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("staffing proposal")
        verbose_name_plural = _("staffing proposals")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_solved(self) -> bool:
        """Whether there are teams to be seen."""
        return self.state not in {self.State.SOLVING, self.State.FAILED}


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


class Leaving(Proposed):
    """What happens when one person leaves: the proposal, or what stood when it was solved.

    Money in minor units of the proposal's currency a year. `detail` holds the posts with who
    stands in, or why nobody does, who else could, the stand-ins' hours, and those of everybody who
    remains by function (`services.drilling` writes it). What older proposals lack is empty.
    """

    class Basis(models.TextChoices):
        PROPOSAL = "proposal", _("The proposal")
        TODAY = "today", _("What stands today")

    plan = models.ForeignKey(StaffingPlan, models.CASCADE, related_name="leavings")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    basis = models.CharField(_("of what"), max_length=8, choices=Basis)
    contacts = models.PositiveIntegerField(_("contacts to cover"))
    led = models.PositiveIntegerField(_("accounts to lead"))
    contacts_open = models.PositiveIntegerField(_("contacts that nobody takes"))
    led_open = models.PositiveIntegerField(_("accounts that nobody leads"))
    lost_at_once_minor = models.BigIntegerField(_("lost at once"))
    lost_minor = models.BigIntegerField(_("lost with stand-ins"))
    at_risk_minor = models.BigIntegerField(_("stays at risk"))
    is_proven = models.BooleanField(_("proven the best stand-ins"))
    without_choice = models.PositiveIntegerField(
        _("posts that only the stand-in could take"), null=True, blank=True
    )
    function_percent = models.PositiveIntegerField(
        _("load of the function afterwards, per cent"), null=True, blank=True
    )
    detail = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("leaving thought through")
        verbose_name_plural = _("leavings thought through")
        ordering = ["-lost_minor", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "person", "basis"], name="leaving_once_per_basis"
            )
        ]
        indexes = [
            models.Index(fields=["plan", "basis", "-lost_minor", "id"], name="leaving_by_loss")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.lost_minor}"


class ChangeCurve(Proposed):
    """What the best plan is worth with at most so many changes against today.

    `points` are in the order of the changes allowed; `plans` holds, packed, where each point's
    plan differs from today (`services.curving` reads it), so that a point can be taken.
    """

    plan = models.OneToOneField(StaffingPlan, models.CASCADE, related_name="change_curve")
    points = models.JSONField()  # most_changes (none: no limit), changes, value, bound
    plans = models.BinaryField()
    seconds = models.FloatField()
    drawn_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("curve of value against changes")
        verbose_name_plural = _("curves of value against changes")

    def __str__(self) -> str:
        return f"{self.plan_id}: {len(self.points)}"


class HandChange(TrackedModel):
    """Somebody was put in a place of a proposal by hand: who, for whom, and what it costs."""

    see = Action.PLAN_STAFFING
    visible_through = "plan"
    plan = models.ForeignKey(
        StaffingPlan, models.CASCADE, related_name="hand_changes", verbose_name=_("proposal")
    )
    account = models.ForeignKey(
        Account, models.CASCADE, related_name="+", verbose_name=_("account")
    )
    contact = models.ForeignKey(
        Contact, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("contact")
    )  # empty: the lead of the account
    is_backup = models.BooleanField(_("as backup"), default=False)
    former = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("before")
    )
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("after")
    )
    value_change_minor = models.BigIntegerField(_("change of the value a year"))
    currency = models.CharField(_("currency"), max_length=3, validators=CURRENCY)

    class Meta:
        verbose_name = _("change by hand")
        verbose_name_plural = _("changes by hand")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.contact or self.account}: {self.former or '–'} → {self.person or '–'}"


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


class Conflict(TrackedModel):
    """Two of ours who must not work for the same account."""

    see = Action.PLAN_STAFFING
    person = models.ForeignKey(
        Person, models.CASCADE, related_name="conflicts", verbose_name=_("person")
    )
    other = models.ForeignKey(
        Person, models.CASCADE, related_name="+", verbose_name=_("the other person")
    )
    why = models.CharField(_("why"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        ordering = ["person__last_name", "person__first_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "other"], name="conflict_once"),
            models.CheckConstraint(condition=Q(person__lt=F("other")), name="conflict_between_two"),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.other}"


class Lock(TrackedModel):
    """A decision the engine must respect: this person for this contact (or as lead), or never."""

    class Kind(models.TextChoices):
        MUST = "must", _("Must")
        NEVER = "never", _("Never")

    see = Action.PLAN_STAFFING
    kind = models.CharField(_("kind"), max_length=5, choices=Kind)
    account = models.ForeignKey(
        Account, models.CASCADE, related_name="locks", verbose_name=_("account")
    )
    contact = models.ForeignKey(
        Contact,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="locks",
        verbose_name=_("contact"),
    )  # empty: the lead of the account
    person = models.ForeignKey(
        Person, models.CASCADE, related_name="locks", verbose_name=_("person")
    )
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
