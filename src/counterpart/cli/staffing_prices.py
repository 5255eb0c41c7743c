"""`counterpart staffing prices`: what relaxing each limit is worth, from files."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from counterpart.cli.staffing_tables import is_table
from counterpart.staffing import engine

SWEEPS = 300


def register(commands: Any, told: Any) -> None:
    """Add the command; `told` makes faults of a file plain words."""
    prices = commands.add_parser(
        "prices", help="what one more hour, lead, place or unit of budget is worth"
    )
    prices.add_argument("problem", metavar="PROBLEM", type=Path)
    prices.add_argument("plan", metavar="PLAN", type=Path)
    prices.add_argument(
        "-o", "--output", metavar="FILE", type=Path, help="all of it, .json or .csv"
    )
    prices.set_defaults(run=told(run_prices))


def run_prices(wanted: argparse.Namespace) -> int:
    """Print the table by function and region; prices that the plan lacks are sought first."""
    if wanted.output:
        is_table(wanted.output)  # told before anything is worked out
    problem = engine.read_problem(wanted.problem)
    given = engine.read_plan(problem, wanted.plan)
    prices = given.prices or engine.seek_prices(problem, SWEEPS)
    listed = engine.price_list(problem, given.plan, prices)
    if wanted.output:
        engine.write_price_list(problem, listed, wanted.output)
    _print(problem, listed)
    return 0


def _print(problem: engine.StaffingProblem, listed: engine.PriceList) -> None:
    money = problem.money_unit
    print(f"value {listed.value} {money}; these prices prove that no plan is worth more than")
    print(f"{listed.bound:.0f}. Relaxing one limit gains at most its worth and that gap.")
    heads = ("function", "region", "people", "load", "an hour more", "a person more", "a lead more")
    widths = (16, 10, 7, 7, 14, 14, 14)
    _line(heads, widths)
    for cell in listed.cells:
        lead = "" if cell.another_lead is None else f"{cell.another_lead:.0f}"
        texts = (cell.function or "-", cell.region or "all", str(cell.people), f"{cell.load:.0%}")
        amounts = (f"{cell.worth_per_hour:.2f}", f"{cell.another:.0f}", lead)
        _line((*texts, *amounts), widths)
    for name, worth in (("budget", listed.budget), ("change", listed.change)):
        if worth is not None:
            print(f"one more unit of {name}: {worth:.2f} {money}")


def _line(texts: tuple[str, ...], widths: tuple[int, ...]) -> None:
    cells = [
        text.ljust(width) if at < 2 else text.rjust(width)
        for at, (text, width) in enumerate(zip(texts, widths, strict=True))
    ]
    print(" ".join(cells).rstrip())
