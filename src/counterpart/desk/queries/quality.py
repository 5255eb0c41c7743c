"""How well questions are answered: at once, how soon, through how many hands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Avg, Count, Q

from counterpart.access.viewer import Viewer
from counterpart.desk.models import Question

SPAN = timedelta(days=90)


@dataclass(frozen=True)
class Quality:
    """Of the questions answered within the span."""

    answered: int
    at_once: int
    late: int
    passed_on: int
    checked: int
    mean_minutes: float | None
    """Working time to the first answer."""
    open: int
    open_late: int

    @property
    def mean_hours(self) -> float | None:
        """The same in hours."""
        return None if self.mean_minutes is None else self.mean_minutes / 60

    @property
    def at_once_percent(self) -> float | None:
        """The chief number."""
        return 100 * self.at_once / self.answered if self.answered else None


def quality_for(viewer: Viewer, now: datetime, *, account: int | None = None) -> Quality:
    """Of what the viewer may see, in one query."""
    rows = Question.objects.visible_to(viewer)
    if account is not None:
        rows = rows.filter(account=account)
    lately = Q(answered_at__gte=now - SPAN)
    is_open = Q(state=Question.State.OPEN)
    return Quality(
        **rows.aggregate(
            answered=Count("pk", filter=lately),
            at_once=Count("pk", filter=lately & Q(at_once=True)),
            late=Count("pk", filter=lately & Q(is_late=True)),
            passed_on=Count("pk", filter=lately & Q(hands__gt=1)),
            checked=Count("pk", filter=lately & Q(was_checked=True)),
            mean_minutes=Avg("minutes_to_answer", filter=lately),
            open=Count("pk", filter=is_open),
            open_late=Count("pk", filter=is_open & Q(due_at__lte=now)),
        )
    )
