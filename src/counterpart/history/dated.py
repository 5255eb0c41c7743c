"""Rows that hold for a span of days, so that "as of any date" always has an answer."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from counterpart.history.models import Row, TrackedModel, TrackedQuerySet


class DatedQuerySet(TrackedQuerySet[Row]):
    """Rows that hold from `since` up to, not including, `until`."""

    def on(self, day: date) -> Self:
        """Those that hold on the day."""
        return self.filter(Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day)))


class Dated(TrackedModel):
    """A row that holds for a span of days, half-open."""

    since = models.DateField(_("from"))
    until = models.DateField(_("until (first day no more)"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()  # type: ignore[misc]  # a manager with more

    class Meta:
        abstract = True

    def holds_on(self, day: date) -> bool:
        """Whether the day lies in the span."""
        return self.since <= day and (self.until is None or day < self.until)


def has_days(name: str) -> models.CheckConstraint:
    """A span never ends before it begins; an empty one was taken back before it began."""
    return models.CheckConstraint(
        condition=Q(until__isnull=True) | Q(until__gte=F("since")),
        name=name,
        violation_error_message=_("The span ends before it begins."),
    )
