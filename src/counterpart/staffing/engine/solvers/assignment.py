"""A generalised assignment: posts of which nothing but hours limits who fills them.

Seen from here a plan fills every post. A post left empty is one that "nobody" fills, who stands
behind the people and has hours without end. Costs are what a post earns less than at its best.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..columns import IntArray
from .instance import (
    CAPACITY,
    GAIN,
    HOURS,
    MEMBER,
    MOST_LED,
    MOST_TEAMS,
    PERSON,
    POST,
    UNLIMITED,
    Instance,
)

DENSE = 0.5
"""From this share of all pairs of a post and a person on, an instance is dense."""

MOST_PAIRS = 4_000_000
"""Tables of posts by people are not made any larger."""

NEVER = 2**40
"""What a pairing costs that does not exist."""


class Assignment(NamedTuple):
    """Posts that somebody may fill, by people and then nobody."""

    post: IntArray
    """The instance's posts."""
    cost: IntArray
    """What each post loses against its best gain, by person; `NEVER` where there is no row."""
    use: IntArray
    """Hours each post takes of each person."""
    capacity: IntArray
    best_of_post: IntArray
    """The best gain of each post; what they add up to, less its cost, is what a plan is worth."""

    @property
    def best(self) -> int:
        """The best gains of all posts together."""
        return int(self.best_of_post.sum())


def is_dense_assignment(at: Instance) -> bool:
    """Whether only hours limit the plan, and most people could fill most posts."""
    posts, people = len(np.unique(at.row[:, POST])), len(at.human)
    pairs = posts * people
    dense = 0 < pairs <= MOST_PAIRS and len(at.row) >= DENSE * pairs
    return dense and only_hours_limit(at)


def only_hours_limit(at: Instance) -> bool:
    """Whether no plan could break a limit other than hours, and joining a team costs nothing."""
    if at.budget < UNLIMITED or at.most_changes < UNLIMITED:
        return False
    if at.is_entangled or len(at.region_budget):
        return False
    joined = np.unique(at.row[:, MEMBER])
    account, person, price, setup = at.membership[joined].T
    if price.any() or setup.any():
        return False
    people = len(at.human)
    leads = np.bincount(at.row[at.is_lead[at.row[:, POST]], PERSON], minlength=people)
    teams = np.bincount(person, minlength=people)
    sizes = np.bincount(account, minlength=len(at.team_size))
    limits = ((teams, at.human[:, MOST_TEAMS]), (leads, at.human[:, MOST_LED]))
    return all(bool((n <= most).all()) for n, most in (*limits, (sizes, at.team_size)))


def assignment_of(at: Instance) -> Assignment:
    """The instance as tables of posts by people."""
    post, number = np.unique(at.row[:, POST], return_inverse=True)
    person, gain = at.row[:, PERSON], at.row[:, GAIN]
    shape = (len(post), len(at.human) + 1)
    cost, use = np.full(shape, NEVER), np.zeros(shape, dtype=np.int64)
    best = np.full(len(post), -NEVER)
    np.maximum.at(best, number, gain)
    free = ~at.must[post]
    best[free] = np.maximum(best[free], 0)
    cost[number, person] = best[number] - gain
    cost[free, -1] = best[free]
    use[number, person] = at.row[:, HOURS]
    capacity = np.append(at.human[:, CAPACITY], UNLIMITED)
    return Assignment(post, cost, use, capacity, best)


def people_of_rows(at: Instance, this: Assignment, rows: IntArray) -> IntArray:
    """Who fills each post of the assignment, by the instance row of each of its posts."""
    row = rows[this.post]
    return np.where(row >= 0, at.row[row, PERSON], len(at.human))


def rows_of_people(at: Instance, this: Assignment, people: IntArray) -> IntArray:
    """The instance row of each of its posts, -1 where nobody fills it."""
    number = np.full((at.posts, len(at.human) + 1), -1)
    number[at.row[:, POST], at.row[:, PERSON]] = np.arange(len(at.row))
    rows = np.full(at.posts, -1)
    rows[this.post] = number[this.post, people]
    return rows
