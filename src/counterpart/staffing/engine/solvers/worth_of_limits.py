"""What relaxing each person's limits is worth at given prices, each by itself.

For any prices that are not negative, `bound` is at least the value of the best plan. It is a sum
of knapsacks, one a person, and of price x amount allowed. So with one more hour of somebody the
same prices prove `bound + hour` of the relaxed problem, where `hour` is how much that person's
knapsack gains: no estimate, but the same proof once more. The same holds for a tenth more hours,
one more team, one more account to lead, and one more person with the same rows.

Everett (1963), "Generalized Lagrange multiplier method", Operations Research 11(3); Fisher (1981),
Management Science 27(1).
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from ..checks import MOST_HOURS
from ..columns import NO_LIMIT, IntArray, whole_numbers
from ..problem import StaffingProblem
from ..stop import Prices
from .instance import FloatArray, instance_of
from .kernel import kernel
from .knapsack import best_load
from .packed import Packed, packed_of
from .prices import NOT_NEGATIVE, NOTHING, SAFETY, PriceSearch, priced_in, worth_of_all
from .pricing import value_people

NOW, HOUR, TENTH, TEAM, LEAD = range(5)


class WorthOfLimits(NamedTuple):
    """Money, per person except the bound. Each worth holds for that one limit relaxed alone."""

    bound: float
    """What these prices prove: no plan is worth more."""
    person: FloatArray
    """One more person with the same candidate rows, hours and limits."""
    hour: FloatArray
    """One more hour."""
    tenth: FloatArray
    """`more_hours` more hours, together."""
    more_hours: IntArray
    """A tenth of each person's hours, one at least."""
    team: FloatArray
    """One more team; NaN for somebody who may join none."""
    lead: FloatArray
    """One more account to lead; NaN for somebody who may lead none."""


def worth_of_limits(problem: StaffingProblem, prices: Prices) -> WorthOfLimits:
    """Price every person as they are, and with each of their limits relaxed."""
    people = problem.people
    have = problem.hours_of_person
    more = np.maximum(1, have // 10)
    # Rows that only fit into more hours are needed too, so the wider problem is priced; somebody
    # away part of the year has that part of the hours stated.
    present = np.maximum(problem.present_percent, 1)
    hours = whole_numbers(np.minimum(-(-(have + more) * 100 // present), MOST_HOURS))
    wider = replace(problem, people=replace(people, hours=hours))
    packed = packed_of(instance_of(wider))
    at = instance_of(problem)
    priced, vector = priced_in(at), prices.column
    vector[(vector < 0) & (priced.kind == NOT_NEGATIVE)] = 0.0
    vector[priced.kind == NOTHING] = 0.0
    vector[at.posts : at.posts + len(at.team_size)][at.team_size >= NO_LIMIT] = 0.0
    each = np.stack([have, have + 1, have + more], axis=1)
    units = np.minimum(each // packed.grain[:, None], packed.capacity[:, None])
    found = np.zeros((len(people), 5))
    relax_people(packed, vector, np.ascontiguousarray(units), found)
    allowed, size = worth_of_all(vector, priced.allowed)
    total = float(found[:, NOW].sum())
    gained = np.maximum(found - found[:, NOW : NOW + 1], 0.0)
    team, lead = gained[:, TEAM], gained[:, LEAD]
    team[people.most_teams == 0] = np.nan
    lead[people.most_led == 0] = np.nan
    return WorthOfLimits(
        bound=total + allowed + SAFETY * (total + size),
        person=found[:, NOW],
        hour=gained[:, HOUR],
        tenth=gained[:, TENTH],
        more_hours=more,
        team=team,
        lead=lead,
    )


def seek(problem: StaffingProblem, sweeps: int) -> Prices:
    """Good prices for a problem whose plan brings none, from so many sweeps."""
    search = PriceSearch.of(instance_of(problem))
    search.improve(sweeps)
    return search.best()


@kernel
def relax_people(p: Packed, prices: FloatArray, units: IntArray, found: FloatArray) -> None:
    """The best load of each person as they are, then with each limit relaxed.

    `units` are hours in the person's grain: as they are, one more, a tenth more.
    """
    margin, joining = np.empty(len(p.post)), np.empty(len(p.account))
    taken = np.zeros(len(p.post), dtype=np.bool_)
    value_people(p, 0, len(found), prices, margin, joining)
    for person in range(len(found)):
        for kind in (NOW, HOUR, TENTH):
            found[person, kind] = best_load(p, person, units[person, kind], margin, joining, taken)
        now = units[person, NOW]
        teams, led = p.most_teams[person], p.most_led[person]
        p.most_teams[person] = teams + 1
        found[person, TEAM] = best_load(p, person, now, margin, joining, taken)
        p.most_teams[person], p.most_led[person] = teams, led + 1
        found[person, LEAD] = best_load(p, person, now, margin, joining, taken)
        p.most_led[person] = led
