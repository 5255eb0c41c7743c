"""What a solved plan hangs on: runners-up, judgements that are a little wrong, and what more of
the budget or of leads would bring."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counterpart.coverage.translate.portfolio import BUDGET, LEADS, Built

if TYPE_CHECKING:
    from counterpart.coverage.engine import (
        CloseCall,
        FrontierPoint,
        PortfolioProblem,
        PortfolioResult,
        Robustness,
    )

WORLDS, ERROR = 200, 0.10
"""Judgements are changed so many times, by so much (their standard deviation)."""
EXACTLY = 10
"""The closest calls that are solved again without the model chosen."""
POINTS = 16
SECONDS_EACH, FRONTIER_GAP = 0.5, 5e-5


@dataclass(frozen=True)
class Asked:
    """The answers."""

    calls: Sequence[CloseCall]
    robustness: Robustness
    frontiers: Mapping[str, Sequence[FrontierPoint]]
    """By resource."""


def ask(
    built: Built,
    result: PortfolioResult,
    *,
    on_part: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Asked:
    """All of them; once cancelled, what is left is answered shortly or not at all."""
    from counterpart.coverage import engine

    told = on_part or (lambda _part: None)
    problem = built.problem
    calls = engine.closest_calls(
        problem, result, exactly=EXACTLY, seconds_each=SECONDS_EACH, cancelled=cancelled
    )
    told(0.3)
    noise = engine.robustness(
        problem, result, worlds=WORLDS, error=ERROR, seconds_each=SECONDS_EACH, cancelled=cancelled
    )
    told(0.7)
    frontiers = {}
    for name in (BUDGET, LEADS):
        capacities = capacities_between(problem, name, result)
        frontiers[name] = engine.frontier(
            problem,
            name,
            capacities,
            seconds_each=SECONDS_EACH,
            gap=FRONTIER_GAP,
            cancelled=cancelled,
        )
        told(0.85 if name == BUDGET else 1.0)
    return Asked(calls, noise, frontiers)


def capacities_between(
    problem: PortfolioProblem, resource: str, result: PortfolioResult
) -> list[int]:
    """From the least that anything fits into to where more brings nothing, and the plan's own."""
    from counterpart.coverage import engine

    at = list(problem.resources).index(resource)
    most = engine.most_use(problem, at)
    free = engine.with_capacity(problem, at, most)
    enough = engine.solve_portfolio(
        free, stop=engine.MaxSeconds(SECONDS_EACH) | engine.Gap(1e-4), start=result.plan
    )
    high = int(engine.uses_of_portfolio(problem, enough.plan)[at])
    low = engine.least_use(problem, at)
    own = int(engine.uses_of_portfolio(problem, result.plan)[at])
    step = max(1, (high - low) // (POINTS - 1))
    return sorted({*range(low, high, step), high, own})
