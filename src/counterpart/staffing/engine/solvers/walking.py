"""A walk over full assignments: kick a few posts elsewhere, mend with chains, keep what is better.

People may be overloaded on the way. What an hour beyond theirs costs rises as long as walks end
with somebody overloaded, and falls after each that keeps everybody's hours.
"""

from __future__ import annotations

import numpy as np

from ..columns import IntArray
from .assignment import Assignment
from .chains import (
    CAPACITY,
    CHANGED,
    CLOCK,
    LOAD,
    LONGEST,
    NEXT,
    ORDER,
    PLACE,
    POSTS,
    QUIET,
    RANDOM,
    USED,
    WHO,
    Chains,
    better_chain,
    draw,
    move,
)
from .instance import FloatArray
from .kernel import kernel

LIKELY = (3, 5)
"""How many people of each post are looked at, by walks in turn: those where it loses least."""

PACE = (2, 1)
"""How many posts each of these walks tries in the same time."""

BEYOND = 2.0
"""What an hour beyond a person's costs at first, as a multiple of its price."""
SOFTEN, HARDEN, HARDEN_FIRST = 0.99, 1.0002, 1.05
"""Its factors after a plan that keeps the hours, after another, and until there is a first."""

NEXT_BEST = 5
WARMTH = 0.05
"""How much more a plan may cost and still be gone on from, by chance, as a multiple of what posts
lose in the mean with those who are best for them but for one."""

TIES = 0.02
"""People who lose so little more, as the same multiple, are as good as each other."""

KICK = 3
"""Posts kicked elsewhere at most."""

STALE = 30_000
"""After so many tries for each post without a better plan a walk begins anew, near its best."""

SCATTERED = 1 / 3
"""The share of posts that are then given to anybody likely."""

FINE = 2**20
NONE_YET = 2**62
BEST, KEPT = range(2)
BEST_COST = 0


class Walker:
    """One walk: goes on where it was, so that its way does not depend on when it is looked at."""

    def __init__(self, this: Assignment, prices: FloatArray, seed: int) -> None:
        likely, self.pace = LIKELY[seed % len(LIKELY)], PACE[seed % len(LIKELY)]
        self.cost = this.cost
        posts, people = this.cost.shape
        loss = this.cost + prices * this.use
        loss -= loss.min(axis=1, keepdims=True)
        chance = np.random.default_rng(seed)
        middle = float(np.sort(loss, axis=1)[:, 1:NEXT_BEST].mean()) if people > 1 else 0.0
        self.warmth = WARMTH * middle
        order = np.argsort(loss + TIES * middle * chance.random(loss.shape), axis=1)
        own = max(float(prices[:-1].mean()), 1e-3)
        self.state = Chains(
            use=this.use,
            loss=loss,
            likely=np.ascontiguousarray(order[:, :likely]),
            post=np.zeros((posts, 5), dtype=np.int64),
            held=np.zeros(posts),
            person=np.zeros((people, 4), dtype=np.int64),
            lists=np.zeros((people, posts), dtype=np.int64),
            price=np.stack([prices, np.maximum(prices, own) * BEYOND], axis=1),
            gain=np.zeros((LONGEST + 1, posts)),
            trail=np.zeros((LONGEST + 1, posts, 2), dtype=np.int64),
            reached=np.zeros((LONGEST + 1, posts + 1), dtype=np.int64),
            tick=np.zeros(5, dtype=np.int64),
        )
        self.state.person[:, CAPACITY] = this.capacity
        self.state.post[:, ORDER] = chance.permutation(posts)
        self.state.tick[RANDOM] = chance.integers(1, 2**62)
        self.plans = np.zeros((2, posts), dtype=np.int64)
        """Who fills each post: in the best plan that keeps the hours, in the plan kicked next."""
        self.costs = np.array([NONE_YET])
        self.best = NONE_YET, order[:, 0]
        """Cost of the best plan found that keeps the hours, and who fills what."""
        self._chance, self._stale = chance, 0
        self._begin(order[:, 0])

    def _begin(self, people: IntArray) -> None:
        """Go on from this plan, as if there had been no better one."""
        s, posts = self.state, np.arange(len(people))
        count = np.bincount(people, minlength=len(s.person))
        s.post[:, WHO], s.post[:, USED] = people, s.use[posts, people]
        s.held[:] = s.loss[posts, people]
        s.person[:, LOAD] = 0
        np.add.at(s.person[:, LOAD], people, s.post[:, USED])
        s.person[:, POSTS] = count
        order = np.argsort(people, kind="stable")
        place = posts - np.repeat(np.cumsum(count) - count, count)
        s.lists[people[order], place] = order
        s.post[order, PLACE] = place
        s.tick[CLOCK] += 1
        s.person[:, CHANGED] = s.tick[CLOCK]
        s.tick[QUIET] = 0
        self.plans[KEPT] = people
        self.costs[BEST_COST] = NONE_YET

    def go(self, tries: int) -> None:
        """Posts tried as begins of chains: so many, or more where this is quicker."""
        tries *= self.pace
        before = self.costs[BEST_COST]
        walk(self.state, self.cost, self.plans, self.costs, self.warmth, tries)
        self._stale = self._stale + tries if self.costs[BEST_COST] == before else 0
        if self.costs[BEST_COST] < self.best[0]:
            self.best = int(self.costs[BEST_COST]), self.plans[BEST].copy()
        if self._stale > STALE * len(self.cost):
            self._stale = 0
            self._begin(self._scattered(self.best[1]))

    def _scattered(self, people: IntArray) -> IntArray:
        """The plan with a share of its posts given to anybody likely for them."""
        likely = self.state.likely
        other = likely[
            np.arange(len(people)), self._chance.integers(0, likely.shape[1], len(people))
        ]
        return np.where(self._chance.random(len(people)) < SCATTERED, other, people)


