"""Annealing over compound moves: shift with ejection, whole teams, ruin and recreate."""

from __future__ import annotations

import math

import numpy as np

from ..columns import IntArray
from .instance import MEMBER, MUST, OF_ACCOUNT, PERSON, FloatArray, Instance
from .kernel import kernel
from .moves import make_room, make_way, put_back
from .state import (
    BUDGET,
    CHANGES,
    HEAD,
    LENGTH,
    LOOSE,
    NEXT,
    ROW,
    VALUE,
    WAITS,
    State,
    clear,
    draw,
    fill,
    loosen,
    undo,
    wait,
)

LUCK_STEPS = 4096


def luck_table() -> FloatArray:
    """-ln((i + 0.5) / n), rounded so that it is the same on every machine."""
    return np.array([round(-math.log((i + 0.5) / LUCK_STEPS), 9) for i in range(LUCK_STEPS)])


@kernel
def anneal(
    at: Instance,
    s: State,
    luck: FloatArray,
    best_row: IntArray,
    best_value: int,
    steps: int,
    hot: float,
    cold: float,
    mix: IntArray,
    guide: FloatArray,
) -> int:
    """Try `steps` moves while the temperature falls from hot to cold; returns the best value.

    `best_row` receives the best plan. `mix` holds the shares, of 1000, of the four kinds of
    moves; `guide` the prices of budget, changes and regions' budgets, so that under a tight limit
    what spares them counts too.
    """
    ratio = cold / hot
    temperature = hot
    cooling = ratio ** (1.0 / max(1, steps // 64))
    posts = len(at.first) - 1
    for step in range(steps):
        if step % 64 == 63:
            temperature *= cooling
        before = worth(s, guide)
        s.totals[LENGTH] = 0
        kind = draw(s, 1000)
        post = draw(s, posts)
        noise = 0.0
        if kind < mix[0]:
            made = shift(at, s, post)
        elif kind < mix[1]:
            made = shift_team(at, s, post)
        elif kind < mix[2]:
            made = ruin_account(at, s, post)
            noise = temperature / 512.0
        else:
            made = ruin_people(at, s, post)
            noise = temperature / 512.0
        if made:
            put_back(at, s, noise, guide)
            made = s.totals[BUDGET] >= 0 and s.totals[CHANGES] >= 0 and not overspent(s)
        forget(s)
        gained = worth(s, guide) - before
        if not made or (gained < 0 and -gained > temperature * luck[draw(s, 4096)]):
            undo(at, s)
        elif s.totals[VALUE] > best_value:
            best_value = s.totals[VALUE]
            for each in range(posts):
                best_row[each] = s.at_post[each, ROW]
    return best_value


@kernel
def worth(s: State, guide: FloatArray) -> float:
    """The plan's value and, at their prices, the budgets and changes it leaves."""
    total = float(s.totals[VALUE])
    if guide[0] > 0:
        total += guide[0] * s.totals[BUDGET]
    if guide[1] > 0:
        total += guide[1] * s.totals[CHANGES]
    for region in range(len(s.free_money)):
        total += guide[2 + region] * s.free_money[region]
    return total


@kernel
def overspent(s: State) -> bool:
    """Whether the budget of a region does not suffice."""
    for region in range(len(s.free_money)):  # noqa: SIM110 - compiled code has no any()
        if s.free_money[region] < 0:
            return True
    return False


@kernel
def forget(s: State) -> None:
    """Nothing waits to be put back any more."""
    for place in range(s.totals[LOOSE]):
        s.at_post[s.loose[place], WAITS] = 0
    s.totals[LOOSE] = 0


@kernel
def shift(at: Instance, s: State, post: int) -> bool:
    """Give the post to another of its candidates, pushing out what is in the way."""
    count = at.first[post + 1] - at.first[post]
    if count == 0:
        return False
    row = at.first[post] + draw(s, count)
    if row == s.at_post[post, ROW] or not make_way(at, s, post, at.row[row, PERSON]):
        return False
    if s.at_post[post, ROW] >= 0:
        clear(at, s, post)
    fill(at, s, row)
    return make_room(at, s, post, at.row[row, PERSON])


@kernel
def row_at(at: Instance, post: int, person: int) -> int:
    """The row by which the person could fill the post, or -1."""
    for row in range(at.first[post], at.first[post + 1]):
        if at.row[row, PERSON] == person:
            return int(row)
    return -1


@kernel
def shift_team(at: Instance, s: State, post: int) -> bool:
    """Move all of one member's posts at the account to another person, where candidates."""
    count = at.first[post + 1] - at.first[post]
    if count == 0 or s.at_post[post, ROW] < 0:
        return False
    target = at.first[post] + draw(s, count)
    person, member = at.row[target, PERSON], at.row[s.at_post[post, ROW], MEMBER]
    if member == at.row[target, MEMBER] or not make_way(at, s, post, person):
        return False
    account = at.place[post, OF_ACCOUNT]
    for place in range(at.first_of_account[account], at.first_of_account[account + 1]):
        other = at.posts_of_account[place]
        if s.at_post[other, ROW] >= 0 and at.row[s.at_post[other, ROW], MEMBER] == member:
            row = row_at(at, other, person)
            if row >= 0 and make_way(at, s, other, person):
                clear(at, s, other)
                fill(at, s, row)
    return make_room(at, s, post, person)


@kernel
def ruin_account(at: Instance, s: State, post: int) -> bool:
    """Empty about three of four posts of the account of this post."""
    account = at.place[post, OF_ACCOUNT]
    for place in range(at.first_of_account[account], at.first_of_account[account + 1]):
        other = at.posts_of_account[place]
        if s.at_post[other, ROW] >= 0 and not at.place[other, MUST] and draw(s, 4) > 0:
            loosen(at, s, other)
        elif s.at_post[other, ROW] < 0:
            wait(s, other)
    return True


@kernel
def empty_person(at: Instance, s: State, person: int) -> None:
    """Take everything that is not locked from the person."""
    post = s.at_person[person, HEAD]
    while post >= 0:
        following = s.at_post[post, NEXT]
        if not at.place[post, MUST]:
            loosen(at, s, post)
        post = following


@kernel
def ruin_people(at: Instance, s: State, post: int) -> bool:
    """Take everything from two people who could both fill the post."""
    count = at.first[post + 1] - at.first[post]
    if count == 0:
        return False
    empty_person(at, s, at.row[at.first[post] + draw(s, count), PERSON])
    empty_person(at, s, at.row[at.first[post] + draw(s, count), PERSON])
    if s.at_post[post, ROW] >= 0 and not at.place[post, MUST]:
        loosen(at, s, post)
    elif s.at_post[post, ROW] < 0:
        wait(s, post)
    return True
