"""Course Hero, documents p7quren (sizing) and p350ckn (agents or own people).

SZ-1 and SZ-13, grade gold; SZ-10, grade silver: the problem is printed, its solution is ours.
"""

from math import sqrt

from counterpart.coverage.engine import CostPlan, breakdown, equal_cost_sales, incremental


def test_sz_1_breakdown():
    assert breakdown(10_000_000, 250_000).people == 40


def test_sz_10_square_root_revenue_is_best_with_25_people():
    added = [1_000_000 * (sqrt(n) - sqrt(n - 1)) for n in range(1, 41)]

    found = incremental(added, present=0, margin_rate=1, cost_per_person=100_000)

    assert found.size == found.best_size == 25
    assert round(found.gain_at(25)) == 2_500_000


def test_sz_13_agents_up_to_1_250_000():
    agents = CostPlan("agents", fixed=0, of_sales=0.25)
    own = CostPlan("own", fixed=3 * 30_000 + 160_000, of_sales=0.05)

    assert equal_cost_sales(agents, own) == equal_cost_sales(own, agents) == 1_250_000
