"""What was asked of a proposal: what if somebody leaves, and what fewer changes are worth."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from counterpart.directory.models import Person
from counterpart.staffing.models.plans import StaffingPlan
from counterpart.staffing.models.proposed import Proposed


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
