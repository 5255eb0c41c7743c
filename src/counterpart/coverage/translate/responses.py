"""How each account's sales answer effort, as the engine counts: from what is known of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from django.db.models import Sum

from counterpart.coverage.models import AccountResult, Activity, ServiceEntry

if TYPE_CHECKING:
    from counterpart.coverage.engine import Curve, SalesResponse

Source = Literal["judged", "fitted", "segment", "prior"]
USUAL_PRIOR = "personal selling"
USUAL_SATURATION = 2.0
"""What all effort imaginable sells where nobody has said, in multiples of today's sales. Ours, no
study's: a choice that rests on it says so."""
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class AccountResponse:
    """An account's curve: effort in hours a year, sales in minor units of its currency."""

    response: SalesResponse
    source: Source
    low: Curve
    high: Curve
    """Between these two the truth is likely to lie."""


def account_responses(
    results: Collection[AccountResult],
    hours: Mapping[int, float],
    *,
    today: date,
    saturation: float = USUAL_SATURATION,
) -> dict[int, AccountResponse]:
    """By account id, of those that sold something within their result's twelve months.

    `hours` are a year's of the coverage that each account has; where hours are logged, these
    count. `saturation` holds where nothing says more.
    """
    from counterpart.coverage import engine

    prior = engine.prior(USUAL_PRIOR)
    curve = prior.saturating(saturation)
    low, high = prior.saturating_range(saturation)
    logged = hours_logged([row.account_id for row in results], today=today)
    found = {}
    for row in results:
        pk = row.account_id
        effort = logged.get(pk) or hours.get(pk, 0.0)
        if row.revenue_minor <= 0 or effort <= 0:
            continue
        answer = engine.SalesResponse(
            str(pk), curve, effort, row.revenue_minor, f"prior: {prior.name}"
        )
        found[pk] = AccountResponse(answer, "prior", low, high)
    return found


def hours_logged(accounts: Collection[int], *, today: date) -> dict[int, float]:
    """Hours logged within the last twelve months, by account id; none where nobody logs."""
    rows = (
        ServiceEntry.objects.filter(
            account__in=list(accounts),
            activity=Activity.HOURS,
            quantity__gt=0,
            on__gte=today - YEAR,
            on__lt=today,
        )
        .order_by()
        .values_list("account")
        .annotate(hours=Sum("quantity"))
    )
    return {account: float(hours) for account, hours in rows}
