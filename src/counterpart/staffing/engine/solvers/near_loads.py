"""All loads that earn a person nearly the most at given prices.

A load that earns less than the person's best by more than the distance between bound and value
is in no better plan. So when that distance is short, few loads remain, and choosing among them
is as good as choosing among all.

Loads are built account by account and post by post. What the accounts still to come could add
at most is known from a knapsack worked backwards, so a start that cannot come near is dropped.
That knapsack leaves out the limits on teams and leads, and that nobody backs up themselves; what
the best load earns is known exactly.
"""

from __future__ import annotations

import numpy as np

from ..columns import BoolArray, IntArray
from .instance import FloatArray
from .kernel import kernel
from .knapsack import best_load
from .packed import Packed

NOTHING = -1e300
STARTS_PER_LOAD = 40
"""So many starts may be kept for each load asked for; more of them count as too many loads."""

LEAST_REACH = 1e-3
"""Money; a person of whom too many loads are as near as this keeps the load at hand."""

USED, TRUE_USED, TEAMS, LED, BEFORE, ROW = range(6)


@kernel
def loads_near(
    p: Packed,
    person: int,
    margin: FloatArray,
    joining: FloatArray,
    best: float,
    slack: float,
    most: int,
    found: IntArray,
) -> int:
    """Write the loads of one person within `slack` of the best into `found`; gives their number.

    `found` receives, load after load, the number of rows and the rows. The empty load is left
    out. Gives -1 when there are more than `most`.
    """
    later = _earned_later(p, person, margin, joining)
    least = best - slack
    limit = STARTS_PER_LOAD * most
    earned = np.empty(limit)
    start = np.empty((limit, 6), dtype=np.int64)
    earned[0] = 0.0
    start[0] = np.array([0, 0, 0, 0, -1, -1])
    count = 1
    whole, wholes = np.zeros(limit, dtype=np.int64), 1
    first, last = p.first_group[person], p.first_group[person + 1]
    for group in range(first, last):
        after = later[group - first + 1]
        kept, keeps = np.empty(limit, dtype=np.int64), 0
        for at in range(wholes):
            old = whole[at]
            left = p.capacity[person] - start[old, USED]
            if earned[old] + after[left] >= least:
                kept[keeps] = old
                keeps += 1
            begun = count
            count = _join(
                p, person, group, margin, joining, after, least, old, earned, start, count
            )
            if count < 0:
                return -1
            for new in range(begun, count):
                left = p.capacity[person] - start[new, USED]
                if start[new, ROW] >= 0 and earned[new] + after[left] >= least:
                    if keeps >= limit - 1:
                        return -1
                    kept[keeps] = new
                    keeps += 1
        whole, wholes = kept, keeps
        if wholes > STARTS_PER_LOAD // 4 * most:
            return -1
    return _written(start, whole, wholes, most, found)


@kernel
def _earned_later(p: Packed, person: int, margin: FloatArray, joining: FloatArray) -> FloatArray:
    """What the accounts from each on could earn within so many hours, limits on teams apart."""
    first, last = p.first_group[person], p.first_group[person + 1]
    wide = p.capacity[person] + 1
    later = np.zeros((last - first + 1, wide))
    inside = np.empty(wide)
    for group in range(last - 1, first - 1, -1):
        here, setup = group - first, p.setup[group]
        for w in range(wide):
            inside[w] = later[here + 1, w - setup] - joining[group] if w >= setup else NOTHING
        for row in range(p.first_row[group], p.first_row[group + 1]):
            if margin[row] > 0:
                for w in range(wide - 1, p.hours[row] - 1, -1):
                    inside[w] = max(inside[w], inside[w - p.hours[row]] + margin[row])
        for w in range(wide):
            later[here, w] = max(later[here + 1, w], inside[w])
    return later


