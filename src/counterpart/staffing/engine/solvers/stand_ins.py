"""Who stands in best when one person leaves: an exact search over the few posts of that person.

All else stays as it is, so only what the others have left counts: hours, teams, accounts to lead,
places in teams, budget and changes. The posts are filled together, not one by one: a stand-in who
takes two of them needs the hours of both, and is one member of the account's team.

Depth first, the most valuable post first, the best candidate first. A branch ends when the best
that each post left could earn alone does not reach the best answer found. This proves the answer
for nearly everybody at once; `stand_ins_model` takes over where it would take too long.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ..columns import NOBODY, BoolArray, IntArray
from ..load import Load
from ..plan import StaffingPlan
from ..tables import ProblemTables
from .instance import UNLIMITED
from .kernel import kernel

MOST_TRIALS = 200_000
"""So many candidates are tried for one person before the search gives up its proof."""

GAIN, COST, HOURS, CHANGE, MEMBER = range(5)
PERSON_, LOCK, LEADS, HELD, ACCOUNT, TWIN, REGION = range(7)
FREE_HOURS, FREE_TEAMS, FREE_LEADS = range(3)
BUDGET, CHANGES = range(2)


class Room(NamedTuple):
    """What the plan leaves free, and by which rows posts could be filled."""

    first: IntArray
    person: IntArray
    row: IntArray
    """Candidate rows: gain, cost, hours, change, membership."""
    usable: BoolArray
    """Rows that are not forbidden and lack nothing that the post needs."""
    membership: IntArray
    """Memberships: account, person, coordination cost, set-up hours."""
    post: IntArray
    """Posts: who stands there, who is locked there, 1 for a lead, row used, account, the post of
    the same contact's backup (or the contact of a backup), the region that bears the costs."""
    joined: BoolArray
    """Memberships that the plan creates."""
    human: IntArray
    """People: hours, teams and accounts to lead that are left; below 0 where a limit is broken."""
    places: IntArray
    """Team places left per account."""
    whole: IntArray
    """Budget and changes left."""
    money: IntArray
    """What is left of the budget of each region."""
    standing: IntArray
    """Who stands at each post now."""
    first_apart: IntArray
    """Memberships that a conflict keeps from m: `apart[first_apart[m] : first_apart[m + 1]]`."""
    apart: IntArray


def room_of(problem: ProblemTables, plan: StaffingPlan, load: Load) -> Room:
    """The room that a plan leaves; the search changes it and puts it back."""
    rows, members, people = problem.candidates, problem.members, problem.people
    joined = np.zeros(len(members), dtype=np.bool_)
    joined[load.members_used] = True
    whole = (
        UNLIMITED if problem.budget is None else problem.budget - load.cost,
        UNLIMITED if problem.most_changes is None else problem.most_changes - load.changes,
    )
    posts = np.arange(problem.posts)
    leads = (posts >= len(problem.contacts)) & (posts < problem.first_backup)
    budgets = [problem.region_budgets[name] for name in problem.budgeted_regions]
    return Room(
        first=np.array(rows.first),
        person=np.array(rows.person),
        row=_table(
            problem.gain_of_row, rows.cost, rows.hours, problem.change_of_row, members.of_row
        ),
        usable=np.array(~problem.barred_row),
        membership=_table(
            members.account, members.person, members.coordination_cost, members.setup_hours
        ),
        post=_table(
            plan.person_of_post,
            problem.lock_of_post,
            leads,
            load.row_of_post,
            problem.account_of_post,
            problem.twin_of_post,
            problem.region_of_account[problem.account_of_post],
        ),
        joined=joined,
        human=_table(
            problem.hours_of_person - load.hours,
            people.most_teams - load.teams,
            people.most_led - load.led,
        ),
        places=np.array(problem.accounts.team_size - load.team_size),
        whole=np.array(whole, dtype=np.int64),
        money=np.array(budgets, dtype=np.int64) - load.region_cost,
        standing=np.array(plan.person_of_post),
        first_apart=problem.members_apart.first,
        apart=problem.members_apart.other,
    )


def _table(*columns: npt.NDArray[Any]) -> IntArray:
    return np.ascontiguousarray(np.stack(columns, axis=1), dtype=np.int64)


