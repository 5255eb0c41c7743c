"""What selling costs: own people or agents, cost of a sale, calls an account can afford."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from counterpart.kernel.faults import Fault, ProblemError

from .exact import Exact, above_zero, at_least_zero, share


@dataclass(frozen=True)
class CostPlan:
    """One way to sell: what it costs whatever is sold, and what it costs of each sale."""

    name: str
    fixed: Exact
    """Money for the span of time that sales are counted over."""
    of_sales: Exact
    """A share of sales, for instance a commission."""

    def cost_at(self, sales: Exact) -> Fraction:
        """What this way costs at these sales."""
        place = f"plan {self.name!r}"
        fixed = at_least_zero(self.fixed, place, "the fixed cost")
        rate = share(self.of_sales, place, "the cost as a share of sales")
        return fixed + rate * at_least_zero(sales, place, "the sales")


def equal_cost_sales(one: CostPlan, other: CostPlan) -> Fraction:
    """Sales at which both ways cost the same: below, the one with less fixed cost is cheaper.

    Sales* = (fixed1 - fixed0) / (rate0 - rate1). Refuses plans of which one is always cheaper.
    """
    if one.name == other.name:
        raise ProblemError([Fault(f"plan {one.name!r}", "both plans have this name; rename one")])
    fixed = one.cost_at(0) - other.cost_at(0)
    rates = other.cost_at(1) - other.cost_at(0) - (one.cost_at(1) - one.cost_at(0))
    if rates == 0 or fixed / rates <= 0:
        cheaper = one if fixed <= 0 and rates >= 0 else other
        message = f"{cheaper.name!r} never costs more, whatever is sold; there is no break-even"
        raise ProblemError([Fault(f"plans {one.name!r} and {other.name!r}", message)])
    return fixed / rates


def cost_per_sale(cost_per_call: Exact, calls_to_close: Exact) -> Fraction:
    """What it costs to close one sale; not rounded."""
    cost = at_least_zero(cost_per_call, "cost per sale", "the cost of a call")
    return cost * above_zero(calls_to_close, "cost per sale", "the number of calls to close")


def calls_affordable(gross_profit: Exact, selling_share: Exact, cost_per_call: Exact) -> int:
    """Whole calls a year that this share of an account's gross profit pays for, rounded down."""
    profit = at_least_zero(gross_profit, "calls affordable", "the gross profit")
    allowed = share(selling_share, "calls affordable", "the share for selling")
    cost = above_zero(cost_per_call, "calls affordable", "the cost of a call")
    return math.floor(profit * allowed / cost)


def least_account_sales(
    cost_per_call: Exact, calls_to_close: Exact, selling_cost_share: Exact
) -> Fraction:
    """Sales an account must bring so that calling on it costs no more than this share of them.

    Divides by the share itself. A form that divides by one less the share is in print too; it
    answers another question: at which sales the calls eat up all that the other costs leave.
    Source: Dalrymple and Cron, "Sales Management"; Cron and DeCarlo, later editions.
    """
    allowed = share(selling_cost_share, "least account sales", "the selling cost")
    return cost_per_sale(cost_per_call, calls_to_close) / above_zero(
        allowed, "least account sales", "the selling cost share"
    )
