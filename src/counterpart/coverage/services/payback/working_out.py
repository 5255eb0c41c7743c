"""The ledger of each team, month by month, from the orders and what serving has cost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from django.db import transaction

from counterpart.access.viewer import Viewer
from counterpart.coverage.models import TeamBaseline, TeamMonth
from counterpart.coverage.queries.ledger_facts import (
    HALF_A_YEAR,
    LedgerFacts,
    base_month,
    months_of,
    read_facts,
)
from counterpart.coverage.queries.payback import ledger_of
from counterpart.coverage.reckoning import former_sales
from counterpart.coverage.reckoning.exact import half_up
from counterpart.history import services as history
from counterpart.kernel.months import IN_A_YEAR, months_later, months_up_to
from counterpart.kernel.ticking import Tick, silent

Range = former_sales.Range
NEARLY_A_YEAR = 9
"""Months before the team by which the account must have bought, or its year before is none."""


def work_out_ledgers(
    baselines: Sequence[TeamBaseline], *, today: date, by: Viewer, tick: Tick = silent
) -> None:
    """All complete months of each ledger up to today, and what it comes to.

    A ledger that cannot be worked out has no months, and says what is missing.
    """
    facts = read_facts(baselines, today, tick)
    for baseline in baselines:
        months = months_of(baseline, today)
        baseline.lacking = _lacking(baseline, months, facts)
        rows = [] if baseline.lacking else _rows(baseline, months, facts)
        if months and not baseline.lacking and not rows:
            baseline.lacking = TeamBaseline.Lacking.BASELINE
        _keep(baseline, rows, by)


def _lacking(baseline: TeamBaseline, months: Sequence[date], facts: LedgerFacts) -> str:
    own = facts.monthly[baseline.account_id]
    before = [base_month(month, months[0]) for month in months]
    if not months:
        return TeamBaseline.Lacking.MONTHS
    priced = baseline.pk in facts.former and baseline.pk in facts.set_up
    priced = priced and all((baseline.account_id, month) in facts.costs for month in months)
    if not own.is_convertible or not priced:
        return TeamBaseline.Lacking.EXCHANGE
    return TeamBaseline.Lacking.MARGIN if own.unknown & {*months, *before} else ""


def _rows(baseline: TeamBaseline, months: Sequence[date], facts: LedgerFacts) -> list[TeamMonth]:
    own = facts.monthly[baseline.account_id]
    start = months[0]
    year = own.year_before(start)
    sold, earned = own.sold(year), own.earned(year)
    if sold <= 0:
        sold, earned = own.sold(months), own.earned(months)
    rate = Fraction(earned, sold) if sold > 0 else Fraction(0)
    a_year = baseline.former_cost_minor
    former = half_up(Fraction(facts.former[baseline.pk] if a_year is None else a_year, IN_A_YEAR))
    rows = []
    for at, month in enumerate(months):
        sales = _former_sales(baseline, months[: at + 1], facts)
        if sales is None:
            return []
        told = former_sales.contribution(sales, rate, former)
        rows.append(
            TeamMonth(
                baseline=baseline,
                first_day=month,
                revenue_minor=own.revenue.get(month, 0),
                margin_minor=own.margin.get(month, 0),
                cost_minor=facts.costs[baseline.account_id, month]
                + (0 if at else facts.set_up[baseline.pk]),
                former_sales_minor=half_up(sales.expected),
                low_minor=told.low,
                expected_minor=told.expected,
                high_minor=told.high,
            )
        )
    return rows


def _former_sales(
    baseline: TeamBaseline, so_far: Sequence[date], facts: LedgerFacts
) -> Range | None:
    """Expected sales of the last of these months, by the ways that the baseline allows."""
    ways = []
    if baseline.method != TeamBaseline.Method.RESPONSE:
        ways.append(_by_peers(baseline, so_far, facts))
    if baseline.method != TeamBaseline.Method.PEERS:
        ways.append(_by_response(baseline, so_far[-1], facts))
    known = [way for way in ways if way is not None]
    if not known:
        return None
    return known[0] if len(known) == 1 else former_sales.together(*known)


def _by_peers(baseline: TeamBaseline, so_far: Sequence[date], facts: LedgerFacts) -> Range | None:
    """A twelfth of the year before the team, grown as the peers have over the latest half-year.

    A half-year, because many accounts order once a quarter, and not in the same months each year.
    None where the account began to buy so late that there is no year.
    """
    start = so_far[0]
    own = facts.monthly[baseline.account_id]
    year = own.sold(own.year_before(start))
    if year <= 0 or min(own.revenue) > months_later(start, -NEARLY_A_YEAR):
        return None
    latest = months_up_to(so_far[-1], HALF_A_YEAR)
    before = [base_month(month, start) for month in latest]
    peers = [
        (facts.monthly[pk].sold(before), facts.monthly[pk].sold(latest))
        for pk in baseline.peers
        if pk in facts.monthly and facts.lost_peers.get(pk, date.max) > so_far[-1]
    ]
    growth = former_sales.growth_of_peers(peers)
    if growth is None:
        return None
    known = Fraction(baseline.adjustment_percent) / 100
    return former_sales.by_peers(Fraction(year, IN_A_YEAR), growth, known)


def _by_response(baseline: TeamBaseline, month: date, facts: LedgerFacts) -> Range | None:
    lifts = (baseline.lift_low_percent, baseline.lift_percent, baseline.lift_high_percent)
    known = [Fraction(lift) / 100 for lift in lifts if lift is not None]
    if len(known) != len(lifts):
        return None
    now = facts.monthly[baseline.account_id].revenue.get(month, 0)
    return former_sales.by_response(now, *known)


@transaction.atomic
def _keep(baseline: TeamBaseline, rows: Sequence[TeamMonth], by: Viewer) -> None:
    TeamMonth.objects.filter(baseline=baseline).delete()
    TeamMonth.objects.bulk_create(rows)
    ledger = ledger_of(baseline, rows)
    end = ledger.cumulative_range[-1] if rows else (0, 0)
    baseline.earned_minor = ledger.cumulative[-1] if rows else 0
    baseline.earned_least_minor, baseline.earned_most_minor = end
    baseline.paid_on = ledger.break_even
    history.save(baseline, by=by)
