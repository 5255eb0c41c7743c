"""Selling centers at work: who is on which team, who faces whom, since when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from counterpart.access.actions import Action
from counterpart.customers.models import Account, Contact
from counterpart.directory.models import Person
from counterpart.history.dated import Dated, has_days
from counterpart.history.models import TrackedModel


class SellingTeam(Dated):
    """Those of ours who sell to and serve one account together."""

    see = Action.SEE_ACCOUNT
    visible_through = "account"
    account = models.ForeignKey(
        Account, models.CASCADE, related_name="teams", verbose_name=_("account")
    )

    class Meta:
        verbose_name = _("selling team")
        verbose_name_plural = _("selling teams")
        ordering = ["-since"]
        constraints = [
            has_days("team_has_days"),
            models.UniqueConstraint(
                fields=["account"], condition=Q(until__isnull=True), name="one_open_team"
            ),
        ]

    def __str__(self) -> str:
        return str(self.account)


class Member(Dated):
    """Somebody's place on a selling team."""

    class Role(models.TextChoices):
        LEAD = "lead", _("Key account manager")
        COUNTERPART = "counterpart", _("Counterpart")
        EXPERT = "expert", _("Internal consultant")

    class Line(models.TextChoices):
        SOLID = "solid", _("Direct report")
        DOTTED = "dotted", _("Dotted line")

    see = Action.SEE_ACCOUNT
    visible_through = "team"
    team = models.ForeignKey(
        SellingTeam, models.CASCADE, related_name="members", verbose_name=_("selling team")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="memberships", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.COUNTERPART)
    line = models.CharField(_("line"), max_length=6, choices=Line, default=Line.DOTTED)
    hours_per_month = models.DecimalField(
        _("hours a month"), max_digits=6, decimal_places=2, default=0
    )

    class Meta:
        verbose_name = _("team member")
        verbose_name_plural = _("team members")
        ordering = ["-role", "person__last_name"]
        constraints = [
            has_days("member_has_days"),
            models.UniqueConstraint(
                fields=["team", "person", "role"],
                condition=Q(until__isnull=True),
                name="member_once_in_a_role",
            ),
            models.UniqueConstraint(
                fields=["team"],
                condition=Q(until__isnull=True, role="lead"),
                name="one_lead_per_team",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "until"], name="member_by_person"),
            models.Index(fields=["team", "until"], name="member_by_team"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {Member.Role(self.role).label}"

    @property
    def history_scope(self) -> str:
        return f"customers.account:{self.team.account_id}"


class Pairing(Dated):
    """One of ours who faces one of theirs, as primary or as backup counterpart."""

    class Rank(models.TextChoices):
        PRIMARY = "primary", _("Primary")
        BACKUP = "backup", _("Backup")

    see = Action.SEE_ACCOUNT
    visible_through = "account"
    account = models.ForeignKey(
        Account, models.CASCADE, related_name="pairings", verbose_name=_("account")
    )
    contact = models.ForeignKey(
        Contact, models.CASCADE, related_name="pairings", verbose_name=_("contact")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="pairings", verbose_name=_("counterpart")
    )
    rank = models.CharField(_("rank"), max_length=8, choices=Rank, default=Rank.PRIMARY)
    hours_per_month = models.DecimalField(
        _("hours a month"), max_digits=6, decimal_places=2, default=0
    )
    reasons = models.JSONField(_("reasons"), default=dict, blank=True)

    class Meta:
        verbose_name = _("counterpart")
        verbose_name_plural = _("counterparts")
        ordering = ["-rank", "pk"]
        constraints = [
            has_days("pairing_has_days"),
            models.UniqueConstraint(
                fields=["contact", "rank"],
                condition=Q(until__isnull=True),
                name="one_open_counterpart_a_rank",
            ),
        ]
        indexes = [
            models.Index(fields=["account", "until"], name="pairing_by_account"),
            models.Index(fields=["person", "until"], name="pairing_by_person"),
            models.Index(fields=["contact", "until"], name="pairing_by_contact"),
        ]

    def __str__(self) -> str:
        return f"{self.contact} – {self.person}"


class HandOver(TrackedModel):
    """Something to be handed from one of ours to another when a staffing is adopted."""

    see = Action.SEE_HAND_OVER
    visible_through = "account"
    history_unrecorded = frozenset({"batch"})  # every line of the history names it
    account = models.ForeignKey(
        Account, models.CASCADE, related_name="hand_overs", verbose_name=_("account")
    )
    contact = models.ForeignKey(
        Contact,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="hand_overs",
        verbose_name=_("contact"),
    )  # empty: the lead of the account
    giver = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="hands_over",
        verbose_name=_("who gives"),
    )
    taker = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="takes_over",
        verbose_name=_("who takes"),
    )
    due_on = models.DateField(_("due"))
    done_on = models.DateField(_("done"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    batch = models.CharField(_("adoption"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["batch"], name="hand_over_by_batch")]

    def __str__(self) -> str:
        return f"{self.giver or '–'} → {self.taker or '–'}"


class AccountCover(models.Model):
    """How well an account is covered today: worked out from the pairings, never edited.

    Kept beside the account so that a portfolio of any size sorts and filters by an index;
    `teams.cover.refresh_cover` writes it whenever a contact or a pairing changes, and once a
    day for spans that begin or end.
    """

    account = models.OneToOneField(Account, models.CASCADE, primary_key=True, related_name="cover")
    as_of = models.DateField()
    lead = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    contacts = models.PositiveIntegerField(default=0)
    covered = models.PositiveIntegerField(default=0)
    gaps = models.PositiveIntegerField(default=0)
    cover_percent = models.PositiveSmallIntegerField(default=0)  # weighted by influence
    team_size = models.PositiveIntegerField(default=0)
    is_single_threaded = models.BooleanField(default=False)
    overloaded = models.PositiveIntegerField(default=0)  # members beyond their hours

    class Meta:
        verbose_name = _("cover of an account")
        verbose_name_plural = _("covers of accounts")
        indexes = [
            models.Index(fields=["cover_percent", "account"], name="cover_by_percent"),
            models.Index(fields=["-gaps", "account"], name="cover_by_gaps"),
            models.Index(fields=["lead", "account"], name="cover_by_lead"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.cover_percent} %"
