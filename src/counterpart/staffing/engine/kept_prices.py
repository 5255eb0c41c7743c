"""Prices kept in a plan file: the next run starts from them instead of from nothing.

They claim nothing: a bound is proven anew from whatever prices a run starts with.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from counterpart.kernel.reading import Reader

from .problem import StaffingProblem
from .stop import FloatArray, Prices

PLACES = 2
MOST_PRICE = 10**15


def prices_json(problem: StaffingProblem, prices: Prices) -> dict[str, Any]:
    """What a plan file keeps of prices: those of posts and team places that are not 0."""
    contacts, first_backup = len(problem.contacts), problem.first_backup
    backed = _backed(problem)
    found = {
        "leads": _by_id(problem.accounts.ids, prices.post[contacts:first_backup]),
        "counterparts": _by_id(problem.contacts.ids, prices.post[:contacts]),
        "team_places": _by_id(problem.accounts.ids, prices.team_place),
        "budget": round(prices.budget, 6),
        "change": round(prices.change, PLACES),
    }
    if backed:
        found["backups"] = _by_id(backed, prices.post[first_backup:])
    if len(prices.region_budget):
        found["region_budgets"] = {
            name: round(float(price), 6)
            for name, price in zip(problem.budgeted_regions, prices.region_budget, strict=True)
        }
    return found


def _backed(problem: StaffingProblem) -> list[str]:
    return [problem.contacts.ids[at] for at in problem.backups.contact]


def _by_id(ids: Any, prices: FloatArray) -> dict[str, float]:
    rounded = np.round(prices, PLACES)
    return {ids[at]: float(rounded[at]) for at in np.flatnonzero(rounded).tolist()}


def prices_from(read: Reader, problem: StaffingProblem, data: Any) -> Prices:
    """Prices out of a plan file; of posts and accounts the problem does not know, none."""
    keys = (
        "leads",
        "counterparts",
        "backups",
        "team_places",
        "budget",
        "region_budgets",
        "change",
    )
    given = read.record(data, "prices", may=keys)
    columns = [
        _column(read, given.get(key, {}), ids, f"prices.{key}")
        for key, ids in (
            ("counterparts", problem.contacts.ids),
            ("leads", problem.accounts.ids),
            ("backups", _backed(problem)),
            ("team_places", problem.accounts.ids),
            ("region_budgets", problem.budgeted_regions),
        )
    ]
    whole = [_price(read, given.get(key, 0), f"prices.{key}") for key in ("budget", "change")]
    return Prices(
        hour_of_person=np.zeros(len(problem.people)),
        post=np.concatenate(columns[:3]),
        team_place=columns[3],
        region_budget=columns[4],
        budget=whole[0],
        change=whole[1],
    )


def _column(read: Reader, given: Any, ids: Any, place: str) -> FloatArray:
    if not isinstance(given, dict):
        read.fault(place, "an object of ids is needed here")
        given = {}
    found = [_price(read, given.get(name, 0), f"{place}[{name!r}]") for name in ids]
    return np.array(found, dtype=np.float64)


def _price(read: Reader, value: Any, place: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        read.fault(place, "a number is needed here")
        return 0.0
    if not abs(value) <= MOST_PRICE:
        read.fault(place, f"{value} lies outside -10^15 to 10^15")
        return 0.0
    return float(value)
