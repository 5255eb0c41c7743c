"""What else one could do: general solvers on the plain model, and rules of thumb."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np

from counterpart.coverage.engine.portfolio import PortfolioProblem
from counterpart.coverage.engine.portfolio_value import PortfolioPlan, uses_of, value_of
from counterpart.coverage.engine.solvers.pricing import Pricing
from counterpart.coverage.engine.solvers.windows import model_of, window_of
from counterpart.kernel.highs import run_highs

Tell = Callable[[Any, float], None]
"""Is told every better plan (the option of every account) and the bound known by then."""
CLASSES = ((0.2, 0.6), (0.3, 0.3), (0.5, 0.1))
"""Shares of accounts and of capacity: the first fifth of the accounts gets three fifths."""


def highs(problem: PortfolioProblem, seconds: float, tell: Tell) -> None:
    """The whole model in HiGHS, as one would hand it over."""
    every = np.ones(problem.options, dtype=np.bool_)
    nothing = np.zeros(len(problem.resources))
    window = window_of(problem, Pricing(problem).at(nothing), every)
    worth = float(window.worth)

    def improved(columns: Any, bound: float) -> None:
        tell(window.plan(columns), bound + worth)

    answer = run_highs(model_of(window), seconds=seconds, on_improved=improved)
    if len(answer.columns):
        tell(window.plan(answer.columns), answer.bound + worth)


def cp_sat(problem: PortfolioProblem, seconds: float, tell: Tell) -> None:
    """The whole model in CP-SAT: eight workers, as its makers advise even for fewer cores."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    columns = [model.new_bool_var("") for _ in range(problem.options)]
    first = problem.first.tolist()
    for start, end in pairwise(first):
        model.add_exactly_one(columns[start:end])
    for resource, capacity in enumerate(problem.capacity.tolist()):
        used = np.flatnonzero(problem.uses[:, resource])
        terms = [columns[at] for at in used.tolist()]
        amounts = problem.uses[used, resource].tolist()
        model.add(cp_model.LinearExpr.weighted_sum(terms, amounts) <= capacity)
    model.maximize(cp_model.LinearExpr.weighted_sum(columns, problem.value.tolist()))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 8

    class Watch(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            chosen = np.array([self.value(column) for column in columns], dtype=bool)
            tell(np.flatnonzero(chosen), self.best_objective_bound)

    solver.solve(model, Watch())


def by_revenue(problem: PortfolioProblem, _seconds: float, tell: Tell) -> None:
    """The largest account first gets what sells most there, as long as there is anything left."""
    left, chosen = problem.capacity.copy(), problem.first[:-1].copy()
    for account in np.argsort(-problem.value[chosen], kind="stable").tolist():
        own = np.arange(problem.first[account], problem.first[account + 1])
        fits = own[(problem.uses[own] <= left).all(axis=1)]
        chosen[account] = fits[np.argmax(problem.value[fits])]
        left -= problem.uses[chosen[account]]
    tell(chosen, math.inf)


def abc_classes(problem: PortfolioProblem, _seconds: float, tell: Tell) -> None:
    """A, B and C customers by revenue: three fifths of everything for the first fifth of them."""
    order = np.argsort(-problem.value[problem.first[:-1]], kind="stable")
    count, weight, begin = len(order), np.empty(len(order)), 0
    for accounts, capacity in CLASSES:
        end = min(count, begin + math.ceil(accounts * count))
        weight[order[begin:end]] = capacity / accounts
        begin = end
    tell(_by_shares(problem, weight), math.inf)


def equal_hours(problem: PortfolioProblem, _seconds: float, tell: Tell) -> None:
    """Every account gets the same."""
    tell(_by_shares(problem, np.ones(len(problem.accounts))), math.inf)


def _by_shares(problem: PortfolioProblem, weight: Any) -> Any:
    """What sells most within each share; a resource is shared by those who can use it."""
    chosen = problem.first[:-1].copy()
    can_use = np.maximum.reduceat(problem.uses, problem.first[:-1]) > 0
    unit = problem.capacity / np.maximum(1e-9, (can_use * weight[:, None]).sum(axis=0))
    for account, own_weight in enumerate(weight.tolist()):
        own = np.arange(problem.first[account], problem.first[account + 1])
        fits = own[(problem.uses[own] <= unit * own_weight).all(axis=1)]
        chosen[account] = fits[np.argmax(problem.value[fits])]
    return chosen


METHODS: dict[str, Callable[[PortfolioProblem, float, Tell], None]] = {
    "HiGHS": highs,
    "CP-SAT": cp_sat,
    "by revenue": by_revenue,
    "ABC classes": abc_classes,
    "equal shares": equal_hours,
}


def checked(problem: PortfolioProblem, chosen: Any) -> int:
    """The plan's value, after every capacity was checked."""
    plan = PortfolioPlan(np.asarray(chosen))
    assert (uses_of(problem, plan) <= problem.capacity).all()
    return value_of(problem, plan)


def now() -> float:
    return time.perf_counter()
