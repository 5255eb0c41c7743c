"""Zoltners, Sinha and Lorimer (2006), "Match Your Sales Force Structure to Your Business Life
Cycle", Harvard Business Review 84(7/8).

SZ-12, grade silver: the formula is printed, the table is ours, with the third year keeping the
square of what the second keeps.
"""

from fractions import Fraction

import pytest

from counterpart.coverage.engine import break_even_sales, return_of_one_more

KEPT = ["0", "0.2", "0.4", "0.5", "0.6", "0.8"]


@pytest.mark.parametrize(
    ("ratio", "per_cents"),
    [
        ("1.0", [0, 24, 56, 75, 96, 144]),
        ("1.5", [50, 86, 134, 162.5, 194, 266]),
        ("2.0", [100, 148, 212, 250, 292, 388]),
        ("3.0", [200, 272, 368, 425, 488, 632]),
    ],
)
def test_sz_12_three_year_return(ratio, per_cents):
    found = [
        return_of_one_more(
            cost=100_000,
            margin_rate="0.5",
            added_sales=Fraction(ratio) * break_even_sales(100_000, "0.5"),
            kept_second_year=kept,
            kept_third_year=Fraction(kept) ** 2,
        )
        for kept in KEPT
    ]

    assert [each.ratio for each in found] == [Fraction(ratio)] * 6
    assert [float(100 * each.three_years) for each in found] == per_cents


@pytest.mark.parametrize(
    ("ratio", "verdict"),
    [("1.49", "too large"), ("1.5", "about right"), ("2.5", "about right"), ("2.51", "too small")],
)
def test_the_force_is_about_right_between_50_and_150_per_cent(ratio, verdict):
    sales = Fraction(ratio) * 100

    assert return_of_one_more(cost=100, margin_rate=1, added_sales=sales).verdict == verdict
