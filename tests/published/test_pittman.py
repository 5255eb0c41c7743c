"""Pittman Company, solutioninn.com question 7931691. SZ-15, grade silver: the result is ours."""

from counterpart.coverage.engine import CostPlan, equal_cost_sales


def test_sz_15_own_people_from_22_909_091():
    own = CostPlan("own", fixed=3_528_000, of_sales="0.076")
    agents = CostPlan("agents", fixed=0, of_sales="0.23")

    assert round(float(equal_cost_sales(own, agents)), 2) == 22_909_090.91
