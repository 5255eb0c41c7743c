"""Makes portfolio problems of realistic shape: S-shaped response, several coverage models.

    python benchmarks/coverage/generate.py 1000 5 40 SEED -o problem.json [--many]

Every account answers effort by an ADBUDG curve (Little 1970): floor, ceiling, steepness and the
effort at its middle are drawn by chance, steeper than 1 for two thirds of them, so that the first
hours earn next to nothing. A coverage model asks hours of some functions, in its account's region,
costs money, may need a lead, and lifts the ceiling more the more it asks. Money is in cents.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from counterpart.coverage.engine.portfolio import PortfolioProblem

REGIONS = ("North", "South", "East", "West")
FUNCTIONS = ("sales", "supply", "technology")
ROOM = {
    "one": 0.35,
    "sales": 0.38,
    "supply": 0.2,
    "technology": 0.15,
    "budget": 0.33,
    "leads": 0.35,
}
"""Capacity as a share of what all accounts would use at their most valuable options."""


def problem_of(
    accounts: int, models: int, levels: int, seed: int, *, many: bool = False
) -> PortfolioProblem:
    """A problem with one capacity (hours), or with 12 of hours, a budget and leads."""
    chance = np.random.default_rng([accounts, models, levels, seed])
    shape = (accounts, models, levels)
    effort = np.arange(levels) * np.ones((models, 1)) * (1 + np.arange(models)[:, None] * 0.5)
    value = _response(chance, shape, effort)
    account = np.repeat(np.arange(accounts), models * levels)
    uses = _uses(chance, shape, effort, account, many)
    first = np.arange(accounts + 1) * models * levels
    best = np.maximum.reduceat(value, first[:-1])
    top = first[:-1] + (value.reshape(accounts, -1) == best[:, None]).argmax(axis=1)
    wanted = uses[top].sum(axis=0, dtype=np.int64)
    names = [f"{function}, {region}" for region in REGIONS for function in FUNCTIONS]
    resources = [*names, "budget", "leads"] if many else ["hours"]
    share = [ROOM[name.split(",")[0]] for name in resources] if many else [ROOM["one"]]
    codes = np.tile(np.arange(models * levels, dtype=np.int16), accounts)
    return PortfolioProblem(
        accounts=[f"a{n}" for n in range(accounts)],
        first=first,
        value=value,
        uses=uses,
        capacity=np.maximum(1, np.floor(wanted * share)).astype(np.int64),
        resources=resources,
        models=[f"model {n + 1}" for n in range(models)],
        model=(codes // levels).astype(np.int16),
        option_names=[f"{m + 1}-{at}" for m in range(models) for at in range(levels)],
        option_name=codes,
        name=f"{accounts} accounts, {models} models, {levels} levels, seed {seed}",
    )


def _response(chance: np.random.Generator, shape: tuple[int, ...], effort) -> np.ndarray:  # type: ignore[no-untyped-def]
    """Yearly contribution of every option in cents, one account after the other."""
    accounts, models, levels = shape
    size = chance.lognormal(13.5, 1.0, (accounts, 1, 1))
    floor = chance.uniform(0.2, 0.7, (accounts, 1, 1))
    lift = chance.uniform(0.05, 0.35, (accounts, models, 1)) * (
        1 + 0.35 * np.arange(models)[:, None]
    )
    steep = np.where(
        chance.random((accounts, 1, 1)) < 2 / 3, chance.uniform(1.3, 3.5, (accounts, 1, 1)), 0.8
    )
    middle = chance.uniform(0.15, 0.6, (accounts, models, 1)) * levels
    answer = effort**steep / (middle**steep + effort**steep)
    fixed = 40_000 * np.arange(models)[:, None] * (effort > 0)
    return np.rint(size * (floor + lift * answer) - fixed).astype(np.int64).reshape(-1)


def _uses(chance, shape, effort, account, many: bool) -> np.ndarray:  # type: ignore[no-untyped-def]
    accounts, models, levels = shape
    need = chance.uniform(0.8, 1.25, (accounts, 1, 1))
    hours = np.rint(4 * effort * need).astype(np.int32).reshape(-1)
    if not many:
        return hours[:, None]
    region = chance.integers(0, 4, accounts)[account]
    uses = np.zeros((len(hours), 14), dtype=np.int32)
    rows, model = np.arange(len(hours)), np.tile(np.repeat(np.arange(models), levels), accounts)
    for function in range(3):
        part = (model >= function) * chance.uniform(0.3, 1.0, accounts)[account]
        uses[rows, region * 3 + function] = np.rint(hours * part)
    rate = chance.uniform(40, 80, accounts)[account]
    uses[:, 12] = np.rint(uses[:, :12].sum(axis=1) * rate + 900 * model * (hours > 0))
    uses[:, 13] = (model >= 2) & (hours > 0)
    return uses


def main() -> None:
    from counterpart.coverage.engine.portfolio_file import write_problem

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("accounts", "models", "levels", "seed"):
        parser.add_argument(name, type=int)
    parser.add_argument("--many", action="store_true", help="14 capacities instead of one")
    parser.add_argument("-o", "--output", type=Path, required=True)
    wanted = parser.parse_args()
    size = (wanted.accounts, wanted.models, wanted.levels, wanted.seed)
    write_problem(problem_of(*size, many=wanted.many), wanted.output)


if __name__ == "__main__":
    main()
