"""An account's needs and problems, the most pressing first."""

from __future__ import annotations

from datetime import date

from django.db.models import BooleanField, Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from counterpart.customers.models import Account, Need

NO_DATE = date(9999, 12, 31)


def needs_of(account: Account, *, today: date, state: str = "", kind: str = "") -> QuerySet[Need]:
    """Open ones first, by review date; `rank`, `due` and the key order them without nulls.

    `state` may also be "overdue": open, with the review date in the past.
    """
    overdue = Q(state=Need.State.OPEN, review_on__lt=today)
    needs = account.needs.select_related("owner", "contact").annotate(
        rank=Case(
            When(state=Need.State.OPEN, then=Value(0)),
            When(state=Need.State.MET, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        ),
        due=Coalesce("review_on", Value(NO_DATE)),
        is_overdue=Case(When(overdue, then=True), default=False, output_field=BooleanField()),
    )
    if state == "overdue":
        needs = needs.filter(overdue)
    elif state:
        needs = needs.filter(state=state)
    return needs.filter(kind=kind) if kind else needs
