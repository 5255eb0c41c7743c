"""What prices promise, checked by solving again with one more unit.

1. A bound with one more of anything is at most the bound plus its price; so no gain is larger than
   the price plus the gap.
2. On average prices say where more is worth something: gains and prices go together.
3. Prices written to a plan file and read again prove the same; any others prove a bound too.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from counterpart.staffing.engine import (
    MaxSeconds,
    MaxSteps,
    PriceList,
    Prices,
    StaffingPlan,
    StaffingProblem,
    price_list,
    problem_from_json,
    problem_to_json,
    read_plan,
    seek_prices,
    solve,
    write_plan,
    write_price_list,
)
from counterpart.staffing.engine.solvers import exact

from .problems import PROBLEM_FORMAT

SEEDS = range(12)
SWEEPS = 200


def scarce(seed: int) -> StaffingProblem:
    """Three accounts, nine contacts, six people who lack hours; every limit is tight for some."""
    chance = random.Random(seed)

    def candidates(hours: int) -> list[dict[str, Any]]:
        return [
            {
                "person": f"p{n}",
                "value": chance.randint(5, 60),
                "cost": chance.randint(0, 5),
                "hours": hours + chance.randint(0, 2),
            }
            for n in range(6)
            if chance.random() < 0.7
        ]

    file: dict[str, Any] = {
        "format": PROBLEM_FORMAT,
        "accounts": [
            {
                "id": f"a{n}",
                "coordination_cost": chance.randint(0, 8),
                "setup_hours": chance.randint(0, 1),
                "team_size": chance.randint(1, 4),
                "lead": {"unled_penalty": 20, "candidates": candidates(4)},
            }
            for n in range(3)
        ],
        "people": [
            {
                "id": f"p{n}",
                "function": "fg"[n % 2],
                "region": "xyz"[n % 3],
                "hours": chance.randint(4, 14),
                "most_teams": chance.randint(1, 3),
                "most_led": chance.randint(0, 2),
            }
            for n in range(6)
        ],
        "contacts": [
            {
                "id": f"c{n}",
                "account": f"a{n % 3}",
                "unmet_penalty": chance.randint(0, 9),
                "candidates": candidates(chance.randint(1, 4)),
            }
            for n in range(9)
        ],
    }
    if seed % 3 == 0:
        file["budget"] = chance.randint(25, 50)
    if seed % 3 == 1:
        file["most_changes"] = chance.randint(3, 8)
    return problem_from_json(file)


def best(problem: StaffingProblem) -> tuple[int, StaffingPlan]:
    result = exact.solve(problem, stop=MaxSeconds(60))
    assert result.status == "optimal"
    return result.value, result.plan


def with_more(
    problem: StaffingProblem, table: str, column: str, at: Any, more: Any
) -> StaffingProblem:
    amounts = np.array(getattr(getattr(problem, table), column))
    amounts[at] += more
    changed = replace(getattr(problem, table), **{column: amounts})
    return replace(problem, **{table: changed})


def with_another(problem: StaffingProblem, person: str) -> StaffingProblem:
    """The problem with a twin of one person."""
    file = problem_to_json(problem)
    file["people"].append(next(e for e in file["people"] if e["id"] == person) | {"id": "twin"})
    posts = file["contacts"] + [account["lead"] for account in file["accounts"]]
    for post in posts:
        rows = [row for row in post["candidates"] if row["person"] == person]
        post["candidates"] += [row | {"person": "twin"} for row in rows]
    return problem_from_json(file)


def relaxations(
    problem: StaffingProblem, prices: PriceList
) -> Iterator[tuple[str, StaffingProblem, float]]:
    """Each limit relaxed by itself, and the price of that."""
    for at, each in enumerate(prices.people):
        yield "hour", with_more(problem, "people", "hours", at, 1), each.hour
        more = with_more(problem, "people", "hours", at, each.more_hours)
        yield "tenth", more, each.tenth
        if each.team is not None:
            yield "team", with_more(problem, "people", "most_teams", at, 1), each.team
        if each.lead is not None:
            yield "lead", with_more(problem, "people", "most_led", at, 1), each.lead
        yield "another", with_another(problem, each.person), each.another
    for account in prices.accounts:
        at = problem.accounts.ids.index(account.account)
        yield "place", with_more(problem, "accounts", "team_size", at, 1), account.place
    if prices.budget is not None and problem.budget is not None:
        yield "budget", replace(problem, budget=problem.budget + 1), prices.budget
    if prices.change is not None and problem.most_changes is not None:
        yield "change", replace(problem, most_changes=problem.most_changes + 1), prices.change
    for cell in prices.cells:
        group = [
            at
            for at in range(len(problem.people))
            if problem.people.functions[at] == cell.function
            and cell.region in (None, problem.people.regions[at])
        ]
        more_hours = [prices.people[at].more_hours for at in group]
        wider = with_more(problem, "people", "hours", group, more_hours)
        yield "cell", wider, cell.worth_per_hour * sum(more_hours)


def test_1_no_gain_is_larger_than_the_price_and_the_gap_and_2_they_go_together():
    gains: dict[str, list[tuple[int, float]]] = {}
    for seed in SEEDS:
        problem = scarce(seed)
        optimum, plan = best(problem)
        prices = price_list(problem, plan, seek_prices(problem, SWEEPS))
        assert optimum <= prices.bound

        for kind, relaxed, price in relaxations(problem, prices):
            after, _ = best(relaxed)
            assert after <= prices.bound + price + 1e-6, (seed, kind)
            assert optimum <= after
            gains.setdefault(kind, []).append((after - optimum, price))

    assert set(gains) == KINDS
    for kind in ("another", "cell", "tenth"):
        gained, priced = np.array(gains[kind]).T
        assert np.corrcoef(gained, priced)[0, 1] > 0.4, kind
        assert gained.mean() <= 1.5 * priced.mean(), kind


KINDS = {"hour", "tenth", "team", "lead", "another", "place", "budget", "change", "cell"}


def test_3_the_least_sensible_prices_prove_a_bound_too():
    for seed in SEEDS:
        problem = scarce(seed)
        optimum, plan = best(problem)
        chance = np.random.default_rng(seed)
        strange = Prices(
            hour_of_person=np.zeros(len(problem.people)),
            post=chance.uniform(-20, 60, problem.posts),
            team_place=chance.uniform(-5, 20, len(problem.accounts)),
            budget=float(chance.uniform(-1, 2)),
            change=float(chance.uniform(-1, 5)),
        )

        assert optimum <= price_list(problem, plan, strange).bound


def test_3_a_plan_file_carries_prices_that_prove_the_same_bound(tmp_path):
    problem = scarce(1)
    result = solve(problem, stop=MaxSteps(4_000), method="price-guided")
    assert result.prices is not None

    write_plan(problem, result, tmp_path / "plan.json")
    read = read_plan(problem, tmp_path / "plan.json")

    assert read.prices is not None
    before = price_list(problem, result.plan, result.prices)
    after = price_list(problem, read.plan, read.prices)
    assert abs(after.bound - before.bound) < 0.01
    write_price_list(problem, after, tmp_path / "prices.json")
    write_price_list(problem, after, tmp_path / "prices.csv")
    cells = json.loads((tmp_path / "prices.json").read_text())["cells"]
    told = [(cell["function"], cell["region"], cell["people"]) for cell in cells]
    assert told[0] == ("f", None, 3)
    assert len((tmp_path / "prices.csv").read_text().splitlines()) == len(told) + 1
