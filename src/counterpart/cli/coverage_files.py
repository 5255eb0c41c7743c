"""Commands that plan coverage from files, without a database."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from counterpart.cli import coverage_questions
from counterpart.cli.file_commands import above_zero, interruptible, show_progress, told
from counterpart.coverage import engine
from counterpart.kernel.stopping import MaxSeconds, Stop


def register(subparsers: Any) -> None:
    """Add `counterpart coverage` and the commands under it."""
    coverage = subparsers.add_parser("coverage", help="choose coverage models from files")
    commands = coverage.add_subparsers(dest="coverage_command", required=True)
    solve = commands.add_parser("solve", help="find the best portfolio and prove how good it is")
    solve.add_argument("problem", metavar="PROBLEM", type=Path)
    solve.add_argument("-o", "--output", metavar="PLAN", type=Path, required=True)
    solve.add_argument(
        "--seconds", type=above_zero(float), default=10.0, help="stop after so many seconds (10)"
    )
    solve.add_argument("--gap", type=above_zero(float), help="stop at this gap; 0.001 is 0.1 %%")
    solve.add_argument("--seed", type=int, default=1, help="source of chance (1)")
    solve.add_argument("--quiet", action="store_true", help="no progress on standard error")
    solve.set_defaults(run=told(solve_problem))
    check = commands.add_parser(
        "check", help="recompute a plan's value and every limit, without a solver"
    )
    check.add_argument("problem", metavar="PROBLEM", type=Path)
    check.add_argument("plan", metavar="PLAN", type=Path)
    check.add_argument("--json", action="store_true", help="answer as JSON")
    check.set_defaults(run=told(check_plan))
    coverage_questions.register(commands)


def solve_problem(wanted: argparse.Namespace) -> int:
    """Solve a problem file and write the plan; an interrupt keeps the best plan so far."""
    problem = engine.read_portfolio(wanted.problem)
    stop = MaxSeconds(wanted.seconds) | Stop(gap=wanted.gap or 0.0)
    progress = None if wanted.quiet else show_progress
    with interruptible() as interrupted:
        try:
            result = engine.solve_portfolio(
                problem, stop=stop, seed=wanted.seed, on_progress=progress, cancelled=interrupted
            )
        except engine.NoPlanFits as refused:
            print(refused, file=sys.stderr)
            return 1
    if not wanted.quiet:
        print(file=sys.stderr)
    engine.write_portfolio_plan(problem, result, wanted.output)
    money = problem.money_unit
    print(f"value {result.value} {money}, proven bound {result.bound}, gap {result.gap:.6%}")
    print(f"{result.status} after {result.seconds:.1f} s by {result.method}: {wanted.output}")
    return 0


def check_plan(wanted: argparse.Namespace) -> int:
    """Recompute value and uses; 1 when a limit or the plan's own claim does not hold."""
    problem = engine.read_portfolio(wanted.problem)
    given = engine.read_portfolio_plan(problem, wanted.plan)
    value = engine.value_of_portfolio(problem, given.plan)
    used = engine.uses_of_portfolio(problem, given.plan).tolist()
    breaches = engine.check_portfolio(problem, given.plan)
    claim_holds = given.claimed_value in (None, value)
    report = {
        "value": value,
        "claimed_value": given.claimed_value,
        "claim_holds": claim_holds,
        "used": dict(zip(problem.resources, used, strict=True)),
        "breaches": [asdict(each) for each in breaches],
    }
    if wanted.json:
        print(json.dumps(report, ensure_ascii=False, indent=1))
    else:
        _print_report(problem, report)
    return 0 if claim_holds and not breaches else 1


def _print_report(problem: engine.PortfolioProblem, report: dict[str, Any]) -> None:
    print(f"value {report['value']} {problem.money_unit}")
    for name, capacity in zip(problem.resources, problem.capacity.tolist(), strict=True):
        print(f"  {name} {report['used'][name]} of {capacity}")
    if not report["claim_holds"]:
        print(f"the plan file claims {report['claimed_value']}, which is not so")
    for breach in report["breaches"]:
        print(f"broken, {breach['limit'].replace('_', ' ')}: {breach['message']}")
    if not report["breaches"]:
        print("every limit is kept")
