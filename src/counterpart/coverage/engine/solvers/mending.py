"""Several resources: a plan made to fit, and then made better by one or two changes at a time."""

from __future__ import annotations

import numpy as np

from counterpart.kernel.compiled import kernel

from ..portfolio import PortfolioProblem
from ..portfolio_result import FloatArray
from ..portfolio_tables import Codes, IntArray
from ..portfolio_value import PortfolioPlan, uses_of

MOST_PAIRED = 1_000
"""Changes of two accounts at once are tried among so many options."""
MOST_TRIED = 300_000
PASSES = 20


def mended(
    problem: PortfolioProblem, chosen: IntArray, options: IntArray, loss: IntArray
) -> IntArray:
    """Change single accounts, the least loss for each part of the excess first, until it fits.

    `options` may be changed to; in a small problem all may, when these do not do. The plan may
    still not fit then.
    """
    found = chosen.copy()
    every = np.arange(problem.options if problem.options <= MOST_TRIED else 0)
    for within in (options, every):
        room = problem.capacity - uses_of(problem, PortfolioPlan(found))
        if (room >= 0).all():
            break
        account = np.searchsorted(problem.first, within, side="right") - 1
        part = 1.0 / (1.0 + problem.capacity.astype(np.float64))
        make_fit(problem.uses, within, account, loss[within], loss[found], part, room, found)
    return found


def improved(
    problem: PortfolioProblem, chosen: IntArray, options: IntArray, loss: IntArray
) -> IntArray:
    """The plan after every change of one account, or of two, that fits and gains."""
    found = chosen.copy()
    account = np.searchsorted(problem.first, options, side="right") - 1
    room = problem.capacity - uses_of(problem, PortfolioPlan(found))
    near = np.argsort(loss[options], kind="stable")[:MOST_PAIRED]
    for _ in range(PASSES):
        gained = change_one(problem.value, problem.uses, options, account, room, found)
        own, whose = options[near], account[near]
        gained |= change_two(problem.value, problem.uses, own, whose, room, found)
        if not gained:
            break
    return found


@kernel
def make_fit(
    uses: Codes,
    options: IntArray,
    account: IntArray,
    loss: IntArray,
    loss_now: IntArray,
    part: FloatArray,
    room: IntArray,
    chosen: IntArray,
) -> None:
    """Change `chosen` and `room` until no room is below 0, or no change helps.

    `part` weighs a unit of each resource; what is missing in all of them together only shrinks.
    """
    resources = len(room)
    while True:
        best, ratio = -1, 0.0
        for at in range(len(options)):
            has = chosen[account[at]]
            relief = 0.0
            for k in range(resources):
                more = uses[options[at], k] - uses[has, k]
                relief += part[k] * (max(0, -room[k]) - max(0, more - room[k]))
            if relief > 1e-12:
                cost = max(0.0, float(loss[at] - loss_now[account[at]])) + 1.0
                if relief / cost > ratio:
                    ratio, best = relief / cost, at
        if best < 0:
            return
        change(uses, options[best], account[best], room, chosen)
        loss_now[account[best]] = loss[best]
        fits = True
        for k in range(resources):
            fits = fits and room[k] >= 0
        if fits:
            return


@kernel
def change(uses: Codes, option: int, account: int, room: IntArray, chosen: IntArray) -> None:
    """Give an account another option."""
    for k in range(len(room)):
        room[k] -= uses[option, k] - uses[chosen[account], k]
    chosen[account] = option


@kernel
def change_one(
    value: IntArray,
    uses: Codes,
    options: IntArray,
    account: IntArray,
    room: IntArray,
    chosen: IntArray,
) -> bool:
    """Make every change of one account that fits and gains."""
    gained = False
    for at in range(len(options)):
        option, has = options[at], chosen[account[at]]
        if value[option] <= value[has]:
            continue
        fits = True
        for k in range(len(room)):
            if uses[option, k] - uses[has, k] > room[k]:
                fits = False
                break
        if fits:
            change(uses, option, account[at], room, chosen)
            gained = True
    return gained


@kernel
def change_two(
    value: IntArray,
    uses: Codes,
    options: IntArray,
    account: IntArray,
    room: IntArray,
    chosen: IntArray,
) -> bool:
    """For every change that gains but does not fit, the cheapest other that makes it fit."""
    gained = False
    for at in range(len(options)):
        option, has = options[at], chosen[account[at]]
        gain = value[option] - value[has]
        best, most = -1, 0
        if gain <= 0:
            continue
        for other in range(len(options)):
            theirs = chosen[account[other]]
            together = gain + value[options[other]] - value[theirs]
            if together <= most or account[other] == account[at]:
                continue
            fits = True
            for k in range(len(room)):
                more = uses[option, k] - uses[has, k]
                if more + uses[options[other], k] - uses[theirs, k] > room[k]:
                    fits = False
                    break
            if fits:
                most, best = together, other
        if best >= 0:
            change(uses, option, account[at], room, chosen)
            change(uses, options[best], account[best], room, chosen)
            gained = True
    return gained
