"""Sizes of a force.

1. The people needed never fall when accounts, calls or hours rise.
2. Scaling all hours scales the work.
3. Exact whole numbers are never rounded up, however the shares are written.
4. return of three years = ratio x (1 + kept) - 1.
5. At the break-even both plans cost the same; on either side the cheaper one changes.
6. Best shares and size are the best among all others tried.
7. What makes no sense is refused, saying where.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from counterpart.coverage.engine import (
    CallClass,
    CostPlan,
    Territory,
    Units,
    WorkingYear,
    best_size,
    break_even_sales,
    breakdown,
    calls_affordable,
    equal_cost_sales,
    expected_gains,
    incremental,
    return_of_one_more,
    workload,
    workload_by_calls,
)
from counterpart.coverage.reckoning.exact import exact, half_up
from counterpart.kernel.faults import ProblemError

often = settings(max_examples=150, deadline=None, derandomize=True)
YEAR = WorkingYear(weeks=45, hours_per_week=40, selling_share="0.4")
amounts = st.integers(0, 10**7)
shares = st.decimals(0, 1, places=3)
classes = st.builds(
    CallClass,
    name=st.just("A"),
    accounts=st.integers(0, 500),
    calls_per_year=st.integers(0, 100),
    hours_per_call=st.fractions(0, 8, max_denominator=60),
)


@often
@given(
    classes,
    st.sampled_from(["accounts", "calls_per_year", "hours_per_call"]),
    st.integers(1, 50),
)
def test_1_people_never_fall_when_the_work_grows(each, field, more):
    grown = replace(each, **{field: getattr(each, field) + more})

    before, after = workload([each], YEAR), workload([grown], YEAR)

    assert before.headcount.people <= after.headcount.people


@often
@given(classes, st.fractions(0, 20, max_denominator=12))
def test_2_scaling_all_hours_scales_the_work(each, factor):
    scaled = replace(each, hours_per_call=each.hours_per_call * factor)

    expected = workload([each], YEAR).hours_per_year * factor
    assert workload([scaled], YEAR).hours_per_year == expected


@often
@given(st.integers(1, 200), st.integers(1, 60), st.integers(1, 20))
def test_3_an_exact_number_of_people_stays(people, tenths, hours):
    share = Decimal(tenths) / 60 if 60 % tenths else Fraction(tenths, 60)
    year = WorkingYear(weeks=1, hours_per_week=hours, selling_share=Fraction(tenths, 60))
    work = people * Fraction(tenths, 60) * hours

    assert workload([CallClass("A", 1, 1, work)], year).headcount.people == people
    assert breakdown(people * exact(share), share).people == people


def test_3_a_float_is_read_as_it_is_written():
    assert exact(0.1) + exact(0.2) == exact("0.3")
    assert breakdown(0.3, 0.1).people == 3
    assert [half_up(Fraction(n, 2)) for n in (-3, -1, 0, 1, 2, 3)] == [-2, -1, 0, 1, 1, 2]


@often
@given(st.integers(1, 10**6), shares, amounts, shares, shares)
def test_4_return_follows_from_the_ratio(cost, margin, sales, second, third):
    found = return_of_one_more(
        cost=cost,
        margin_rate=margin,
        added_sales=sales,
        kept_second_year=second,
        kept_third_year=third,
    )

    assert found.three_years == found.ratio * (1 + exact(second) + exact(third)) - 1
    if margin:
        assert found.ratio == sales / break_even_sales(cost, margin)


@often
@given(amounts, shares, amounts, shares)
def test_5_at_break_even_both_plans_cost_the_same(fixed, rate, more_fixed, less_rate):
    assume(less_rate < rate and more_fixed > 0)
    agents, own = CostPlan("agents", fixed, rate), CostPlan("own", fixed + more_fixed, less_rate)

    sales = equal_cost_sales(agents, own)

    assert agents.cost_at(sales) == own.cost_at(sales)
    assert agents.cost_at(sales / 2) < own.cost_at(sales / 2)
    assert agents.cost_at(2 * sales) > own.cost_at(2 * sales)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(("fixed", "rate"), [(100, "0.2"), (0, "0.2"), (100, "0.1")])
def test_5_no_break_even_where_one_plan_is_always_cheaper(fixed, rate, turned):
    plans = [CostPlan("cheap", 0, "0.1"), CostPlan("dear", fixed, rate)]

    with pytest.raises(ProblemError, match="'cheap' never costs more"):
        equal_cost_sales(*(reversed(plans) if turned else plans))


@often
@given(
    st.lists(st.floats(1, 100), min_size=2, max_size=5),
    st.floats(0.1, 0.8),
    st.floats(0.05, 1),
    st.integers(0, 10**6),
)
def test_6_no_other_sharing_out_sells_more(gains, exponent, margin, seed):
    units = Units(tuple(str(n) for n in range(len(gains))), tuple(gains), exponent)
    other = np.random.default_rng(seed).dirichlet(np.ones(len(gains)))

    def sales(shares):
        return float(np.sum(np.array(gains) * (100 * 3 * np.array(shares)) ** exponent))

    assert sum(units.shares) == pytest.approx(1)
    assert units.sales(3) == pytest.approx(sales(units.shares))
    assert sales(other) <= units.sales(3) * (1 + 1e-9)


@often
@given(st.floats(0.1, 0.7), st.floats(0.05, 1), st.floats(1, 50))
def test_6_no_other_size_earns_more(exponent, margin, cost):
    units = Units(("A", "B"), (40.0, 60.0), exponent)
    terms = {"margin_rate": margin, "cost_per_person": cost}

    found = best_size(units, **terms, most=300)

    assert all(
        units.profit(people, **terms) <= units.profit(found, **terms) + 1e-9
        for people in range(301)
    )


def test_6_a_later_person_may_pay_again():
    found = incremental([100, 40, 300], present=5, margin_rate=1, cost_per_person=50)

    assert [step.gain for step in found.steps] == [50, 40, 290]
    assert (found.size, found.best_size) == (6, 8)
    assert [found.gain_at(size) for size in (5, 6, 8)] == [0, 50, 290]


def test_6_everybody_may_pay_or_nobody():
    terms = {"present": 5, "margin_rate": 1, "cost_per_person": 50}

    assert incremental([60, 60], **terms).size == 7
    none = incremental([40, 40], **terms)
    assert (none.size, none.best_size) == (5, 5)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: breakdown(10, 0), "breakdown: what one person sells is not above 0"),
        (lambda: breakdown(-1, 5), "breakdown: the forecast is negative"),
        (lambda: workload([CallClass("A", 1, -2, 1)], YEAR), "class 'A': the number of calls is n"),
        (lambda: workload([CallClass("A", 1, 2, 1)] * 2, YEAR), "class 'A': there are two classes"),
        (
            lambda: workload([], WorkingYear(45, 40, 40)),
            "working year: the time spent selling is a",
        ),
        (
            lambda: workload([], WorkingYear(45, 40, 0)),
            "working year: the time spent selling is no",
        ),
        (lambda: workload_by_calls(5, 0), "one person's calls is not above 0"),
        (
            lambda: incremental([1, -1], present=7, margin_rate=1, cost_per_person=1),
            "person 9: the sales added is negative",
        ),
        (lambda: break_even_sales(5, 0), "the margin rate is not above 0"),
        (lambda: calls_affordable(100, 25, 3), "the share for selling is a share from 0 to 1"),
        (lambda: equal_cost_sales(CostPlan("a", 0, 0), CostPlan("a", 1, 0)), "plan 'a': both"),
        (lambda: CostPlan("a", -5, 0).cost_at(1), "plan 'a': the fixed cost is negative"),
        (lambda: breakdown("ten", 5), "number: ten is no number; write digits"),
        (lambda: breakdown(float("inf"), 5), "number: inf is no number"),
        (lambda: Units(("A",), (1.0,), 1.0), "the exponent lies between 0 and 1"),
        (lambda: Units(("A", "B"), (1.0, 0.0), 0.2), "unit 'B': the gain is above 0"),
        (lambda: Units((), (), 0.2), "at least one unit"),
        (
            lambda: best_size(Units(("A",), (1.0,), 0.2), margin_rate=0, cost_per_person=1),
            "size: margin rate and cost",
        ),
        (
            lambda: expected_gains([Territory(1, 1, 1, 1), Territory(1, 0, 1, 1)]),
            "territory 2: the experience is above 0",
        ),
    ],
)
def test_7_what_makes_no_sense_is_refused(make, words):
    with pytest.raises(ProblemError, match=words):
        make()
