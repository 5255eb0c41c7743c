"""The whale curve. 1. It ends at the total, peaks at the last profitable account and is concave.

2. Shares end at 1 and never lie below the diagonal; there are none without profit.
3. Large losers are large and lose.
"""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.coverage.engine import LargeLoser, large_losers, whale_curve
from counterpart.kernel.faults import ProblemError

few = settings(max_examples=150, deadline=None, derandomize=True)
contributions = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=3), st.integers(-1_000, 1_000), min_size=1, max_size=12
)


@few
@given(contributions)
def test_1_it_ends_at_the_total_peaks_and_bends_one_way(made):
    curve = whale_curve(made)

    assert sorted(curve.accounts) == sorted(made)
    assert curve.running[-1] == curve.total == sum(made.values())
    assert max(0, *curve.running, 0) == curve.peak
    if curve.profitable:
        assert curve.running[curve.profitable - 1] == curve.peak
    assert all(before >= after for before, after in pairwise(curve.contributions))
    assert curve.given_back == -sum(each for each in made.values() if each < 0)


@few
@given(contributions, st.fractions(0, 1, max_denominator=20))
def test_2_shares_end_at_one_above_the_diagonal(made, part):
    curve = whale_curve(made)

    if curve.total <= 0:
        assert curve.shares is None
        assert curve.share_of_best(part) is None
        return
    assert curve.shares[-1] == curve.share_of_best(1) == 1
    assert curve.share_of_best(part) >= float(part) - 1e-9
    for n, share in enumerate(curve.shares, start=1):
        assert curve.share_of_best(f"{n}/{len(made)}") == pytest.approx(share)


def test_3_the_largest_account_that_loses_money_is_named():
    sales = {"fjord": 900, "alta": 500, "bergen": 100}
    made = {"fjord": -20, "alta": 0, "bergen": -5}

    assert large_losers(sales, made, largest=2) == (LargeLoser("fjord", 1, 900, -20),)


def test_3_an_account_without_a_contribution_is_refused():
    with pytest.raises(ProblemError, match="account 'fjord': sales are given and no contribution"):
        large_losers({"fjord": 900}, {}, largest=1)
    with pytest.raises(ProblemError, match="no account has a contribution"):
        whale_curve({})
