"""What an account would have sold and contributed under its former coverage.

1. Growth of peers lies between its quartiles, and does not depend on the order of peers.
2. Both ways together: the range holds both ranges, what is expected lies between both.
3. A contribution keeps its range in order, at any margin, also a negative one.
"""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.coverage.reckoning.former_sales import (
    Range,
    by_peers,
    by_response,
    contribution,
    growth_of_peers,
    together,
)
from counterpart.coverage.reckoning.pay_back import Baseline
from counterpart.kernel.faults import ProblemError

peers = st.lists(st.tuples(st.integers(1, 10**9), st.integers(0, 10**9)), min_size=5, max_size=40)
ranges = st.lists(st.fractions(0, 10**6), min_size=3, max_size=3).map(
    lambda each: Range(*sorted(each))
)


@given(peers, st.randoms())
def test_1_growth_lies_between_its_quartiles_in_any_order(sales, random):
    found = growth_of_peers(sales)
    random.shuffle(sales)

    assert found.low <= found.expected <= found.high
    assert growth_of_peers(sales) == found


@given(ranges, ranges)
def test_2_together_holds_both(one, other):
    found = together(one, other)

    assert found.low <= min(one.low, other.low) <= max(one.high, other.high) <= found.high
    middle = sorted((one.expected, other.expected))
    assert middle[0] <= found.expected <= middle[1]


@given(ranges, st.fractions(-1, 1), st.integers(0, 10**6))
def test_3_a_contribution_is_in_order(sales, rate, cost):
    found = contribution(sales, rate, cost)

    assert found.low <= found.expected <= found.high


def test_few_peers_say_nothing_and_those_that_sold_nothing_before_are_none():
    assert growth_of_peers([(100, 110)] * 4 + [(0, 50)]) is None
    assert growth_of_peers([(100, 110)] * 5).expected == Fraction(11, 10)


def test_an_adjustment_comes_on_top_of_the_growth():
    growth = Range(Fraction(1), Fraction(11, 10), Fraction(12, 10))

    assert by_peers(1_000, growth, "0.1") == Range(
        Fraction(1_100), Fraction(1_210), Fraction(1_320)
    )


def test_the_response_takes_the_lift_away():
    found = by_response(1_500, "0.25", "0.5", 1)

    assert found == Range(Fraction(750), Fraction(1_000), Fraction(1_200))
    assert contribution(found, Fraction(1, 2), 100) == Baseline(275, 400, 500)


def test_lifts_out_of_order_are_refused_in_words():
    with pytest.raises(ProblemError, match="order the three"):
        by_response(1_500, "0.5", "0.25", 1)
