"""The search's moves: push out whoever is in the way of a change, put them back elsewhere."""

from __future__ import annotations

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
from .state import (
    BUDGET,
    CHANGES,
    HEAD,
    HOURS_LEFT,
    LEADS_LEFT,
    LOOSE,
    NEXT,
    ROW,
    TEAMS_LEFT,
    WAITS,
    State,
    draw,
    fill,
    loosen,
)


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
