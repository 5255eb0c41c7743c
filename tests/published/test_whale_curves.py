"""Published shapes of whale curves, grade bronze: accounts are made to order, shapes are read off.

controlling-wiki.com, "Whale Curve": the best fifth makes 140 % of profit, the worst takes 40 %
back. Kanthal (Kaplan, Harvard Business School 9-190-002; remembered): 40 % of customers make
250 %, the worst 10 % lose 120 %, two of them among the largest in sales.
"""

import pytest

from counterpart.coverage.engine import large_losers, whale_curve


def test_the_best_fifth_makes_140_per_cent():
    made = [70, 70, 0, 0, 0, 0, 0, 0, -20, -20]

    curve = whale_curve({f"account {n}": profit for n, profit in enumerate(made)})

    assert curve.share_of_best("0.2") == 1.4
    assert curve.share_of_best("0.8") == 1.4
    assert curve.share_of_best(1) == 1
    assert (curve.peak, curve.given_back, curve.total) == (140, 40, 100)


def test_the_largest_customers_stand_at_both_ends():
    made = {f"small {n}": 6250 for n in range(40)} | {f"idle {n}": -600 for n in range(50)}
    made |= {f"loser {n}": -1_000 for n in range(8)} | {"largest": -60_000, "second": -52_000}
    sales = (
        dict.fromkeys(made, 50_000) | {"small 0": 60_000} | {"largest": 900_000, "second": 800_000}
    )

    curve = whale_curve(made)

    assert curve.share_of_best("0.4") == pytest.approx(2.5)
    assert curve.share_of_best("0.9") == pytest.approx(2.2)
    assert curve.accounts[-2:] == ("second", "largest")
    assert [each.account for each in large_losers(sales, made, largest=3)] == ["largest", "second"]
