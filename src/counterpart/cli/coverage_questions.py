"""Commands that ask what a plan of coverage hangs on, from files: more of something, other models,
judgements that are a little wrong."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from counterpart.cli.file_commands import above_zero, told
from counterpart.coverage import engine
from counterpart.kernel.stopping import MaxSeconds, Stop

Question = Callable[[argparse.Namespace, "engine.PortfolioProblem"], list[dict[str, Any]]]
SECONDS, GAP = 10.0, 1e-6


def register(commands: Any) -> None:
    """Add the commands under `counterpart coverage`."""
    frontier = _add(commands, "frontier", ask_frontier, "the best value for amounts of a resource")
    frontier.add_argument("resource", metavar="RESOURCE")
    frontier.add_argument("--points", type=above_zero(int), default=20, help="so many (20)")
    closest = _add(commands, "closest", ask_closest, "runners-up, the closest calls first")
    closest.add_argument("--exactly", type=int, default=10, help="so many proven (10)")
    robustness = _add(commands, "robustness", ask_robustness, "how often choices flip")
    robustness.add_argument("--worlds", type=above_zero(int), default=200, help="so many (200)")
    robustness.add_argument(
        "--error", type=above_zero(float), default=0.1, help="of judgements (0.1 is 10 %%)"
    )
    robustness.add_argument("--seed", type=int, default=0, help="source of chance (0)")


def _add(commands: Any, name: str, question: Question, words: str) -> Any:
    parser = commands.add_parser(name, help=words)
    parser.add_argument("problem", metavar="PROBLEM", type=Path)
    parser.add_argument("--json", action="store_true", help="answer as JSON")
    parser.set_defaults(run=told(lambda wanted: _answer(wanted, question)))
    return parser


def _answer(wanted: argparse.Namespace, question: Question) -> int:
    """Ask, and print a row a line; 1 where no plan fits."""
    problem = engine.read_portfolio(wanted.problem)
    try:
        rows = question(wanted, problem)
    except engine.NoPlanFits as refused:
        print(refused, file=sys.stderr)
        return 1
    if wanted.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    for row in rows:
        print("  ".join(f"{name} {value}" for name, value in row.items() if value is not None))
    return 0


def _solved(problem: engine.PortfolioProblem) -> engine.PortfolioResult:
    return engine.solve_portfolio(problem, stop=MaxSeconds(SECONDS) | Stop(gap=GAP))


def ask_frontier(
    wanted: argparse.Namespace, problem: engine.PortfolioProblem
) -> list[dict[str, Any]]:
    """From the least that anything fits into to where more brings nothing."""
    names = list(problem.resources)
    if wanted.resource not in names:
        there = ", ".join(map(repr, names))
        fault = engine.Fault("RESOURCE", f"there is no {wanted.resource!r}; choose one of {there}")
        raise engine.ProblemError([fault])
    at = names.index(wanted.resource)
    most = engine.most_use(problem, at)
    enough = _solved(engine.with_capacity(problem, at, most))
    low, high = (
        engine.least_use(problem, at),
        int(engine.uses_of_portfolio(problem, enough.plan)[at]),
    )
    steps = max(1, wanted.points - 1)
    amounts = sorted({low + (high - low) * step // steps for step in range(steps + 1)})
    return [
        {
            wanted.resource: point.capacity,
            "value": point.value,
            "bound": point.bound,
            "price": round(point.price, 6),
        }
        for point in engine.frontier(problem, wanted.resource, amounts)
    ]


def ask_closest(
    wanted: argparse.Namespace, problem: engine.PortfolioProblem
) -> list[dict[str, Any]]:
    """Every account with options of several models."""
    return [
        {
            "account": problem.accounts[call.account],
            "chosen": problem.name_of(call.chosen),
            "runner-up": problem.name_of(call.runner_up),
            "behind": round(call.behind, 2),
            "costs at least": call.at_least,
            "at most": call.at_most,
        }
        for call in engine.closest_calls(problem, _solved(problem), exactly=wanted.exactly)
    ]


def ask_robustness(
    wanted: argparse.Namespace, problem: engine.PortfolioProblem
) -> list[dict[str, Any]]:
    """The finding in words, then the accounts that flip, the most often first."""
    found = engine.robustness(
        problem, _solved(problem), worlds=wanted.worlds, error=wanted.error, seed=wanted.seed
    )
    order = sorted(range(len(problem.accounts)), key=lambda at: -found.flips[at])
    return [
        {"finding": found.sentence},
        *(
            {
                "account": problem.accounts[at],
                "flips": round(float(found.flips[at]), 4),
                "may be overrated by": _share(float(found.overrated[at])),
            }
            for at in order
            if found.flips[at] > 0
        ),
    ]


def _share(number: float) -> float | str:
    return "any" if number == float("inf") else round(number, 4)
