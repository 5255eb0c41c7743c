"""Coverage problems and plans as JSON files, described in docs/reference/coverage-files.md."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, Literal

import numpy as np

from counterpart.kernel.json_files import parsed, without_collecting, write_json
from counterpart.kernel.reading import Reader

from .portfolio import PortfolioProblem
from .portfolio_reading import PROBLEM_FORMAT, problem_from_json
from .portfolio_result import PortfolioResult
from .portfolio_value import PortfolioPlan, uses_of

PLAN_FORMAT = "counterpart-coverage-plan/1"


@dataclass(frozen=True)
class PortfolioFile:
    """What a plan file says; `counterpart coverage check` checks its claim."""

    plan: PortfolioPlan
    claimed_value: int | None = None
    claimed_bound: int | None = None


def read_problem(path: Path | str) -> PortfolioProblem:
    """The problem in a file; a `ProblemError` names the place of everything that is wrong."""
    with without_collecting():
        return problem_from_json(parsed(Path(path)))


def read_plan(problem: PortfolioProblem, path: Path | str) -> PortfolioFile:
    """The plan in a file, for this problem."""
    return plan_from_json(problem, parsed(Path(path)))


def write_problem(problem: PortfolioProblem, path: Path | str) -> None:
    """Write a problem file that reads back as the same problem."""
    write_json(Path(path), problem_to_json(problem))


def write_plan(problem: PortfolioProblem, result: PortfolioResult, path: Path | str) -> None:
    """Write a plan file with its value and bound."""
    write_json(Path(path), plan_to_json(problem, result))


def schema(name: Literal["coverage-problem", "coverage-plan"]) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a format."""
    text = resources.files(__package__).joinpath(f"schemas/{name}.schema.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def problem_to_json(problem: PortfolioProblem) -> dict[str, Any]:
    """The file's content for a problem."""
    names = problem.resources

    def option(at: int) -> dict[str, Any]:
        used = np.flatnonzero(problem.uses[at]).tolist()
        return {
            "id": problem.name_of(at),
            "model": problem.model_of(at),
            "value": int(problem.value[at]),
            "uses": {names[resource]: int(problem.uses[at, resource]) for resource in used},
        }

    first = problem.first.tolist()
    return {
        "format": PROBLEM_FORMAT,
        "name": problem.name,
        "units": {"money": problem.money_unit},
        "resources": _by_name(names, problem.capacity.tolist()),
        "accounts": [
            {"id": name, "options": [option(at) for at in range(first[n], first[n + 1])]}
            for n, name in enumerate(problem.accounts)
        ],
    }


def plan_to_json(problem: PortfolioProblem, result: PortfolioResult) -> dict[str, Any]:
    """The file's content for a result, with its certificate."""
    chosen = result.plan.option_of_account.tolist()
    return {
        "format": PLAN_FORMAT,
        "problem": problem.name,
        "units": {"money": problem.money_unit},
        "value": result.value,
        "bound": result.bound,
        "status": result.status,
        "method": result.method,
        "seconds": round(result.seconds, 3),
        "options": _by_name(problem.accounts, [problem.name_of(option) for option in chosen]),
        "used": _by_name(problem.resources, uses_of(problem, result.plan).tolist()),
        "prices": _by_name(problem.resources, np.round(result.prices, 6).tolist()),
    }


def plan_from_json(problem: PortfolioProblem, data: Any) -> PortfolioFile:
    """Match a parsed plan file to its problem; a `ProblemError` lists all that is wrong."""
    read = Reader()
    claims = ("value", "bound", "status", "method", "seconds", "used", "prices")
    may = ("problem", "note", "units", *claims)
    top = read.record(data, "", needs=("format", "options"), may=may)
    read.stop_if_faulty()
    if top["format"] != PLAN_FORMAT:
        read.fault("format", f"{PLAN_FORMAT!r} is needed here")
    given = read.record(top["options"], "options", needs=problem.accounts)
    read.stop_if_faulty()
    chosen, first = [], problem.first.tolist()
    for account, name in enumerate(problem.accounts):
        own = range(first[account], first[account + 1])
        numbers = {problem.name_of(option): option for option in own}
        place = f"options[{name!r}]"
        chosen.append(read.one_of(given[name], numbers, place, "an option of the account"))
    value = read.whole(top, "value", "", least=-(10**15)) if "value" in top else None
    bound = read.whole(top, "bound", "", least=-(10**15)) if "bound" in top else None
    read.stop_if_faulty()
    return PortfolioFile(PortfolioPlan(np.array(chosen, dtype=np.int64)), value, bound)


def _by_name(names: Any, amounts: list[Any]) -> Mapping[str, Any]:
    return dict(zip(names, amounts, strict=True))