def posts_by_person(room: Room) -> tuple[IntArray, IntArray]:
    """Posts sorted by who fills them, and where each person's begin among them."""
    people = room.post[:, PERSON_]
    order = np.argsort(people, kind="stable")
    first = np.searchsorted(people[order], np.arange(len(room.human) + 1))
    return order, first


@kernel
def search_stand_ins(
    room: Room,
    leavers: IntArray,
    posts: IntArray,
    first_post: IntArray,
    most_trials: int,
    stand_in: IntArray,
    proven: BoolArray,
) -> None:
    """For each leaver by themselves: the best row (or -1) for each of their posts, in `stand_in`.

    `proven` says whose answer is the best there is.
    """
    for person in leavers:
        mine = posts[first_post[person] : first_post[person + 1]]
        leave(room, mine, 1)
        proven[person] = fill_posts(room, person, mine, most_trials, stand_in)
        leave(room, mine, -1)


@kernel
def leave(room: Room, mine: IntArray, sign: int) -> None:
    """Give back (or with -1 take again) what the person of these posts uses, save their hours."""
    for post in mine:
        used = room.post[post, HELD]
        room.standing[post] = NOBODY if sign > 0 else room.post[post, PERSON_]
        if used < 0:
            continue
        cost = room.row[used, COST]
        room.whole[CHANGES] += sign * room.row[used, CHANGE]
        member = room.row[used, MEMBER]
        if room.joined[member] == (sign > 0):
            room.joined[member] = sign < 0
            room.places[room.membership[member, 0]] += sign
            cost += room.membership[member, 2]
        spend(room, post, -sign * cost)


@kernel
def fill_posts(
    room: Room, leaver: int, mine: IntArray, most_trials: int, stand_in: IntArray
) -> bool:
    """The search itself; the leaver's posts are empty in `room`. False: no proof."""
    deep = len(mine)
    order, begins, options, hopes = choices(room, leaver, mine)
    ahead = np.zeros(deep + 1, dtype=np.int64)
    for level in range(deep - 1, -1, -1):
        ahead[level] = ahead[level + 1] + best_hope(begins, hopes, order[level])
    at = np.zeros(deep + 1, dtype=np.int64)
    chosen = np.full(deep, -1, dtype=np.int64)
    newly = np.zeros(deep, dtype=np.bool_)
    for post in mine:
        stand_in[post] = -1
    best, value, hoped, level, trials = 0, 0, 0, 0, 0
    at[0] = begins[order[0]] if deep else 0
    while level >= 0:
        if level == deep:
            if value > best:
                best = value
                for place in range(deep):
                    stand_in[mine[order[place]]] = chosen[place]
            level -= 1
            continue
        post = order[level]
        if chosen[level] >= 0:
            value -= release(room, mine[post], chosen[level], newly[level])
            hoped -= hopes[at[level] - 1]
            chosen[level] = -1
        option, end = at[level], begins[post + 1]
        hope = hopes[option] if option < end else 0
        if option > end or hoped + hope + ahead[level + 1] <= best:
            level -= 1
            continue
        at[level] = option + 1
        trials += 1
        if trials > most_trials:
            break
        if option < end:
            row = options[option]
            if not fits(room, mine[post], row):
                continue
            newly[level] = not room.joined[room.row[row, MEMBER]]
            value += take(room, mine[post], row)
            chosen[level] = row
            hoped += hope
        level += 1
        if level < deep:
            at[level] = begins[order[level]]
    while level >= 0:
        if level < deep and chosen[level] >= 0:
            release(room, mine[order[level]], chosen[level], newly[level])
        level -= 1
    return trials <= most_trials


