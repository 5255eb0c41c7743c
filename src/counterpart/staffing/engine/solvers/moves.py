"""The search's moves: change a few posts, push out whoever is in the way, put them back elsewhere.

The state is kept feasible after every move; an empty post is a legal state. Every change is
written to a journal, so that a move the search does not accept is taken back exactly.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..columns import IntArray
from .instance import FloatArray, Instance
from .kernel import kernel


class State(NamedTuple):
    """A plan under search and what it uses."""

    row: IntArray
    """Row used at each post, -1 where empty."""
    next_post: IntArray
    previous_post: IntArray
    head: IntArray
    """Each person's posts as a linked list."""
    served: IntArray
    """Posts filled through each membership; it exists while this is above 0."""
    free_hours: IntArray
    free_teams: IntArray
    free_leads: IntArray
    free_places: IntArray
    totals: IntArray
    """[value, budget left, changes left, journal length, places in use of `loose`]."""
    journal: IntArray
    """(post, row it had) in the order of changes."""
    loose: IntArray
    """Posts waiting to be put back."""
    waits: IntArray
    """1 while a post is in `loose`."""
    chance: IntArray
    """One number: the state of the random source."""


VALUE, BUDGET, CHANGES, LENGTH, LOOSE = 0, 1, 2, 3, 4


def new_state(at: Instance, rows: IntArray, seed: int) -> State:
    """The state of a feasible plan given by its rows."""
    posts, people = len(at.first) - 1, len(at.capacity)
    state = State(
        row=np.full(posts, -1, dtype=np.int64),
        next_post=np.full(posts, -1, dtype=np.int64),
        previous_post=np.full(posts, -1, dtype=np.int64),
        head=np.full(people, -1, dtype=np.int64),
        served=np.zeros(len(at.member_account), dtype=np.int64),
        free_hours=at.capacity.astype(np.int64),
        free_teams=at.most_teams.astype(np.int64),
        free_leads=at.most_led.astype(np.int64),
        free_places=at.team_size.astype(np.int64),
        totals=np.array([0, at.budget, at.most_changes, 0, 0], dtype=np.int64),
        journal=np.zeros((16 * posts + 64, 2), dtype=np.int64),
        loose=np.zeros(posts + 1, dtype=np.int64),
        waits=np.zeros(posts, dtype=np.int64),
        chance=np.array([(seed * 2_862_933_555_777_941_757 + 3_037_000_493) % 2**62 + 1]),
    )
    load_rows(at, state, np.asarray(rows, dtype=np.int64))
    return state


@kernel
def load_rows(at: Instance, s: State, rows: IntArray) -> None:
    """Make the state hold exactly these rows."""
    for post in range(len(rows)):
        if s.row[post] != rows[post]:
            if s.row[post] >= 0:
                clear(at, s, post)
            if rows[post] >= 0:
                fill(at, s, rows[post])
    s.totals[LENGTH] = 0


@kernel
def draw(s: State, below: int) -> int:
    """A random whole number from 0 to below, not included (xorshift64*)."""
    x = s.chance[0]
    x ^= (x << 13) & 0x7FFFFFFFFFFFFFFF
    x ^= x >> 7
    x ^= (x << 17) & 0x7FFFFFFFFFFFFFFF
    s.chance[0] = x
    return int((x >> 20) % below)


@kernel
def note(s: State, post: int) -> None:
    """Remember what the post had."""
    length = s.totals[LENGTH]
    s.journal[length, 0], s.journal[length, 1] = post, s.row[post]
    s.totals[LENGTH] = length + 1


@kernel
def fill(at: Instance, s: State, row: int) -> None:
    """Use the row at its post, which is empty."""
    post, person, member = at.post[row], at.person[row], at.member[row]
    note(s, post)
    s.row[post] = row
    following = s.head[person]
    s.next_post[post], s.previous_post[post] = following, -1
    if following >= 0:
        s.previous_post[following] = post
    s.head[person] = post
    s.free_hours[person] -= at.hours[row]
    s.totals[VALUE] += at.gain[row]
    s.totals[BUDGET] -= at.cost[row]
    s.totals[CHANGES] -= at.change[row]
    if at.is_lead[post]:
        s.free_leads[person] -= 1
    if s.served[member] == 0:
        s.free_hours[person] -= at.member_hours[member]
        s.free_teams[person] -= 1
        s.free_places[at.member_account[member]] -= 1
        s.totals[VALUE] -= at.member_cost[member]
        s.totals[BUDGET] -= at.member_cost[member]
    s.served[member] += 1


@kernel
def clear(at: Instance, s: State, post: int) -> None:
    """Empty the post, which is filled."""
    row = s.row[post]
    person, member = at.person[row], at.member[row]
    note(s, post)
    s.row[post] = -1
    before, after = s.previous_post[post], s.next_post[post]
    if before >= 0:
        s.next_post[before] = after
    else:
        s.head[person] = after
    if after >= 0:
        s.previous_post[after] = before
    s.free_hours[person] += at.hours[row]
    s.totals[VALUE] -= at.gain[row]
    s.totals[BUDGET] += at.cost[row]
    s.totals[CHANGES] += at.change[row]
    if at.is_lead[post]:
        s.free_leads[person] += 1
    s.served[member] -= 1
    if s.served[member] == 0:
        s.free_hours[person] += at.member_hours[member]
        s.free_teams[person] += 1
        s.free_places[at.member_account[member]] += 1
        s.totals[VALUE] += at.member_cost[member]
        s.totals[BUDGET] += at.member_cost[member]