@kernel
def walk(
    s: Chains, cost: IntArray, plans: IntArray, costs: IntArray, warmth: float, tries: int
) -> None:
    """Mend and kick in turns, so many posts tried."""
    posts = len(s.post)
    for _ in range(tries):
        begin = s.post[s.tick[NEXT], ORDER]
        s.tick[NEXT] = (s.tick[NEXT] + 1) % posts
        s.tick[QUIET] += 1
        if better_chain(s, begin):
            s.tick[QUIET] = 0
        if s.tick[QUIET] >= posts:
            judge(s, cost, plans, costs, warmth)
            kick(s)


@kernel
def judge(s: Chains, cost: IntArray, plans: IntArray, costs: IntArray, warmth: float) -> None:
    """Keep the plan at hand, or go back to the one kept before if it costs too much more."""
    at_hand, over = priced(s, cost, s.post[:, WHO])
    if over == 0.0 and at_hand < costs[BEST_COST]:
        costs[BEST_COST] = np.int64(at_hand)
        plans[BEST] = s.post[:, WHO]
    kept, beyond = priced(s, cost, plans[KEPT])
    s.tick[CLOCK] += 1
    if at_hand + over <= kept + beyond + warmth * draw(s, FINE) / FINE:
        plans[KEPT] = s.post[:, WHO]
    else:
        for post in range(len(cost)):
            if s.post[post, WHO] != plans[KEPT, post]:
                move(s, post, plans[KEPT, post])
    factor = SOFTEN if over == 0.0 else HARDEN
    if costs[BEST_COST] == NONE_YET:
        factor = HARDEN_FIRST
    for who in range(len(s.price)):
        s.price[who, 1] = max(s.price[who, 0] * 1.01 + 1e-3, s.price[who, 1] * factor)


@kernel
def priced(s: Chains, cost: IntArray, people: IntArray) -> tuple[float, float]:
    """What a plan costs, and what the hours beyond people's own cost at present."""
    load = np.zeros(len(s.person), dtype=np.int64)
    total, over = 0, 0.0
    for post in range(len(people)):
        total += cost[post, people[post]]
        load[people[post]] += s.use[post, people[post]]
    for who in range(len(load)):
        if load[who] > s.person[who, CAPACITY]:
            over += s.price[who, 1] * (load[who] - s.person[who, CAPACITY])
    return float(total), over


@kernel
def kick(s: Chains) -> None:
    """Give a few posts to others who are likely for them."""
    s.tick[CLOCK] += 1
    s.tick[QUIET] = 0
    for _ in range(1 + draw(s, KICK)):
        post = draw(s, len(s.post))
        who = s.likely[post, draw(s, s.likely.shape[1])]
        if who != s.post[post, WHO]:
            move(s, post, who)
