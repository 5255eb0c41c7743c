"""One resource: the exact finish. Only accounts that can still change the answer are opened.

At the prices found, every option loses something against its account's choice. A better plan than
the one known may lose no more than the gap between bound and value, so most options are out for
good. Accounts are opened one by one, the one with the least loss first; kept are states (use,
value) of which none uses more and earns less than another, and which the gap does not exclude.
When the next account's least loss exceeds the gap, the best plan is proven.

Source: the core of Pisinger (1995), "A minimal algorithm for the multiple-choice knapsack
problem", European Journal of Operational Research 83(2); here by loss and in whole numbers.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from counterpart.kernel.compiled import kernel

from ..portfolio_result import Run
from ..portfolio_tables import IntArray
from .pricing import Priced, Pricing

MOST_STATES = 200_000
"""Kept after an account; from there on those that lose least, and nothing is proven any more."""


States = tuple[IntArray, IntArray, IntArray, IntArray, IntArray]
"""What each state uses, earns and loses beyond the choices, its parent, its option's position."""


class Opened(NamedTuple):
    """An account opened: where each state came from, and by which option."""

    account: int
    parent: IntArray
    option: IntArray


def expand(run: Run, pricing: Pricing, priced: Priced, use: IntArray) -> None:
    """Improve the plan until it is proven best, or the run is over."""
    loss = pricing.losses(priced)
    queue = _accounts_by_loss(run, priced, loss)
    nothing = np.zeros(1, dtype=np.int64)
    states = (nothing, nothing.copy(), nothing.copy())
    room = int(run.problem.capacity[0] - priced.uses[0])
    worth = int(run.problem.value[priced.best].sum())
    opened: list[Opened] = []
    whole = True
    for least, account in queue:
        gap = priced.scaled_gap(run.value)
        if least > gap or run.over():
            whole &= least > gap
            break
        options = _still_possible(run, account, loss, gap)
        of_account = int(priced.best[account])
        more = use[options] - use[of_account]
        gain = run.problem.value[options] - run.problem.value[of_account]
        found = extend(*states, more, gain, loss[options], gap)
        if len(found[0]) > MOST_STATES:
            found, whole = _least_losing(found), False
        states = found[:3]
        opened.append(Opened(account, found[3], options[found[4]]))
        _offer_best(run, priced, opened, states[0], states[1], room, worth)
        if not len(states[0]):
            break
    if whole:
        run.prove(run.value)


def _accounts_by_loss(run: Run, priced: Priced, loss: IntArray) -> list[tuple[int, int]]:
    """Accounts that have another option within the gap: its loss and the account."""
    own = priced.best
    others = loss.copy()
    others[own] = np.iinfo(np.int64).max
    least = np.minimum.reduceat(others, run.problem.first[:-1])
    within = np.flatnonzero(least <= priced.scaled_gap(run.value))
    order = within[np.argsort(least[within], kind="stable")]
    return list(zip(least[order].tolist(), order.tolist(), strict=True))


def _still_possible(run: Run, account: int, loss: IntArray, gap: int) -> IntArray:
    start, end = run.problem.first[account], run.problem.first[account + 1]
    return np.asarray(start + np.flatnonzero(loss[start:end] <= gap))


def _least_losing(found: States) -> States:
    """The states that lose least, when there are too many to keep them all."""
    stay = np.sort(np.argpartition(found[2], MOST_STATES)[:MOST_STATES])
    more, gain, lost, parent, by = (column[stay] for column in found)
    return more, gain, lost, parent, by


def _offer_best(
    run: Run,
    priced: Priced,
    opened: list[Opened],
    more: IntArray,
    gain: IntArray,
    room: int,
    worth: int,
) -> None:
    """Offer the best state that fits, if it is better than what is known."""
    fits = np.searchsorted(more, room, side="right") - 1  # value rises with use: the last is best
    if fits < 0 or worth + int(gain[fits]) <= run.value:
        return
    chosen, state = priced.best.copy(), int(fits)
    for at in reversed(opened):
        chosen[at.account] = at.option[state]
        state = int(at.parent[state])
    run.offer(chosen)


@kernel
def extend(
    more: IntArray,
    gain: IntArray,
    lost: IntArray,
    add: IntArray,
    earn: IntArray,
    lose: IntArray,
    gap: int,
) -> States:
    """All states with one more account, whose options add, earn and lose so much.

    States come and go sorted by use. The lists of all options are merged, least use first; a state
    that earns no more than one before it is left out, and so is one that loses more than `gap`.
    """
    states, options = len(more), len(add)
    at = np.zeros(options, dtype=np.int64)
    new_more = np.empty(states * options, dtype=np.int64)
    new_gain = np.empty(states * options, dtype=np.int64)
    new_lost = np.empty(states * options, dtype=np.int64)
    parent = np.empty(states * options, dtype=np.int64)
    by = np.empty(states * options, dtype=np.int64)
    kept, best = 0, -(1 << 62)
    while True:
        use, which = 1 << 62, -1
        for option in range(options):
            if at[option] < states and more[at[option]] + add[option] < use:
                use, which = more[at[option]] + add[option], option
        if which < 0:
            break
        state = at[which]
        at[which] += 1
        earned, together = gain[state] + earn[which], lost[state] + lose[which]
        if earned <= best or together > gap:
            continue
        if kept and new_more[kept - 1] == use:
            kept -= 1
        best = earned
        new_more[kept], new_gain[kept], new_lost[kept] = use, earned, together
        parent[kept], by[kept] = state, which
        kept += 1
    return new_more[:kept], new_gain[:kept], new_lost[:kept], parent[:kept], by[:kept]
