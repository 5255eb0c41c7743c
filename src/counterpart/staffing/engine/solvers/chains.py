"""Chains of moves that make a full assignment better: one post moves in, another moves on.

A chain begins with a post that leaves its person. Each further step gives the post in hand to
another person and takes one of theirs in hand; the last post stays where it fits, with the person
whom the first one left (a cycle) or with somebody else. People may be overloaded, at a price. As
no person is met twice, the gains of the steps add up to the gain of the chain, and every chain
that gains can be begun where all its partial sums gain; so all others are cut off at once.

Sources: Thompson and Psaraftis, "Cyclic transfer algorithms", Operations Research 41(5), 1993;
Yagiura, Ibaraki and Glover, "An ejection chain approach for the generalized assignment problem",
INFORMS Journal on Computing 16(2), 2004.
"""

from __future__ import annotations

from typing import NamedTuple

from ..columns import IntArray
from .chance import chance_after, number_below
from .instance import FloatArray
from .kernel import kernel

LONGEST = 10
"""Posts moved by one chain at most."""

LEAST = 1e-6
"""What gains less than this gains nothing."""

WHO, PLACE, USED, SEEN, ORDER = range(5)
LOAD, CAPACITY, POSTS, CHANGED = range(4)
CLOCK, SEARCH, NEXT, QUIET, RANDOM = range(5)
FOUND_AT, TAKEN_FROM = range(2)


class Chains(NamedTuple):
    """A full assignment and what is known about it."""

    use: IntArray
    loss: FloatArray
    """What each post loses with each person at the prices of hours; 0 with the best."""
    likely: IntArray
    """The people of each post who are looked at."""
    post: IntArray
    """By column, of posts: who fills it, its place among theirs, hours used, the clock when chains
    were last begun from it, the order in which they are."""
    held: FloatArray
    """What each post loses where it is."""
    person: IntArray
    """By column, of people: load, hours, how many posts, the clock when that last changed."""
    lists: IntArray
    """The posts of each person, as many as they have."""
    price: FloatArray
    """By column, of people: the price of an hour, and of an hour beyond theirs."""
    gain: FloatArray
    """By step and post: the best partial sum with this post in hand."""
    trail: IntArray
    """By step, post: the search that found it, and the post in hand before."""
    reached: IntArray
    """By step: posts in hand, and last how many."""
    tick: IntArray
    """The clock of changes, the number of searches, where to go on, searches since the last gain,
    and the state of the random source."""


@kernel
def draw(s: Chains, below: int) -> int:
    """A random whole number from 0 to below, not included."""
    s.tick[RANDOM] = chance_after(s.tick[RANDOM])
    return number_below(s.tick[RANDOM], below)


@kernel
def worth(price: float, beyond: float, hours: int, load: int) -> float:
    """What so much load costs a person: hours used are worth their price, those beyond cost."""
    found = -price * load
    if load > hours:
        found += beyond * (load - hours)
    return found


@kernel
def move(s: Chains, post: int, to: int) -> None:
    """Give a post to another person."""
    at, who = s.post[post, PLACE], s.post[post, WHO]
    s.person[who, LOAD] -= s.post[post, USED]
    s.person[who, POSTS] -= 1
    other = s.lists[who, s.person[who, POSTS]]
    s.lists[who, at] = other
    s.post[other, PLACE] = at
    s.lists[to, s.person[to, POSTS]] = post
    s.post[post, PLACE] = s.person[to, POSTS]
    s.person[to, POSTS] += 1
    s.post[post, WHO] = to
    s.post[post, USED] = s.use[post, to]
    s.held[post] = s.loss[post, to]
    s.person[to, LOAD] += s.use[post, to]
    s.person[who, CHANGED] = s.person[to, CHANGED] = s.tick[CLOCK]


@kernel
def better_chain(s: Chains, begin: int) -> bool:
    """Look for the best chain that begins with this post, and carry it out if it gains.

    Where nothing has changed since chains were last begun here, there is nothing to find.
    """
    since = s.post[begin, SEEN]
    s.post[begin, SEEN] = s.tick[CLOCK]
    s.tick[SEARCH] += 1
    search, last = s.tick[SEARCH], s.reached.shape[1] - 1
    # One long loop over plain arrays: handing the whole state to parts of it takes far longer.
    at, held, loss, use, likely = s.post, s.held, s.loss, s.use, s.likely
    person, price, lists = s.person, s.price, s.lists
    gain, trail, reached = s.gain, s.trail, s.reached
    left = at[begin, WHO]
    fresh = person[left, CHANGED] > since
    own, own_beyond, own_hours = price[left, 0], price[left, 1], person[left, CAPACITY]
    load = person[left, LOAD] - at[begin, USED]
    before = worth(own, own_beyond, own_hours, person[left, LOAD]) + held[begin]
    leaving = worth(own, own_beyond, own_hours, load) - before
    best, end, end_step, to = -LEAST, -1, 0, 0
    reached[0, 0], reached[0, last], gain[0, begin] = begin, 1, 0.0
    for step in range(LONGEST):
        reached[step + 1, last] = 0
        for n in range(reached[step, last]):
            post = reached[step, n]
            if step > 0:
                back = worth(own, own_beyond, own_hours, load + use[post, left])
                total = gain[step, post] + loss[post, left] + back - before
                if total < best:
                    best, end, end_step, to = total, post, step, left
            for choice in range(likely.shape[1]):
                who = likely[post, choice]
                if who == left or who == at[post, WHO]:
                    continue
                if step == 0 and not fresh and person[who, CHANGED] <= since:
                    continue
                earlier, back_to = post, step
                while back_to > 0 and at[earlier, WHO] != who:
                    earlier = trail[back_to, earlier, TAKEN_FROM]
                    back_to -= 1
                if back_to > 0:  # the chain has met this person
                    continue
                hour, beyond, hours = price[who, 0], price[who, 1], person[who, CAPACITY]
                given = gain[step, post] + loss[post, who]
                given -= worth(hour, beyond, hours, person[who, LOAD])
                after = person[who, LOAD] + use[post, who]
                total = given + leaving + worth(hour, beyond, hours, after)
                if total < best:
                    best, end, end_step, to = total, post, step, who
                if step + 1 == LONGEST:
                    continue
                for each in range(person[who, POSTS]):
                    other = lists[who, each]
                    total = given - held[other]
                    total += worth(hour, beyond, hours, after - at[other, USED])
                    if total >= -LEAST:
                        continue
                    if trail[step + 1, other, FOUND_AT] != search:
                        trail[step + 1, other, FOUND_AT] = search
                        reached[step + 1, reached[step + 1, last]] = other
                        reached[step + 1, last] += 1
                    elif total >= gain[step + 1, other]:
                        continue
                    gain[step + 1, other] = total
                    trail[step + 1, other, TAKEN_FROM] = post
        if reached[step + 1, last] == 0:
            break
    if end < 0:
        return False
    s.tick[CLOCK] += 1
    for step in range(end_step, -1, -1):
        previous, who = trail[step, end, TAKEN_FROM], at[end, WHO]
        move(s, end, to)
        end, to = previous, who
    return True
