"""The search's moves: change a few posts, push out whoever is in the way, put them back elsewhere.

The state is kept feasible after every move; an empty post is a legal state. Every change is
written to a journal, so that a move the search does not accept is taken back exactly.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..columns import IntArray
from .instance import (
    ACCOUNT,
    CHANGE,
    COST,
    GAIN,
    HOURS,
    IS_BACKUP,
    IS_LEAD,
    MEMBER,
    MUST,
    OF_ACCOUNT,
    PERSON,
    POST,
    PRICE,
    REGION,
    SETUP,
    TWIN,
    FloatArray,
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
    """A random whole number from 0 to below, not included (xorshift64*)."""
    x = s.chance[CHANCE]
    x ^= (x << 13) & 0x7FFFFFFFFFFFFFFF
    x ^= x >> 7
    x ^= (x << 17) & 0x7FFFFFFFFFFFFFFF
    s.chance[CHANCE] = x
    return int((x >> 20) % below)


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


@kernel
def meets_conflict(at: Instance, s: State, member: int) -> bool:
    """Whether somebody is on the account's team who excludes this membership."""
    for place in range(at.first_apart[member], at.first_apart[member + 1]):
        if s.served[at.apart[place]] > 0:
            return True
    return False


@kernel
def suits_twin(at: Instance, s: State, post: int, person: int) -> bool:
    """Whether the person may stand beside whoever is at the twin post; a backup needs somebody."""
    row = s.at_post[at.place[post, TWIN], ROW]
    if row < 0:
        return not at.place[post, IS_BACKUP]
    return bool(at.row[row, PERSON] != person)


@kernel
def fits(at: Instance, s: State, row: int) -> bool:
    """Whether using the row at its empty post keeps every limit."""
    person, member = at.row[row, PERSON], at.row[row, MEMBER]
    hours, cost = at.row[row, HOURS], at.row[row, COST]
    if s.served[member] == 0:
        if s.at_person[person, TEAMS_LEFT] < 1 or s.free_places[at.membership[member, ACCOUNT]] < 1:
            return False
        if meets_conflict(at, s, member):
            return False
        hours += at.membership[member, SETUP]
        cost += at.membership[member, PRICE]
    post = at.row[row, POST]
    if at.place[post, TWIN] >= 0 and not suits_twin(at, s, post, person):
        return False
    if at.place[post, REGION] >= 0 and cost > s.free_money[at.place[post, REGION]]:
        return False
    if hours > s.at_person[person, HOURS_LEFT]:
        return False
    if at.place[post, IS_LEAD] and s.at_person[person, LEADS_LEFT] < 1:
        return False
    return bool(cost <= s.totals[BUDGET] and at.row[row, CHANGE] <= s.totals[CHANGES])


@kernel
def put_back(
    at: Instance,
    s: State,
    noise: float,
    guide: FloatArray,
) -> None:
    """Fill the loose posts, in random order, each by the fitting row that adds most.

    Backups come after everybody else.
    """
    later = 0
    for left in range(s.totals[LOOSE], 0, -1):
        pick = draw(s, left)
        post = s.loose[pick]
        s.loose[pick] = s.loose[left - 1]
        s.at_post[post, WAITS] = 0
        s.loose[left - 1] = post
        if at.place[post, IS_BACKUP]:
            later += 1
        else:
            put_somebody(at, s, post, noise, guide)
    if later:
        for place in range(s.totals[LOOSE]):
            post = s.loose[place]
            if at.place[post, IS_BACKUP]:
                put_somebody(at, s, post, noise, guide)
    s.totals[LOOSE] = 0


@kernel
def put_somebody(at: Instance, s: State, post: int, noise: float, guide: FloatArray) -> None:
    """Fill the empty post by the fitting row that adds most, if any adds something."""
    best, found = 0.0, -1
    money = guide[0]
    if at.place[post, REGION] >= 0:
        money += guide[2 + at.place[post, REGION]]
    for row in range(at.first[post], at.first[post + 1]):
        added = float(at.row[row, GAIN])
        if s.served[at.row[row, MEMBER]] == 0:
            added -= at.membership[at.row[row, MEMBER], PRICE]
        added -= money * at.row[row, COST] + guide[1] * at.row[row, CHANGE]
        if noise > 0:
            added += noise * (draw(s, 1024) - 512)
        if added > best and fits(at, s, row):
            best, found = added, row
    if found >= 0:
        fill(at, s, found)


