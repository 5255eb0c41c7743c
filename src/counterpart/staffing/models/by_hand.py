"""What people say: changes of a proposal, locks, and who is not to work together."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from counterpart.access.actions import Action
from counterpart.customers.models import Account, Contact
from counterpart.directory.models import CURRENCY, Person
from counterpart.history.models import TrackedModel
from counterpart.staffing.models.plans import StaffingPlan


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
