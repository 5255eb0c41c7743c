"""The coverage models beside each other for one account: what each costs and would bring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counterpart.coverage.models import AccountResult, CoverageModel
from counterpart.coverage.queries.models import yearly_costs
from counterpart.coverage.queries.responses import response_page
from counterpart.customers.models import Account


@dataclass(frozen=True)
class Beside:
    """A model for the account; money a year in the account's currency."""

    model: CoverageModel
    cost_minor: int
    sales_minor: int | None
    contribution_minor: int | None
    """None where sales, or the margin, are not known."""
    is_today: bool


def models_beside(account: Account, today: date) -> list[Beside]:
    """Every model that may be chosen, today's marked; the lightest first."""
    page = response_page(account, today=today)
    sales = {each.model.pk: each for each in page.at_models}
    result = AccountResult.objects.filter(account=account).first()
    earned = None
    if result is not None and result.margin_minor is not None and result.revenue_minor > 0:
        earned = (result.margin_minor - result.documents_minor) / result.revenue_minor
    found = []
    for each in yearly_costs(today, account.currency):
        model = each.on_day.model
        at = sales.get(model.pk)
        contribution = None
        if at is not None and earned is not None:
            contribution = round(at.sales_minor * earned) - each.total_minor
        found.append(
            Beside(
                model,
                each.total_minor,
                at.sales_minor if at else None,
                contribution,
                at.is_today if at else False,
            )
        )
    return [each for each in found if each.model.is_offered]
