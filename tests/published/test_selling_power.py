"""Selling Power, 2 February 2010, after McGraw-Hill's Laboratory of Advertising Performance #8051.

SZ-16, grade gold. The page prints 589.18: it cuts the third decimal off instead of rounding.
"""

from fractions import Fraction

from counterpart.coverage.engine import cost_per_sale, least_account_sales


def test_sz_16_cost_per_sale():
    found = cost_per_sale("137.02", "4.3")

    assert found == Fraction("589.186")
    assert int(found * 100) == 58_918


def test_the_least_account_divides_by_the_selling_cost_share_itself():
    # ceoonline.com.au prints a form that divides by one less the share: 654.65 here.
    assert least_account_sales("137.02", "4.3", "0.1") == Fraction("5891.86")