@kernel
def wait(s: State, post: int) -> None:
    """Remember to fill the empty post before the move ends."""
    if s.waits[post] == 0:
        s.waits[post] = 1
        s.loose[s.totals[LOOSE]] = post
        s.totals[LOOSE] += 1


@kernel
def loosen(at: Instance, s: State, post: int) -> None:
    """Empty the post and remember to put it back."""
    clear(at, s, post)
    wait(s, post)


@kernel
def undo(at: Instance, s: State) -> None:
    """Take back everything since the journal was last empty."""
    for entry in range(s.totals[LENGTH] - 1, -1, -1):
        post, row = s.journal[entry, 0], s.journal[entry, 1]
        if s.row[post] >= 0:
            clear(at, s, post)
        if row >= 0:
            fill(at, s, row)
    s.totals[LENGTH] = 0


@kernel
def fits(at: Instance, s: State, row: int) -> bool:
    """Whether using the row at its empty post keeps every limit."""
    person, member = at.person[row], at.member[row]
    hours, cost = at.hours[row], at.cost[row]
    if s.served[member] == 0:
        if s.free_teams[person] < 1 or s.free_places[at.member_account[member]] < 1:
            return False
        hours += at.member_hours[member]
        cost += at.member_cost[member]
    if hours > s.free_hours[person] or (at.is_lead[at.post[row]] and s.free_leads[person] < 1):
        return False
    return bool(cost <= s.totals[BUDGET] and at.change[row] <= s.totals[CHANGES])


@kernel
def put_back(
    at: Instance,
    s: State,
    first: IntArray,
    rows: IntArray,
    noise: float,
    guide: FloatArray,
) -> None:
    """Fill the loose posts, in random order, each by the fitting row that adds most."""
    for left in range(s.totals[LOOSE], 0, -1):
        pick = draw(s, left)
        post = s.loose[pick]
        s.loose[pick] = s.loose[left - 1]
        s.waits[post] = 0
        best, found = 0.0, -1
        for place in range(first[post], first[post + 1]):
            row = rows[place]
            added = float(at.gain[row])
            if s.served[at.member[row]] == 0:
                added -= at.member_cost[at.member[row]]
            added -= guide[0] * at.cost[row] + guide[1] * at.change[row]
            if noise > 0:
                added += noise * (draw(s, 1024) - 512)
            if added > best and fits(at, s, row):
                best, found = added, row
        if found >= 0:
            fill(at, s, found)
    s.totals[LOOSE] = 0


@kernel
def make_room(at: Instance, s: State, post: int, person: int) -> bool:
    """Push out other posts until the person and the account keep their limits again.

    Returns False when what is in the way is locked.
    """
    account = at.account_of_post[post]
    while s.free_places[account] < 0:
        if not push_out(at, s, post, -1, account, False):
            return False
    while s.free_leads[person] < 0:
        if not push_out(at, s, post, person, -1, True):
            return False
    while s.free_teams[person] < 0 or s.free_hours[person] < 0:
        if not push_out(at, s, post, person, -1, False):
            return False
    return True


@kernel
def push_out(at: Instance, s: State, keep: int, person: int, account: int, leads: bool) -> bool:
    """Push out one post of the person, or all of one other member's of the account.

    The one chosen loses least for what it frees, by a random measure. Where the person is on too
    many teams, whole teams are left.
    """
    own = at.member[s.row[keep]]
    chosen, least = -1, 1e300
    if person >= 0:
        teams = s.free_teams[person] < 0
        post = s.head[person]
        while post >= 0:
            row = s.row[post]
            allowed = post != keep and not at.must[post] and (not leads or at.is_lead[post])
            if allowed and not (teams and at.member[row] == own):
                loss = (1.0 + draw(s, 1024)) * max(1.0, float(at.gain[row]))
                loss /= 1.0 + at.hours[row]
                if loss < least:
                    chosen, least = post, loss
            post = s.next_post[post]
        if chosen < 0:
            return False
        if not teams:
            loosen(at, s, chosen)
            return True
    else:
        for place in range(at.first_of_account[account], at.first_of_account[account + 1]):
            post = at.posts_of_account[place]
            row = s.row[post]
            if row >= 0 and at.member[row] != own and not at.must[post]:
                loss = (1.0 + draw(s, 1024)) * s.served[at.member[row]]
                if loss < least:
                    chosen, least = post, loss
        if chosen < 0:
            return False
    return leave_team(at, s, at.member[s.row[chosen]])


@kernel
def leave_team(at: Instance, s: State, member: int) -> bool:
    """Push out all posts filled through a membership; False when one of them is locked."""
    account = at.member_account[member]
    for place in range(at.first_of_account[account], at.first_of_account[account + 1]):
        post = at.posts_of_account[place]
        if s.row[post] >= 0 and at.member[s.row[post]] == member:
            if at.must[post]:
                return False
            loosen(at, s, post)
    return True