@kernel
def _join(
    p: Packed,
    person: int,
    group: int,
    margin: FloatArray,
    joining: FloatArray,
    after: FloatArray,
    least: float,
    old: int,
    earned: FloatArray,
    start: IntArray,
    count: int,
) -> int:
    """Add every useful choice of the account's posts to a start; gives the new count, -1 if full.

    The first start added has joined the team and has no post of it yet.
    """
    left = p.capacity[person] - start[old, USED] - p.setup[group]
    if left < 0 or start[old, TEAMS] >= p.most_teams[person]:
        return count
    rest = 0.0
    for row in range(p.first_row[group], p.first_row[group + 1]):
        rest += max(0.0, margin[row])
    joined = earned[old] - joining[group]
    one = -1e300
    for row in range(p.first_row[group], p.first_row[group + 1]):
        one = max(one, margin[row])
    if joined + max(rest, one) + after[left] < least:
        return count
    if count >= len(earned):
        return -1
    begun = count
    earned[count] = joined
    start[count, USED] = start[old, USED] + p.setup[group]
    start[count, TRUE_USED] = start[old, TRUE_USED] + p.true_setup[group]
    start[count, TEAMS], start[count, LED] = start[old, TEAMS] + 1, start[old, LED]
    start[count, BEFORE], start[count, ROW] = old, -1
    count += 1
    for row in range(p.first_row[group], p.first_row[group + 1]):
        rest -= max(0.0, margin[row])
        for base in range(begun, count):
            if p.second[row] and start[base, ROW] == row - 1:
                continue
            used = start[base, USED] + p.hours[row]
            true_used = start[base, TRUE_USED] + p.true_hours[row]
            led = start[base, LED] + p.lead[row]
            if used > p.capacity[person] or true_used > p.true_capacity[person]:
                continue
            if led > p.most_led[person]:
                continue
            if earned[base] + margin[row] + rest + after[p.capacity[person] - used] < least:
                continue
            if count >= len(earned):
                return -1
            earned[count] = earned[base] + margin[row]
            start[count, USED], start[count, TRUE_USED] = used, true_used
            start[count, TEAMS], start[count, LED] = start[base, TEAMS], led
            start[count, BEFORE], start[count, ROW] = base, row
            count += 1
    return count


@kernel
def _written(start: IntArray, whole: IntArray, wholes: int, most: int, found: IntArray) -> int:
    """Follow each whole load back to its beginning and write its rows."""
    loads, place = 0, 0
    for at in range(wholes):
        rows, new = 0, whole[at]
        while new >= 0:
            if start[new, ROW] >= 0:
                rows += 1
                if place + rows >= len(found):
                    return -1
                found[place + rows] = start[new, ROW]
            new = start[new, BEFORE]
        if rows:
            found[place] = rows
            place += rows + 1
            loads += 1
            if loads > most:
                return -1
    return loads


@kernel
def loads_of_people(
    p: Packed,
    margin: FloatArray,
    joining: FloatArray,
    slack: float,
    reach: FloatArray,
    most: int,
    taken: BoolArray,
) -> tuple[IntArray, IntArray, IntArray, bool]:
    """Near loads of everybody: (whose each is, where its rows begin, the rows, whether all).

    `reach` holds what slack has given a person about `most` loads so far, and learns. The load
    that is `taken` in the plan at hand is left out.
    """
    whose = np.empty(len(p.capacity) * most, dtype=np.int64)
    begins = np.empty(len(p.capacity) * most + 1, dtype=np.int64)
    rows = np.empty(len(p.capacity) * most * 8, dtype=np.int64)
    found = np.empty(most * 64, dtype=np.int64)
    chosen = np.zeros(len(p.post), dtype=np.bool_)
    count, length, complete = 0, 0, True
    for person in range(len(p.capacity)):
        loads = -1
        best = best_load(p, person, p.capacity[person], margin, joining, chosen)
        while True:
            within = min(slack, reach[person])
            complete &= within >= slack
            loads = loads_near(p, person, margin, joining, best, within, most, found)
            if loads >= 0:
                break
            complete = False
            if within < LEAST_REACH:  # so many loads earn just the same that none is listed
                loads = 0
                break
            reach[person] = within * 0.6
        if loads < most // 3 and reach[person] < slack:
            reach[person] *= 1.4
        held = 0
        for row in range(
            p.first_row[p.first_group[person]], p.first_row[p.first_group[person + 1]]
        ):
            held += taken[row]
        place = 0
        for _ in range(loads):
            size = found[place]
            mine = 0
            for at in range(place + 1, place + 1 + size):
                mine += taken[found[at]]
            if length + size > len(rows):
                complete = False
            elif not (mine == size and size == held):
                whose[count], begins[count] = person, length
                for at in range(place + 1, place + 1 + size):
                    rows[length] = found[at]
                    length += 1
                count += 1
            place += size + 1
    begins[count] = length
    return whose[:count], begins[: count + 1], rows[:length], complete


def compile_loads(packed: Packed) -> None:
    """Use the kernels of this module once."""
    rows, people = len(packed.post), packed.people
    taken = np.zeros(rows, dtype=np.bool_)
    margin, joining, reach = np.zeros(rows), np.zeros(len(packed.account)), np.ones(people)
    loads_of_people(packed, margin, joining, 1.0, reach, 8, taken)
