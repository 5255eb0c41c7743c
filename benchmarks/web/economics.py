"""The economics of accounts as if results had been worked out: models, rates, a plan, scores.

Results come from chance, not from orders; the plan is solved by the engine, its seconds are told.
"""

from __future__ import annotations

import random
from datetime import timedelta
from time import perf_counter

from counterpart.access.viewer import Viewer
from counterpart.coverage import services
from counterpart.coverage.models import AccountResult, Activity
from counterpart.coverage.options import PlanOptions
from counterpart.coverage.services import portfolio
from counterpart.customers.models import Account

RATES = {Activity.VISIT: 18_000, Activity.ORDER: 4_500, Activity.RETURN: 9_000}


def fill_economics(draw: random.Random, by: Viewer) -> float:
    """Fill an installation that has accounts; gives back the seconds that its plan took."""
    since = by.today - timedelta(days=400)
    services.take_ready_made(since=since, currency="EUR", by=by)
    for activity, minor in RATES.items():
        services.set_rate(
            activity, cost_minor=minor, currency="EUR", unit="each", since=since, by=by
        )
    accounts = list(Account.objects.order_by("pk"))
    AccountResult.objects.bulk_create(
        [_result(account, draw, by) for account in accounts], batch_size=2000
    )
    card = services.take_ready_made_card(by=by)
    judged = list(card.criteria.filter(origin="judged"))
    for account in accounts[:200]:
        ratings = {criterion: draw.randint(0, 10) for criterion in judged}
        services.rate_account(account, ratings, by=by, work_out=False)
    services.work_out_scores(by.today)
    budget = 3_000 * len(accounts)
    options = PlanOptions(budget=budget, leads=max(1, len(accounts) // 12))
    plan = portfolio.draw_up_plan("Next year", options=options, by=by)
    began = perf_counter()
    portfolio.solve_coverage(plan, by=by)
    return perf_counter() - began


def _result(account: Account, draw: random.Random, by: Viewer) -> AccountResult:
    revenue = int(draw.lognormvariate(16, 1.2))
    margin = int(revenue * draw.uniform(0.02, 0.45))
    orders = 4_500 * draw.randint(1, 40)
    cost = orders + draw.randint(80_000, 900_000)
    return AccountResult(
        account=account,
        since=by.today - timedelta(days=365),
        until=by.today,
        currency="EUR",
        revenue_minor=revenue,
        margin_minor=margin,
        cost_to_serve_minor=cost,
        contribution_minor=margin - cost,
        standard_minor=cost - orders,
        by_activity={"order": orders, "hours": cost - orders},
    )
