"""Gaodun, question b06hsp, two pay plans of 45 sellers. SZ-14, grade gold.

The page writes plan B as "$2,000 x .06X"; its own figures need 2,000 a seller + .02X.
"""

from counterpart.coverage.engine import CostPlan, equal_cost_sales

PLAN_A = CostPlan("A", fixed=0, of_sales="0.06")
PLAN_B = CostPlan("B", fixed=45 * 2_000, of_sales="0.02")


def test_sz_14_both_plans_cost_the_same_at_2_250_000_a_month():
    assert equal_cost_sales(PLAN_A, PLAN_B) == 2_250_000
    assert PLAN_A.cost_at(2_250_000) == PLAN_B.cost_at(2_250_000) == 135_000


def test_sz_14_below_that_commission_alone_is_cheaper():
    assert PLAN_A.cost_at(1_500_000) == 90_000
    assert PLAN_B.cost_at(1_500_000) == 120_000
