"""A plan under search: who fills what and what that uses, kept up to date change by change.

The plan is feasible after every move; an empty post is a legal state. Every change is written to a
journal, so that a move the search does not accept is taken back exactly.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..columns import IntArray
from .chance import chance_after, number_below
from .instance import (
    ACCOUNT,
    CHANGE,
    COST,
    GAIN,
    HOURS,
    IS_BACKUP,
    IS_LEAD,
    MEMBER,
    PERSON,
    POST,
    PRICE,
    REGION,
    SETUP,
    TWIN,
    Instance,
)
from .kernel import kernel

# Columns of the state's tables, and places in its totals.
ROW, NEXT, PREVIOUS, WAITS = range(4)
HEAD, HOURS_LEFT, TEAMS_LEFT, LEADS_LEFT = range(4)
# Two searches run side by side: what both write all the time keeps a wide distance in memory, or
# the cores would wait for each other's caches.
APART = 16
VALUE, BUDGET, CHANGES, LENGTH, LOOSE = range(APART, APART + 5)
CHANCE = APART


class State(NamedTuple):
    """A plan under search and what it uses."""

    at_post: IntArray
    """Per post: the row used (-1 where empty), the next and the previous post of the same
    person, 1 while the post is in `loose`."""
    at_person: IntArray
    """Per person: their first post, hours, teams and leads left."""
    served: IntArray
    """Posts filled through each membership; it exists while this is above 0."""
    free_places: IntArray
    """Per account: team places left."""
    free_money: IntArray
    """Per region with a budget: what is left of it."""
    totals: IntArray
    """Value, budget left, changes left, length of the journal, length of `loose`."""
    journal: IntArray
    """(post, row it had) in the order of changes."""
    loose: IntArray
    """Posts waiting to be put back."""
    chance: IntArray
    """The state of the random source."""


def new_state(at: Instance, rows: IntArray, seed: int) -> State:
    """The state of a feasible plan given by its rows."""
    posts, people = at.posts, len(at.human)
    at_post = np.full((posts, 4), -1, dtype=np.int64)
    at_post[:, WAITS] = 0
    nobody_busy = np.concatenate([np.full((people, 1), -1), at.human], axis=1)
    state = State(
        at_post=at_post,
        at_person=np.ascontiguousarray(nobody_busy, dtype=np.int64),
        served=np.zeros(len(at.membership), dtype=np.int64),
        free_places=at.team_size.astype(np.int64),
        free_money=at.region_budget.astype(np.int64),
        totals=_apart(0, at.budget, at.most_changes, 0, 0),
        journal=np.zeros((16 * posts + 64, 2), dtype=np.int64),
        loose=np.zeros(posts + 1, dtype=np.int64),
        chance=_apart((seed * 2_862_933_555_777_941_757 + 3_037_000_493) % 2**62 + 1),
    )
    load_rows(at, state, np.asarray(rows, dtype=np.int64))
    return state


def _apart(*numbers: int) -> IntArray:
    """The numbers with room before and behind."""
    found = np.zeros(len(numbers) + 2 * APART, dtype=np.int64)
    found[APART : APART + len(numbers)] = numbers
    return found


@kernel
def load_rows(at: Instance, s: State, rows: IntArray) -> None:
    """Make the state hold exactly these rows."""
    for post in range(len(rows)):
        if s.at_post[post, ROW] != rows[post]:
            if s.at_post[post, ROW] >= 0:
                clear(at, s, post)
            if rows[post] >= 0:
                fill(at, s, rows[post])
    s.totals[LENGTH] = 0


@kernel
def draw(s: State, below: int) -> int:
    """A random whole number from 0 to below, not included."""
    s.chance[CHANCE] = chance_after(s.chance[CHANCE])
    return number_below(s.chance[CHANCE], below)


@kernel
def note(s: State, post: int) -> None:
    """Remember what the post had."""
    length = s.totals[LENGTH]
    s.journal[length, 0], s.journal[length, 1] = post, s.at_post[post, ROW]
    s.totals[LENGTH] = length + 1


@kernel
def fill(at: Instance, s: State, row: int) -> None:
    """Use the row at its post, which is empty."""
    post, person, member = at.row[row, POST], at.row[row, PERSON], at.row[row, MEMBER]
    note(s, post)
    s.at_post[post, ROW] = row
    following = s.at_person[person, HEAD]
    s.at_post[post, NEXT], s.at_post[post, PREVIOUS] = following, -1
    if following >= 0:
        s.at_post[following, PREVIOUS] = post
    s.at_person[person, HEAD] = post
    s.at_person[person, HOURS_LEFT] -= at.row[row, HOURS]
    cost = at.row[row, COST]
    s.totals[VALUE] += at.row[row, GAIN]
    s.totals[CHANGES] -= at.row[row, CHANGE]
    if at.place[post, IS_LEAD]:
        s.at_person[person, LEADS_LEFT] -= 1
    if s.served[member] == 0:
        s.at_person[person, HOURS_LEFT] -= at.membership[member, SETUP]
        s.at_person[person, TEAMS_LEFT] -= 1
        s.free_places[at.membership[member, ACCOUNT]] -= 1
        s.totals[VALUE] -= at.membership[member, PRICE]
        cost += at.membership[member, PRICE]
    s.totals[BUDGET] -= cost
    if at.place[post, REGION] >= 0:
        s.free_money[at.place[post, REGION]] -= cost
    s.served[member] += 1


@kernel
def clear(at: Instance, s: State, post: int) -> None:
    """Empty the post, which is filled."""
    row = s.at_post[post, ROW]
    person, member = at.row[row, PERSON], at.row[row, MEMBER]
    note(s, post)
    s.at_post[post, ROW] = -1
    before, after = s.at_post[post, PREVIOUS], s.at_post[post, NEXT]
    if before >= 0:
        s.at_post[before, NEXT] = after
    else:
        s.at_person[person, HEAD] = after
    if after >= 0:
        s.at_post[after, PREVIOUS] = before
    s.at_person[person, HOURS_LEFT] += at.row[row, HOURS]
    cost = at.row[row, COST]
    s.totals[VALUE] -= at.row[row, GAIN]
    s.totals[CHANGES] += at.row[row, CHANGE]
    if at.place[post, IS_LEAD]:
        s.at_person[person, LEADS_LEFT] += 1
    s.served[member] -= 1
    if s.served[member] == 0:
        s.at_person[person, HOURS_LEFT] += at.membership[member, SETUP]
        s.at_person[person, TEAMS_LEFT] += 1
        s.free_places[at.membership[member, ACCOUNT]] += 1
        s.totals[VALUE] += at.membership[member, PRICE]
        cost += at.membership[member, PRICE]
    s.totals[BUDGET] += cost
    if at.place[post, REGION] >= 0:
        s.free_money[at.place[post, REGION]] += cost


@kernel
def wait(s: State, post: int) -> None:
    """Remember to fill the empty post before the move ends."""
    if s.at_post[post, WAITS] == 0:
        s.at_post[post, WAITS] = 1
        s.loose[s.totals[LOOSE]] = post
        s.totals[LOOSE] += 1


@kernel
def loosen(at: Instance, s: State, post: int) -> None:
    """Empty the post, and its backup first, and remember to put them back."""
    twin = at.place[post, TWIN]
    if twin >= 0 and at.place[twin, IS_BACKUP]:
        if s.at_post[twin, ROW] >= 0:
            clear(at, s, twin)
        wait(s, twin)
    clear(at, s, post)
    wait(s, post)


@kernel
def undo(at: Instance, s: State) -> None:
    """Take back everything since the journal was last empty."""
    for entry in range(s.totals[LENGTH] - 1, -1, -1):
        post, row = s.journal[entry, 0], s.journal[entry, 1]
        if s.at_post[post, ROW] >= 0:
            clear(at, s, post)
        if row >= 0:
            fill(at, s, row)
    s.totals[LENGTH] = 0
