"""When a team pays, and whether it has.

1. At the break-even volume the volume condition just holds; one unit of money less and it fails.
2. Volume and functions must both hold; which failed is told.
3. Break-even volume never falls with cost, never rises with margin or with what is kept.
4. The present model's break-even volume is 0, and a cheaper model's too.
5. The ledger's range holds its middle, and break-even is earliest against the low baseline.
6. What makes no sense is refused, naming the model or the account.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.coverage.engine import (
    Baseline,
    CoverageModel,
    Earning,
    LedgerMonth,
    PayBack,
    TeamCase,
    break_even_volume,
    break_even_volumes,
    functions_involved,
    return_of_one_more,
)
from counterpart.kernel.faults import ProblemError

few = settings(max_examples=150, deadline=None, derandomize=True)
shares = st.decimals(0, 1, places=2)
margins = st.decimals("0.01", 1, places=2)
earnings = st.builds(Earning, margins, shares, shares)
costs = st.integers(0, 10**9)
EARNING = Earning("0.25", "0.6", "0.36")
RATES = {"sales": 6_000, "engineering": 9_000, "logistics": 5_000}
TERRITORY = CoverageModel("territory seller", {"sales": 40})
TEAM = CoverageModel(
    "team",
    {"sales": 400, "engineering": "120.5", "logistics": 80},
    people=4,
    coordination_per_pair=50_000,
    other=100_000,
)


def case(**more) -> TeamCase:
    terms = {
        "account": "fjord",
        "sales_now": 50_000_000,
        "sales_with_team": 60_000_000,
        "added_cost": 4_000_000,
        "earning": EARNING,
        "functions": 4,
        "least_functions": 3,
    }
    return TeamCase(**terms | more)


@few
@given(costs, earnings)
def test_1_at_the_break_even_volume_the_condition_just_holds(cost, earning):
    volume = break_even_volume(cost, earning)

    assert case(earning=earning, added_cost=cost, sales_with_team=50_000_000 + volume).pays
    if volume:
        short = case(earning=earning, added_cost=cost, sales_with_team=50_000_000 + volume - 1)
        assert short.failed == ("volume",)


@few
@given(st.integers(1, 10**7), margins, costs, shares, shares)
def test_1_it_is_the_three_year_return_of_one_more_person(cost, margin, sales, second, third):
    one_more = return_of_one_more(
        cost=cost,
        margin_rate=margin,
        added_sales=sales,
        kept_second_year=second,
        kept_third_year=third,
    )
    team = case(
        earning=Earning(margin, second, third),
        added_cost=cost,
        sales_with_team=50_000_000 + sales,
    )

    assert team.pays == (one_more.three_years >= 0)


@pytest.mark.parametrize(
    ("more", "failed"),
    [
        ({}, ()),
        ({"sales_with_team": 58_000_000}, ("volume",)),
        ({"functions": 2}, ("functions",)),
        ({"sales_with_team": 50_000_000, "functions": 0}, ("volume", "functions")),
    ],
)
def test_2_which_condition_failed_is_told(more, failed):
    found = case(**more)

    assert found.break_even == 8_163_266  # 4,000,000 / (0.25 x 1.96), rounded up
    assert found.failed == failed
    assert found.pays == (not failed)


def test_2_the_least_account_for_a_plausible_rise():
    assert case().least_sales("0.2") == 40_816_330


def test_2_a_function_counts_with_people_on_both_sides():
    theirs = {"engineering": 2, "logistics": 1, "finance": 0, "quality": 3}
    ours = {"engineering": 1, "logistics": 2, "finance": 1, "quality": 0, "legal": 1}

    assert functions_involved(theirs, ours) == 2


@few
@given(costs, costs, earnings, shares)
def test_3_break_even_rises_with_cost_and_falls_with_earning(cost, more, earning, kept):
    volume = break_even_volume(cost, earning)

    assert break_even_volume(cost + more, earning) >= volume
    assert break_even_volume(cost, replace(earning, margin_rate=1)) <= volume
    assert break_even_volume(cost, replace(earning, kept_third_year=1)) <= volume


def test_4_break_even_volume_of_each_model():
    assert TERRITORY.cost(RATES) == 240_000
    assert TEAM.coordination == 6 * 50_000
    assert TEAM.cost(RATES) == 2_400_000 + 1_084_500 + 400_000 + 300_000 + 100_000
    cheap = CoverageModel("telephone", {"sales": 10})

    volumes = break_even_volumes(
        [TERRITORY, TEAM, cheap], present="territory seller", rates=RATES, earning=EARNING
    )

    assert volumes == {"territory seller": 0, "team": 8_254_082, "telephone": 0}


def month(number: int, actual: int, low: int, expected: int, high: int) -> LedgerMonth:
    return LedgerMonth(date(2026, number, 1), actual, Baseline(low, expected, high))


LEDGER = PayBack(
    "fjord",
    (
        month(1, -500, 80, 100, 120),
        month(2, 300, 80, 100, 120),
        month(3, 500, 80, 100, 120),
        month(4, 120, 80, 100, 120),
    ),
)


def test_5_cumulative_and_the_month_of_break_even():
    assert LEDGER.cumulative == (-600, -400, 0, 20)
    assert LEDGER.cumulative_range == ((-620, -580), (-440, -360), (-60, 60), (-60, 100))
    assert LEDGER.break_even == date(2026, 3, 1)
    assert LEDGER.break_even_range == (date(2026, 3, 1), None)


def test_5_january_follows_december():
    december, january = (
        LedgerMonth(day, 0, Baseline(0, 0, 0)) for day in (date(2026, 12, 1), date(2027, 1, 1))
    )

    assert PayBack("fjord", (december, january)).cumulative == (0, 0)
    with pytest.raises(ProblemError, match="month 2026-12: does not follow 2027-01"):
        PayBack("fjord", (january, december))


def test_5_a_team_that_falls_back_has_not_broken_even():
    worse = PayBack("fjord", (*LEDGER.months, month(5, 50, 80, 100, 120)))
    mended = PayBack("fjord", (*worse.months, month(6, 200, 80, 100, 120)))

    assert worse.cumulative[-1] == -30
    assert worse.break_even is None
    assert mended.break_even == date(2026, 6, 1)
    assert PayBack("fjord", ()).break_even is None


def test_the_pace_of_late_says_when_it_would_pay():
    slow = PayBack("fjord", (month(1, 0, 80, 100, 120), month(2, 130, 80, 100, 120)))
    gaining = PayBack("fjord", (*slow.months, month(3, 110, 80, 100, 120)))

    assert slow.months_ahead(latest=1) == 3  # 70 behind, 30 a month
    assert slow.months_ahead() is None
    assert gaining.months_ahead(latest=2) == 3  # 60 behind, 20 a month
    assert LEDGER.months_ahead() == 0
    assert PayBack("fjord", ()).months_ahead() is None


@few
@given(
    st.lists(st.tuples(st.integers(-500, 500), st.tuples(*[st.integers(0, 300)] * 3)), max_size=12)
)
def test_5_the_range_holds_the_middle(rows):
    months = tuple(
        month(n, actual, *sorted(baseline)) for n, (actual, baseline) in enumerate(rows, start=1)
    )
    ledger = PayBack("fjord", months)

    for total, (least, most) in zip(ledger.cumulative, ledger.cumulative_range, strict=True):
        assert least <= total <= most
    earliest, latest = ledger.break_even_range
    never = date.max
    assert (earliest or never) <= (ledger.break_even or never) <= (latest or never)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (
            lambda: break_even_volumes([TEAM, TEAM], present="team", rates=RATES, earning=EARNING),
            "model 'team': there are two models of this name; rename one",
        ),
        (
            lambda: break_even_volumes([TEAM], present="nobody", rates=RATES, earning=EARNING),
            "model 'nobody': the present model is not among those compared",
        ),
        (lambda: TEAM.cost({"sales": 1, "logistics": 1}), "an hour of 'engineering' has no rate"),
        (lambda: replace(TEAM, other=-1).cost(RATES), "model 'team': a cost is negative"),
        (lambda: replace(TEAM, people=0).cost(RATES), "model 'team': nobody is in it"),
        (lambda: CoverageModel("x", {"sales": -1}).cost(RATES), "the hours of 'sales' is neg"),
        (lambda: Earning(0).of_one, "earning: the margin rate is not above 0"),
        (lambda: Earning(25).of_one, "earning: the margin rate is a share from 0 to 1"),
        (lambda: case(sales_now=-1), "account 'fjord': sales are negative"),
        (lambda: case().least_sales(0), "account 'fjord': the plausible rise of sales is not"),
        (
            lambda: PayBack("fjord", (month(1, 0, 3, 2, 1),)),
            "account 'fjord', month 2026-01: the baseline's range does not hold",
        ),
        (
            lambda: PayBack("fjord", (LEDGER.months[0], LEDGER.months[2])),
            "account 'fjord', month 2026-03: does not follow 2026-01",
        ),
        (
            lambda: PayBack("f", (replace(LEDGER.months[0], first_day=date(2026, 1, 2)),)),
            "a month begins on its first day",
        ),
    ],
)
def test_6_what_makes_no_sense_is_refused(make, words):
    with pytest.raises(ProblemError, match=words):
        make()
