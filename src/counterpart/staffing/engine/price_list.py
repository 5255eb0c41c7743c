"""What relaxing each limit is worth, in money, and how sure that is.

Every worth is an upper estimate with a proof: at the same prices the relaxed problem has the bound
`bound + worth`, so relaxing that one limit gains at most `worth` plus the gap between the bound
and the best plan. It may gain less, since a bound cannot see everything.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from .columns import NO_LIMIT
from .load import load_of
from .plan import StaffingPlan
from .problem import StaffingProblem
from .stop import Prices
from .value import value_of


@dataclass(frozen=True)
class PersonPrice:
    """What one person's limits are worth, each relaxed alone. `None`: there is no such limit."""

    person: str
    hour: float
    """One more hour."""
    more_hours: int
    """A tenth of the person's hours, one at least."""
    tenth: float
    """So many more hours, together; per hour it is steadier than the single hour."""
    team: float | None
    """One more team."""
    lead: float | None
    """One more account to lead."""
    another: float
    """One more person like this one."""


@dataclass(frozen=True)
class AccountPrice:
    """What one more place in an account's team is worth."""

    account: str
    place: float


@dataclass(frozen=True)
class CellPrice:
    """The people of one function, in one region or in all (`None`)."""

    function: str
    region: str | None
    people: int
    hours: int
    """Hours they have."""
    used: int
    """Hours the plan uses."""
    worth_per_hour: float
    """A tenth more hours for every one of them, per hour."""
    another: float
    """One more person like the most wanted of them."""
    like: str
    """Who that is."""
    leads: int
    """How many of them may lead accounts."""
    another_lead: float | None
    """One more who may lead, like the most wanted of those."""

    @property
    def load(self) -> float:
        """Share of their hours that the plan uses."""
        return self.used / self.hours if self.hours else 0.0


@dataclass(frozen=True)
class PriceList:
    """All worths at one set of prices, with the bound these prove and the plan's value."""

    value: int
    bound: float
    people: list[PersonPrice]
    accounts: list[AccountPrice]
    """Only those whose team size is limited."""
    budget: float | None
    """One more unit of money; `None` without a budget."""
    change: float | None
    """One more change; `None` when changes are not limited."""
    cells: list[CellPrice]
    """By function, the whole first, then by region."""


def price_list(problem: StaffingProblem, plan: StaffingPlan, prices: Prices) -> PriceList:
    """Work every worth out anew from the prices; they may come from anywhere."""
    from .solvers.worth_of_limits import worth_of_limits

    people, found = problem.people, worth_of_limits(problem, prices)
    listed = [
        PersonPrice(
            person=people.ids[at],
            hour=float(found.hour[at]),
            more_hours=int(found.more_hours[at]),
            tenth=float(found.tenth[at]),
            team=_limited(found.team[at], people.most_teams[at]),
            lead=_limited(found.lead[at], people.most_led[at]),
            another=float(found.person[at]),
        )
        for at in range(len(people))
    ]
    places = np.maximum(prices.team_place, 0.0)
    return PriceList(
        value=value_of(problem, plan),
        bound=found.bound,
        people=listed,
        accounts=[
            AccountPrice(name, float(places[at]))
            for at, name in enumerate(problem.accounts.ids)
            if 0 < problem.accounts.team_size[at] < NO_LIMIT
        ],
        budget=None if problem.budget is None else max(0.0, prices.budget),
        change=None if problem.most_changes is None else max(0.0, prices.change),
        cells=_cells(problem, load_of(problem, plan).hours.tolist(), listed),
    )


def seek_prices(problem: StaffingProblem, sweeps: int) -> Prices:
    """Good prices for a problem whose plan brings none, from so many sweeps over everybody."""
    from .solvers.worth_of_limits import seek

    return seek(problem, sweeps)


def _limited(worth: float, limit: int) -> float | None:
    return None if limit >= NO_LIMIT or math.isnan(worth) else float(worth)


def _cells(problem: StaffingProblem, used: list[int], listed: list[PersonPrice]) -> list[CellPrice]:
    people, groups = problem.people, defaultdict[tuple[str, str | None], list[int]](list)
    for at in range(len(people)):
        function = people.functions[at] if len(people.functions) else ""
        region = people.regions[at] if len(people.regions) else ""
        groups[function, None].append(at)
        if region:
            groups[function, region].append(at)
    ordered = sorted(groups, key=lambda key: (key[0], key[1] is not None, key[1] or ""))
    return [_cell(problem, used, listed, key, groups[key]) for key in ordered]


def _cell(
    problem: StaffingProblem,
    used: list[int],
    listed: list[PersonPrice],
    key: tuple[str, str | None],
    group: list[int],
) -> CellPrice:
    worth = sum(listed[at].tenth for at in group)
    best = max(group, key=lambda at: (listed[at].another, -at))
    leads = [at for at in group if problem.people.most_led[at] > 0]
    return CellPrice(
        function=key[0],
        region=key[1],
        people=len(group),
        hours=int(problem.hours_of_person[group].sum()),
        used=sum(used[at] for at in group),
        worth_per_hour=worth / sum(listed[at].more_hours for at in group),
        another=listed[best].another,
        like=listed[best].person,
        leads=len(leads),
        another_lead=max((listed[at].another for at in leads), default=None),
    )