@kernel
def make_room(at: Instance, s: State, post: int, person: int) -> bool:
    """Push out other posts until the person and the account keep their limits again.

    Returns False when what is in the way is locked.
    """
    account = at.place[post, OF_ACCOUNT]
    if s.at_post[post, ROW] < 0:
        return False
    if len(at.apart) and not part(at, s, at.row[s.at_post[post, ROW], MEMBER]):
        return False
    while s.free_places[account] < 0:
        if not push_out(at, s, post, -1, account, False):
            return False
    while s.at_person[person, LEADS_LEFT] < 0:
        if not push_out(at, s, post, person, -1, True):
            return False
    while s.at_person[person, TEAMS_LEFT] < 0 or s.at_person[person, HOURS_LEFT] < 0:
        if not push_out(at, s, post, person, -1, False):
            return False
    return True


@kernel
def push_out(at: Instance, s: State, keep: int, person: int, account: int, leads: bool) -> bool:
    """Push out one post of the person, or all of one other member's of the account.

    The one chosen loses least for what it frees, by a random measure. Where the person is on too
    many teams, whole teams are left.
    """
    if s.at_post[keep, ROW] < 0:  # a backup whose contact was pushed out
        return False
    own = at.row[s.at_post[keep, ROW], MEMBER]
    chosen, least = -1, 1e300
    if person >= 0:
        teams = s.at_person[person, TEAMS_LEFT] < 0
        post = s.at_person[person, HEAD]
        while post >= 0:
            row = s.at_post[post, ROW]
            allowed = (
                post != keep and not at.place[post, MUST] and (not leads or at.place[post, IS_LEAD])
            )
            if allowed and not (teams and at.row[row, MEMBER] == own):
                loss = (1.0 + draw(s, 1024)) * max(1.0, float(at.row[row, GAIN]))
                loss /= 1.0 + at.row[row, HOURS]
                if loss < least:
                    chosen, least = post, loss
            post = s.at_post[post, NEXT]
        if chosen < 0:
            return False
        if not teams:
            loosen(at, s, chosen)
            return True
    else:
        for place in range(at.first_of_account[account], at.first_of_account[account + 1]):
            post = at.posts_of_account[place]
            row = s.at_post[post, ROW]
            if row >= 0 and at.row[row, MEMBER] != own and not at.place[post, MUST]:
                loss = (1.0 + draw(s, 1024)) * s.served[at.row[row, MEMBER]]
                if loss < least:
                    chosen, least = post, loss
        if chosen < 0:
            return False
    return leave_team(at, s, at.row[s.at_post[chosen, ROW], MEMBER])


@kernel
def part(at: Instance, s: State, member: int) -> bool:
    """Push everybody in conflict with this membership out of the account's team."""
    for place in range(at.first_apart[member], at.first_apart[member + 1]):
        if s.served[at.apart[place]] > 0 and not leave_team(at, s, at.apart[place]):
            return False
    return True


@kernel
def make_way(at: Instance, s: State, post: int, person: int) -> bool:
    """Let the person stand at the post beside its twin; a backup in the way is pushed out.

    Returns False for a backup whose contact nobody faces, or the person themselves.
    """
    twin = at.place[post, TWIN]
    if twin < 0 or suits_twin(at, s, post, person):
        return True
    if at.place[post, IS_BACKUP] or at.place[twin, MUST]:
        return False
    loosen(at, s, twin)
    return True


@kernel
def leave_team(at: Instance, s: State, member: int) -> bool:
    """Push out all posts filled through a membership; False when one of them is locked."""
    account = at.membership[member, ACCOUNT]
    for place in range(at.first_of_account[account], at.first_of_account[account + 1]):
        post = at.posts_of_account[place]
        if s.at_post[post, ROW] >= 0 and at.row[s.at_post[post, ROW], MEMBER] == member:
            if at.place[post, MUST]:
                return False
            loosen(at, s, post)
    return True
