"""Problem and plan files on disk: UTF-8 JSON, described in docs/reference/staffing-files.md."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any, Literal

from counterpart.kernel.json_files import parsed, without_collecting, write_json

from .columns import IntArray
from .plan_file import PLAN_FORMAT, PlanFile, plan_from_json, plan_to_json
from .problem import StaffingProblem
from .problem_reading import problem_from_json
from .problem_records import PROBLEM_FORMAT
from .problem_writing import problem_to_json
from .standing import standing_plan
from .stop import Result


def read_problem(path: Path | str) -> StaffingProblem:
    """The problem in a file; a `ProblemError` names the place of everything that is wrong."""
    with without_collecting():
        return problem_from_json(parsed(Path(path)))


def read_plan(problem: StaffingProblem, path: Path | str) -> PlanFile:
    """The plan in a file, for this problem."""
    return plan_from_json(problem, parsed(Path(path)))


def read_standing_plan(problem: StaffingProblem, path: Path | str) -> tuple[PlanFile, list[str]]:
    """The plan that stands, as far as its posts and people are still known, and what is not."""
    return standing_plan(problem, parsed(Path(path)))


def write_problem(problem: StaffingProblem, path: Path | str) -> None:
    """Write a problem file that reads back as the same problem."""
    write_json(Path(path), problem_to_json(problem))


def write_plan(
    problem: StaffingProblem, result: Result, path: Path | str, *, backups: IntArray | None = None
) -> None:
    """Write a plan file with its value and bound."""
    write_json(Path(path), plan_to_json(problem, result, backups=backups))


def schema(name: Literal["staffing-problem", "staffing-plan", "staffing-curve"]) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a format."""
    text = resources.files(__package__).joinpath(f"schemas/{name}.schema.json").read_text("utf-8")
    parsed: dict[str, Any] = json.loads(text)
    return parsed


__all__ = [
    "PLAN_FORMAT",
    "PROBLEM_FORMAT",
    "PlanFile",
    "plan_from_json",
    "plan_to_json",
    "problem_from_json",
    "problem_to_json",
    "read_plan",
    "read_problem",
    "read_standing_plan",
    "schema",
    "write_plan",
    "write_problem",
]
