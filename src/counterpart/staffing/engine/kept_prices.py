"""Prices kept in a plan file: the next run starts from them instead of from nothing.

They claim nothing: a bound is proven anew from whatever prices a run starts with.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .problem import StaffingProblem
from .reading import Reader
from .stop import FloatArray, Prices

PLACES = 2
MOST_PRICE = 10**15


def prices_json(problem: StaffingProblem, prices: Prices) -> dict[str, Any]:
    """What a plan file keeps of prices: those of posts and team places that are not 0."""
    contacts = len(problem.contacts)
    return {
        "leads": _by_id(problem.accounts.ids, prices.post[contacts:]),
        "counterparts": _by_id(problem.contacts.ids, prices.post[:contacts]),
        "team_places": _by_id(problem.accounts.ids, prices.team_place),
        "budget": round(prices.budget, 6),
        "change": round(prices.change, PLACES),
    }


def _by_id(ids: Any, prices: FloatArray) -> dict[str, float]:
    rounded = np.round(prices, PLACES)
    return {ids[at]: float(rounded[at]) for at in np.flatnonzero(rounded).tolist()}


def prices_from(read: Reader, problem: StaffingProblem, data: Any) -> Prices:
    """Prices out of a plan file; of posts and accounts the problem does not know, none."""
    keys = ("leads", "counterparts", "team_places", "budget", "change")
    given = read.record(data, "prices", may=keys)
    columns = [
        _column(read, given.get(key, {}), ids, f"prices.{key}")
        for key, ids in (
            ("counterparts", problem.contacts.ids),
            ("leads", problem.accounts.ids),
            ("team_places", problem.accounts.ids),
        )
    ]
    whole = [_price(read, given.get(key, 0), f"prices.{key}") for key in ("budget", "change")]
    return Prices(
        hour_of_person=np.zeros(len(problem.people)),
        post=np.concatenate(columns[:2]),
        team_place=columns[2],
        budget=whole[0],
        change=whole[1],
    )


def _column(read: Reader, given: Any, ids: Any, place: str) -> FloatArray:
    if not isinstance(given, dict):
        read.fault(place, "an object of ids is needed here")
        given = {}
    return np.array([_price(read, given.get(name, 0), f"{place}[{name!r}]") for name in ids])


def _price(read: Reader, value: Any, place: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        read.fault(place, "a number is needed here")
        return 0.0
    if not abs(value) <= MOST_PRICE:
        read.fault(place, f"{value} lies outside -10^15 to 10^15")
        return 0.0
    return float(value)
