"""One person's best choice of posts at given prices: a knapsack with set-ups, solved exactly.

The person has so many hours, may join so many teams and lead so many accounts. Joining a team
costs its price and set-up hours once; then each post of the account earns its profit for its
hours. Dynamic programming over hours, one account after the other; the number of teams and of
accounts led are only counted when the answer without counting breaks their limit.
"""

from __future__ import annotations

import numpy as np

from ..columns import BoolArray, IntArray
from .instance import (
    HOURS,
    IS_LEAD,
    MEMBER,
    MOST_LED,
    MOST_TEAMS,
    POST,
    SETUP,
    FloatArray,
    Instance,
)
from .kernel import kernel

NOTHING = -1e300


@kernel
def best_choice(
    at: Instance,
    person: int,
    capacity: int,
    profit: FloatArray,
    joining: FloatArray,
    taken: FloatArray,
) -> float:
    """Mark the rows one person would take (1 in `taken`) and return what they earn.

    `profit` is per row, `joining` per member; `capacity` in hours. Rows without profit are
    never taken.
    """
    groups, items = _useful(at, person, capacity, profit, joining)
    if len(groups) == 0:
        return 0.0
    teams, led = at.human[person, MOST_TEAMS], at.human[person, MOST_LED]
    value = _fill(at, capacity, 0, 0, groups, items, profit, joining, taken)
    if _within(at, items, taken, teams, led):
        return value
    for row in items:
        taken[row] = 0.0
    most_teams = teams if teams < len(groups) else 0
    leads = 0
    for row in items:
        leads += at.place[at.row[row, POST], IS_LEAD]
    most_led = led if led < leads else 0
    return _fill(at, capacity, most_teams, most_led, groups, items, profit, joining, taken)


@kernel
def _useful(
    at: Instance,
    person: int,
    capacity: int,
    profit: FloatArray,
    joining: FloatArray,
) -> tuple[IntArray, IntArray]:
    """The person's rows worth looking at, and where each account's begin and end among them."""
    begin, end = at.first_of_person[person], at.first_of_person[person + 1]
    items = np.empty(end - begin, dtype=np.int64)
    bounds = np.empty((end - begin, 2), dtype=np.int64)
    count, groups, first = 0, 0, begin
    while first < end:
        member = at.row[at.rows_of_person[first], MEMBER]
        last, kept, earned = first, count, 0.0
        while last < end and at.row[at.rows_of_person[last], MEMBER] == member:
            row = at.rows_of_person[last]
            if profit[row] > 0 and at.row[row, HOURS] + at.membership[member, SETUP] <= capacity:
                items[count] = row
                count += 1
                earned += profit[row]
            last += 1
        if earned > joining[member]:
            bounds[groups, 0], bounds[groups, 1] = kept, count
            groups += 1
        else:
            count = kept
        first = last
    return bounds[:groups], items[:count]


@kernel
def _within(at: Instance, items: IntArray, taken: FloatArray, teams: int, led: int) -> bool:
    """Whether the rows taken keep the person's limits on teams and on accounts led."""
    leads, joined, before = 0, 0, -1
    for row in items:
        if taken[row] > 0:
            leads += at.place[at.row[row, POST], IS_LEAD]
            if at.row[row, MEMBER] != before:
                joined += 1
                before = at.row[row, MEMBER]
    return joined <= teams and leads <= led


@kernel
def _fill(
    at: Instance,
    capacity: int,
    teams: int,
    led: int,
    groups: IntArray,
    items: IntArray,
    profit: FloatArray,
    joining: FloatArray,
    taken: FloatArray,
) -> float:
    """The knapsack itself. `teams` or `led` 0 means: not counted."""
    wide = capacity + 1
    layers = (teams + 1) * (led + 1)
    best = np.zeros(layers * wide)
    inside = np.empty(layers * wide)
    entered = np.zeros((len(groups), layers * wide), dtype=np.bool_)
    used = np.zeros((len(items), layers * wide), dtype=np.bool_)
    team_step = (led + 1) if teams else 0
    for group in range(len(groups)):
        member = at.row[items[groups[group, 0]], MEMBER]
        price, setup = joining[member], at.membership[member, SETUP]
        for layer in range(layers):
            source = layer - team_step
            for w in range(wide):
                there = layer * wide + w
                if source >= 0 and w >= setup:
                    inside[there] = best[source * wide + w - setup] - price
                else:
                    inside[there] = NOTHING
        for item in range(groups[group, 0], groups[group, 1]):
            row = items[item]
            gain, hours = profit[row], at.row[row, HOURS]
            lead_step = 1 if led and at.place[at.row[row, POST], IS_LEAD] else 0
            for layer in range(layers - 1, -1, -1):
                if lead_step and layer % (led + 1) == 0:
                    continue
                begin, source = layer * wide, (layer - lead_step) * wide
                for w in range(wide - 1, hours - 1, -1):
                    other = inside[source + w - hours] + gain
                    if other > inside[begin + w]:
                        inside[begin + w] = other
                        used[item, begin + w] = True
        for there in range(layers * wide):
            if inside[there] > best[there]:
                best[there] = inside[there]
                entered[group, there] = True
    _trace(at, layers, wide, team_step, led, groups, items, entered, used, taken)
    return float(best[layers * wide - 1])


@kernel
def _trace(
    at: Instance,
    layers: int,
    wide: int,
    team_step: int,
    led: int,
    groups: IntArray,
    items: IntArray,
    entered: BoolArray,
    used: BoolArray,
    taken: FloatArray,
) -> None:
    """Walk back through the tables and mark the rows taken."""
    layer, w = layers - 1, wide - 1
    for group in range(len(groups) - 1, -1, -1):
        if not entered[group, layer * wide + w]:
            continue
        for item in range(groups[group, 1] - 1, groups[group, 0] - 1, -1):
            if used[item, layer * wide + w]:
                row = items[item]
                taken[row] = 1.0
                w -= at.row[row, HOURS]
                if led and at.place[at.row[row, POST], IS_LEAD]:
                    layer -= 1
        layer -= team_step
        w -= at.membership[at.row[items[groups[group, 0]], MEMBER], SETUP]