@kernel
def choices(
    room: Room, leaver: int, mine: IntArray
) -> tuple[IntArray, IntArray, IntArray, IntArray]:
    """Rows that fit each post by themselves, best hope first, and the order to fill posts in.

    The hope of a row is its gain less its share of the coordination cost, as if the stand-in took
    all the leaver's posts of the account: an answer earns at most the sum of its hopes, and no
    part of that sum may be exchanged for what its rows have earned so far.
    A small gain that cannot bear that share stays an option, since joining may be paid already.
    """
    deep = len(mine)
    begins = np.zeros(deep + 1, dtype=np.int64)
    most = 0
    for post in mine:
        most += room.first[post + 1] - room.first[post]
    options, hopes = np.empty(most, dtype=np.int64), np.empty(most, dtype=np.int64)
    count = 0
    for place in range(deep):
        post, shared = mine[place], 0
        for other in mine:
            shared += room.post[other, ACCOUNT] == room.post[post, ACCOUNT]
        lock = room.post[post, LOCK]
        for row in range(room.first[post], room.first[post + 1]):
            who = room.person[row]
            locked_away = lock != NOBODY and lock != leaver and lock != who
            if who == leaver or not room.usable[row] or locked_away:
                continue
            member, gain = room.row[row, MEMBER], room.row[row, GAIN]
            hope = gain
            if not room.joined[member]:
                hope -= room.membership[member, 2] // shared
            if gain > 0 and (hope > 0 or shared > 1) and fits(room, post, row):
                options[count], hopes[count] = row, max(hope, 0)
                count += 1
        begins[place + 1] = count
        better = np.argsort(-hopes[begins[place] : count], kind="mergesort")
        options[begins[place] : count] = options[begins[place] : count][better]
        hopes[begins[place] : count] = hopes[begins[place] : count][better]
    negative = np.zeros(deep, dtype=np.int64)
    for place in range(deep):
        negative[place] = -best_hope(begins, hopes, place)
    order = np.argsort(negative, kind="mergesort")
    return order, begins, options[:count], hopes[:count]


@kernel
def best_hope(begins: IntArray, hopes: IntArray, place: int) -> int:
    """The most that one post could earn by itself."""
    if begins[place] < begins[place + 1]:
        return int(hopes[begins[place]])
    return 0


@kernel
def fits(room: Room, post: int, row: int) -> bool:
    """Whether the row can be used beside what is used already; needing nothing always fits."""
    who, member = room.person[row], room.row[row, MEMBER]
    hours, cost = room.row[row, HOURS], room.row[row, COST]
    if not room.joined[member]:
        hours += room.membership[member, 3]
        cost += room.membership[member, 2]
        if room.human[who, FREE_TEAMS] < 1 or room.places[room.membership[member, 0]] < 1:
            return False
        for place in range(room.first_apart[member], room.first_apart[member + 1]):
            if room.joined[room.apart[place]]:
                return False
    twin, region = room.post[post, TWIN], room.post[post, REGION]
    if twin >= 0 and room.standing[twin] == who:
        return False
    if region >= 0 and cost > 0 and cost > room.money[region]:
        return False
    return bool(
        (hours == 0 or hours <= room.human[who, FREE_HOURS])
        and (room.post[post, LEADS] == 0 or room.human[who, FREE_LEADS] >= 1)
        and (cost == 0 or cost <= room.whole[BUDGET])
        and (room.row[row, CHANGE] == 0 or room.row[row, CHANGE] <= room.whole[CHANGES])
    )


@kernel
def take(room: Room, post: int, row: int) -> int:
    """Use the row; what it earns, coordination taken off."""
    member = room.row[row, MEMBER]
    if room.joined[member]:
        return move_row(room, post, row, False, 1)
    room.joined[member] = True
    return move_row(room, post, row, True, 1)


@kernel
def release(room: Room, post: int, row: int, newly: bool) -> int:
    """Undo `take`; what the row earned."""
    if newly:
        room.joined[room.row[row, MEMBER]] = False
    return move_row(room, post, row, newly, -1)


@kernel
def move_row(room: Room, post: int, row: int, newly: bool, sign: int) -> int:
    """Take from the room, or give back, what a row needs; what it earns."""
    who, member = room.person[row], room.row[row, MEMBER]
    hours, cost = room.row[row, HOURS], room.row[row, COST]
    earned = int(room.row[row, GAIN])
    if newly:
        hours += room.membership[member, 3]
        cost += room.membership[member, 2]
        earned -= int(room.membership[member, 2])
        room.human[who, FREE_TEAMS] -= sign
        room.places[room.membership[member, 0]] -= sign
    room.human[who, FREE_HOURS] -= sign * hours
    room.human[who, FREE_LEADS] -= sign * room.post[post, LEADS]
    room.standing[post] = who if sign > 0 else NOBODY
    spend(room, post, sign * cost)
    room.whole[CHANGES] -= sign * room.row[row, CHANGE]
    return earned


@kernel
def spend(room: Room, post: int, cost: int) -> None:
    """Take money from the budget and from that of the post's region."""
    room.whole[BUDGET] -= cost
    if room.post[post, REGION] >= 0:
        room.money[room.post[post, REGION]] -= cost
