"""One person's best choice of posts at given prices: a knapsack with set-ups, solved exactly.

The person has so many hours, may join so many teams and lead so many accounts. Joining a team
costs its price and set-up hours once; then each post of the account earns its margin for its
hours. Of a contact and its backup a person takes one at most. Dynamic programming over hours, one
account after the other; the number of teams and of accounts led are only counted when the answer
without counting breaks their limit.
"""

from __future__ import annotations

import numpy as np

from ..columns import BoolArray, IntArray
from .instance import FloatArray
from .kernel import kernel
from .packed import Packed

NOTHING = -1e300
GROUP, BEGIN, END = range(3)


@kernel
def best_load(
    p: Packed,
    person: int,
    capacity: int,
    margin: FloatArray,
    joining: FloatArray,
    taken: BoolArray,
) -> float:
    """Mark the rows one person would take and return what they earn.

    `margin` is per row, `joining` per group; `capacity` in the person's grain. Rows without
    margin are never taken. `taken` holds all rows; only the person's own are written.
    """
    first, last = p.first_group[person], p.first_group[person + 1]
    for row in range(p.first_row[first], p.first_row[last]):
        taken[row] = False
    groups, items = _useful(p, person, capacity, margin, joining)
    if len(groups) == 0:
        return 0.0
    value = _fill(p, capacity, 0, 0, groups, items, margin, joining, taken)
    teams, led, leads = 0, 0, 0
    for group in range(len(groups)):
        joined = False
        for item in range(groups[group, BEGIN], groups[group, END]):
            leads += p.lead[items[item]]
            if taken[items[item]]:
                joined = True
                led += p.lead[items[item]]
        teams += joined
    if teams <= p.most_teams[person] and led <= p.most_led[person]:
        return value
    for row in items:
        taken[row] = False
    teams = p.most_teams[person] if p.most_teams[person] < len(groups) else 0
    led = p.most_led[person] if p.most_led[person] < leads else 0
    return _fill(p, capacity, teams, led, groups, items, margin, joining, taken)


@kernel
def _useful(
    p: Packed, person: int, capacity: int, margin: FloatArray, joining: FloatArray
) -> tuple[IntArray, IntArray]:
    """The person's rows worth looking at, and where each account's begin and end among them."""
    first, last = p.first_group[person], p.first_group[person + 1]
    items = np.empty(p.first_row[last] - p.first_row[first], dtype=np.int64)
    groups = np.empty((last - first, 3), dtype=np.int64)
    count, found = 0, 0
    for group in range(first, last):
        kept, earned = count, 0.0
        for row in range(p.first_row[group], p.first_row[group + 1]):
            if margin[row] > 0 and p.hours[row] + p.setup[group] <= capacity:
                items[count] = row
                count += 1
                earned += margin[row]
        if earned > joining[group]:
            groups[found, GROUP], groups[found, BEGIN], groups[found, END] = group, kept, count
            found += 1
        else:
            count = kept
    return groups[:found], items[:count]


@kernel
def _fill(
    p: Packed,
    capacity: int,
    teams: int,
    led: int,
    groups: IntArray,
    items: IntArray,
    margin: FloatArray,
    joining: FloatArray,
    taken: BoolArray,
) -> float:
    """The knapsack itself, in layers by teams and leads. `teams` or `led` 0: not counted."""
    wide, leads = capacity + 1, led + 1
    layers = (teams + 1) * leads
    size, team_step = layers * wide, (leads if teams else 0)
    best = np.zeros(size)
    inside, other, without = np.empty(size), np.empty(size), np.empty(size)
    entered = np.empty((len(groups), size), dtype=np.bool_)
    used = np.empty((len(items), size), dtype=np.bool_)
    for at in range(len(groups)):
        group = groups[at, GROUP]
        price, setup = joining[group], p.setup[group]
        for layer in range(layers):
            here, source = layer * wide, (layer - team_step) * wide
            for w in range(wide):
                if source >= 0 and w >= setup:
                    inside[here + w] = best[source + w - setup] - price
                else:
                    inside[here + w] = NOTHING
        for item in range(groups[at, BEGIN], groups[at, END]):
            row = items[item]
            second = item > groups[at, BEGIN] and _is_second(p, items, item)
            if not second and item + 1 < groups[at, END] and _is_second(p, items, item + 1):
                without[:] = inside
            step = 1 if led and p.lead[row] else 0
            for layer in range(layers):
                here, source = layer * wide, (layer - step) * wide
                hours = wide if step and layer % leads == 0 else p.hours[row]
                for w in range(hours):
                    other[here + w] = inside[here + w]
                    used[item, here + w] = False
                if second:
                    for w in range(wide - hours):
                        more = without[source + w] + margin[row]
                        less = inside[here + hours + w]
                        used[item, here + hours + w] = more > less
                        other[here + hours + w] = more if more > less else less
                    continue
                for w in range(wide - hours):
                    more = inside[source + w] + margin[row]
                    less = inside[here + hours + w]
                    used[item, here + hours + w] = more > less
                    other[here + hours + w] = more if more > less else less
            inside, other = other, inside
        for w in range(size):
            entered[at, w] = inside[w] > best[w]
            best[w] = inside[w] if inside[w] > best[w] else best[w]
    _trace(p, wide, team_step, led, groups, items, entered, used, taken)
    return float(best[size - 1])


@kernel
def _is_second(p: Packed, items: IntArray, item: int) -> bool:
    """Whether the item is the backup of the contact that is the item before."""
    return bool(p.second[items[item]] == 1 and items[item - 1] == items[item] - 1)


@kernel
def _trace(
    p: Packed,
    wide: int,
    team_step: int,
    led: int,
    groups: IntArray,
    items: IntArray,
    entered: BoolArray,
    used: BoolArray,
    taken: BoolArray,
) -> None:
    """Walk back through the tables and mark the rows taken."""
    at = entered.shape[1] - 1
    for group in range(len(groups) - 1, -1, -1):
        if not entered[group, at]:
            continue
        item = groups[group, END]
        while item > groups[group, BEGIN]:
            item -= 1
            if used[item, at]:
                row = items[item]
                taken[row] = True
                at -= p.hours[row]
                if led and p.lead[row]:
                    at -= wide
                if item > groups[group, BEGIN] and _is_second(p, items, item):
                    item -= 1
        at -= team_step * wide + p.setup[groups[group, GROUP]]
