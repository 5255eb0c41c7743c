"""What is asked about a portfolio: its frontier, its closest calls, and how robust it is.

1. Every point of a frontier is the best plan for its capacity, and no number falls.
2. A call's cost is what solving without the chosen model says, and lies within its proof.
3. The share by which a model may be overrated is right: less keeps the choice, more flips it.
4. The same seed makes the same worlds; no error, no flips.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import assume, given, settings

from counterpart.coverage.engine import (
    closest_calls,
    frontier,
    robustness,
    solve_portfolio,
    value_of_portfolio,
)
from counterpart.coverage.engine.closest_calls import calls_at_prices, without_model
from counterpart.coverage.engine.robustness import gains, overrated_before_it_flips
from counterpart.coverage.engine.solvers.brute_force import best_plan
from counterpart.kernel.stopping import MaxSeconds

from .portfolios import portfolio, portfolios
from .test_portfolio import BUDGETS, eight_accounts

LONG = MaxSeconds(20)
few = settings(max_examples=30, deadline=None)

NORTH = {
    "fjord": [("desk 0", 10, (0, 0)), ("desk 2", 30, (2, 0)), ("team 5", 90, (5, 1))],
    "baltic": [("desk 0", 20, (0, 0)), ("desk 2", 35, (2, 0)), ("team 5", 60, (5, 1))],
    "kari": [("desk 0", 5, (0, 0)), ("team 4", 44, (4, 1))],
    "lone": [("desk 0", 7, (0, 0))],
}


def north(hours: int = 11, leads: int = 2):
    return portfolio(NORTH, {"hours": hours, "leads": leads})


def test_1_the_frontier_of_eight_accounts():
    points = frontier(eight_accounts(0), "hours", [20, *BUDGETS, 20], gap=0.0)

    assert [(point.capacity, point.value, point.bound) for point in points] == [
        (hours, sales, sales) for hours, sales in BUDGETS.items()
    ]


@few
@given(portfolios(resources=2, accounts=4))
def test_1_a_frontier_never_falls_and_holds_its_bounds(problem):
    most = int(problem.capacity[1])
    points = frontier(problem, "r1", range(0, most + 1, 3))

    values, bounds = ([getattr(p, name) for p in points] for name in ("value", "bound"))
    assert values == sorted(values)
    assert bounds == sorted(bounds)
    for point in points:
        best = best_plan(replace(problem, capacity=[problem.capacity[0], point.capacity]))
        assert point.value <= value_of_portfolio(problem, best) <= point.bound


def test_1_capacities_that_nothing_fits_are_left_out():
    problem = portfolio({"fjord": [("desk 1", 5, (3,))]}, {"hours": 9})

    assert [point.capacity for point in frontier(problem, "hours", [0, 2, 3, 4])] == [3, 4]


def test_2_the_closest_calls_are_proven():
    problem = north()
    result = solve_portfolio(problem, stop=LONG)

    calls = closest_calls(problem, result)

    assert {problem.accounts[call.account] for call in calls} == {"fjord", "baltic", "kari"}
    for call in calls:
        model = problem.model[call.chosen]
        assert problem.model[call.runner_up] != model
        without = without_model(problem, call.account, int(model))
        cost = result.value - value_of_portfolio(without, best_plan(without))
        assert call.at_least == call.at_most == cost


def test_2_beyond_the_closest_only_prices_tell():
    problem = north()
    result = solve_portfolio(problem, stop=LONG)

    first, *others = closest_calls(problem, result, exactly=1)

    assert first.at_least is not None
    assert [call.at_least for call in others] == [None, None]
    assert [first.behind, *(call.behind for call in others)] == sorted(
        call.behind
        for call in calls_at_prices(problem, result.plan.option_of_account, result.prices)
    )


def test_2_a_model_that_never_fits_is_no_runner_up():
    result = solve_portfolio(north(hours=3, leads=0), stop=LONG)

    calls = closest_calls(north(hours=3, leads=0), result, exactly=4)

    assert calls == []


@few
@given(portfolios(resources=2, accounts=4))
def test_2_every_proven_call_is_what_brute_force_says(problem):
    assume(best_plan(problem) is not None)
    result = solve_portfolio(problem, stop=LONG)

    for call in closest_calls(problem, result, exactly=4, seconds_each=20):
        without = without_model(problem, call.account, int(problem.model[call.chosen]))
        best = best_plan(without)
        if best is None:
            assert call.at_least is None
        else:
            loss = result.value - value_of_portfolio(without, best)
            assert call.at_least <= loss <= call.at_most


@few
@given(portfolios(resources=1, accounts=4))
def test_3_a_model_overrated_by_more_flips(problem):
    result = solve_portfolio(problem, stop=LONG)
    chosen = result.plan.option_of_account
    shares = overrated_before_it_flips(problem, chosen, result.prices)
    gain = gains(problem)

    for account, share in enumerate(shares.tolist()):
        own = slice(int(problem.first[account]), int(problem.first[account + 1]))
        worth = problem.value[own] - problem.uses[own] @ result.prices
        is_own = problem.model[own] == problem.model[chosen[account]]
        if is_own.all():
            assert share == np.inf
            continue
        rival = worth[~is_own].max()

        def left(part, worth=worth, is_own=is_own, own=own):
            return (worth - part * gain[own])[is_own].max()

        if share == np.inf:
            assert left(1.0) > rival
        else:
            assert share == 0 or left(share - 1e-6) >= rival - 1e-3
            assert left(min(1.0, share + 1e-6)) <= rival + 1e-3


def test_4_the_same_seed_makes_the_same_worlds():
    problem = north()
    result = solve_portfolio(problem, stop=LONG)

    one, two = (robustness(problem, result, worlds=20, seed=4) for _ in range(2))

    assert np.array_equal(one.flips, two.flips)
    assert np.array_equal(one.regret, two.regret)
    assert one.worlds == 20
    assert one.flips[3] == 0  # it has one option only


def test_4_without_error_nothing_flips_and_the_optimum_is_flat():
    problem = north()
    result = solve_portfolio(problem, stop=LONG)

    found = robustness(problem, result, worlds=3, error=0.0)

    assert found.flips.tolist() == [0, 0, 0, 0]
    assert found.is_flat
    assert found.sentence.endswith("The optimum is flat: many plans are nearly as good.")


def test_4_a_sharp_optimum_is_not_called_flat():
    sharp = {
        name: [("desk 0", 0, (0,)), ("desk 5", 100, (5,)), ("team 5", 100, (5,))]
        for name in ("fjord", "baltic")
    }
    problem = portfolio(sharp, {"hours": 5})
    result = solve_portfolio(problem, stop=LONG)

    found = robustness(problem, result, worlds=50, error=0.3)

    assert float(found.flips.mean()) > 0.2
    assert not found.is_flat
    assert "flat" not in found.sentence
