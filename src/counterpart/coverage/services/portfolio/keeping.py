"""A solved plan as rows and figures."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from counterpart.coverage.models import CoveragePlan, PlannedCoverage
from counterpart.coverage.reckoning.exact import decimal_of
from counterpart.coverage.reckoning.team_pays import Earning, break_even_volume
from counterpart.coverage.translate.portfolio import AS_IS, Built, Option, Portfolio

if TYPE_CHECKING:
    from counterpart.coverage.engine import CloseCall, FrontierPoint, PortfolioResult
    from counterpart.coverage.services.portfolio.asking import Asked


def rows_of(
    plan: CoveragePlan, portfolio: Portfolio, built: Built, result: PortfolioResult, asked: Asked
) -> Iterator[PlannedCoverage]:
    """A row for every account."""
    calls = {call.account: call for call in asked.calls}
    noise = asked.robustness
    for at, account in enumerate(portfolio.accounts):
        chosen = built.options[int(result.plan.option_of_account[at])]
        today = portfolio.option(account, account.model, AS_IS)
        call = calls.get(at)
        yield PlannedCoverage(
            plan=plan,
            account_id=account.pk,
            today_id=account.model.pk,
            model_id=chosen.model.pk,
            is_change=chosen.model.pk != account.model.pk,
            effort_percent=chosen.effort,
            hours=_decimal(chosen.model.all_hours * chosen.effort / 100),
            sales_today_minor=account.sales_minor,
            sales_minor=chosen.sales_minor,
            cost_minor=chosen.cost_minor,
            today_minor=today.value_minor,
            value_minor=chosen.value_minor,
            gain_minor=chosen.value_minor - today.value_minor,
            flips_percent=round(100 * float(noise.flips[at]), 2) if noise.worlds else None,
            overrated_percent=_percent(float(noise.overrated[at])),
            functions=account.functions,
            source=account.answer.source if account.answer else "",
            models_compared=_compared(portfolio, built, today, at),
            **_runner_up(built, call),
        )


def _runner_up(built: Built, call: CloseCall | None) -> dict[str, Any]:
    if call is None:
        return {}
    return {
        "runner_up_id": built.options[call.runner_up].model.pk,
        "behind_minor": round(call.behind),
        "at_least_minor": call.at_least,
        "at_most_minor": call.at_most,
    }


def _compared(
    portfolio: Portfolio, built: Built, today: Option, at: int
) -> list[dict[str, int | None]]:
    """Of every model that the account may have, at its usual effort, what it brings and takes."""
    first = built.problem.first.tolist()
    found = []
    for option in built.options[first[at] : first[at + 1]]:
        if option.effort != AS_IS:
            continue
        found.append(
            {
                "model": option.model.pk,
                "sales": option.sales_minor,
                "cost": option.cost_minor,
                "value": option.value_minor,
                "break_even": _break_even(portfolio, option, today),
            }
        )
    return found


def _break_even(portfolio: Portfolio, option: Option, today: Option) -> int | None:
    """Sales a year beyond today's that just pay for the model; None where sales earn nothing."""
    account = option.account
    earned = account.margin_minor - account.documents_minor
    price = Fraction(portfolio.options.price_percent, 100)
    sales = account.sales_minor
    if sales <= 0 or earned + sales * price <= 0:
        return None
    rate = min(Fraction(earned, sales) + price, Fraction(1))
    return break_even_volume(option.cost_minor - today.cost_minor, Earning(rate))


def findings_of(
    rows: Sequence[PlannedCoverage], built: Built, result: PortfolioResult, asked: Asked
) -> dict[str, Any]:
    """What the plan's sheets show beside the accounts."""
    from counterpart.coverage import engine

    used = engine.uses_of_portfolio(built.problem, result.plan).tolist()
    noise = asked.robustness
    regret = float(noise.regret.mean()) if noise.worlds else 0.0
    return {
        "resources": [
            {"name": name, "used": used[at], "there": there, "price": float(result.prices[at])}
            for at, (name, there) in enumerate(built.capacities.items())
        ],
        "models": _movements(rows),
        "frontiers": {
            name: [_point(point) for point in points] for name, points in asked.frontiers.items()
        },
        "noise": {
            "worlds": noise.worlds,
            "flips": round(100 * float(noise.flips.mean()), 3) if noise.worlds else 0.0,
            "regret": round(100 * regret, 4),
            "is_flat": noise.is_flat,
        },
        "stay": sum(1 for row in rows if not row.source),
        "by_source": dict(Counter(row.source for row in rows if row.source)),
    }


def _movements(rows: Sequence[PlannedCoverage]) -> list[dict[str, int]]:
    """Accounts by model: today and planned, with hours and cost of the plan."""
    today = Counter(row.today_id for row in rows)
    planned = Counter(row.model_id for row in rows)
    cost: Counter[int] = Counter()
    gain: Counter[int] = Counter()
    for row in rows:
        cost[row.model_id] += row.cost_minor
        gain[row.model_id] += row.gain_minor
    return [
        {
            "model": pk,
            "today": today[pk],
            "planned": planned[pk],
            "cost": cost[pk],
            "gain": gain[pk],
        }
        for pk in sorted(today | planned)
    ]


def _point(point: FrontierPoint) -> dict[str, Any]:
    return {
        "there": point.capacity,
        "value": point.value,
        "bound": point.bound,
        "price": point.price,
    }


def _percent(share: float) -> float | None:
    return round(100 * share, 2) if math.isfinite(share) else None


def _decimal(hours: Fraction) -> Decimal:
    return round(decimal_of(hours), 2)
