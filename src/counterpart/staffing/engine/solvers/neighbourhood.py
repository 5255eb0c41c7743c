"""Neighbourhoods: people who could take each other's posts, to be staffed anew together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..columns import BoolArray, IntArray
from .company import must_stay_filled, shut_out_rows
from .instance import (
    ACCOUNT,
    CHANGE,
    COST,
    GAIN,
    IS_BACKUP,
    MEMBER,
    MUST,
    OF_ACCOUNT,
    PERSON,
    POST,
    PRICE,
    REGION,
    TWIN,
    UNLIMITED,
    Instance,
)


@dataclass(frozen=True)
class Neighbourhood:
    """Some people, what they may share out among them, and what they have of it now."""

    people: IntArray
    rows: IntArray
    """Instance rows by which these people fill posts now."""
    free: BoolArray
    """Posts that are theirs or nobody's."""
    places: IntArray
    """Team places of each account that they may use."""
    regions: IntArray
    """What they may spend of the budget of each region."""
    must: BoolArray
    """Posts that must stay filled: locked ones, and contacts whom an outsider backs up."""
    shut: BoolArray
    """Instance rows that outsiders shut out."""
    budget: int
    changes: int

    @property
    def has_empty_posts(self) -> bool:
        """Whether nobody fills some of the posts that are theirs to fill."""
        return int(np.count_nonzero(self.free)) > len(self.rows)


class Map:
    """Who could take whose posts, by the rows that prices make likely."""

    def __init__(self, at: Instance, likely: IntArray) -> None:
        self.at = at
        post, person = at.row[likely, POST], at.row[likely, PERSON]
        order = np.argsort(post, kind="stable")
        self._people = person[order]
        self._first = np.searchsorted(post[order], np.arange(at.posts + 1))

    def grow(
        self,
        rows: IntArray,
        size: int,
        chance: np.random.Generator,
        *,
        busy: BoolArray,
        spare: bool,
    ) -> Neighbourhood | None:
        """About `size` people who are not busy, reached from a post by turns; `None` without any.

        Turns go from a post to those who could fill it, and on to what else they fill. What
        nobody uses (posts, team places, budget, changes) is theirs only if `spare` says so.
        """
        at = self.at
        used = rows[rows >= 0]
        posts = at.row[used, POST]
        order = np.argsort(at.row[used, PERSON], kind="stable")
        first = np.searchsorted(at.row[used, PERSON][order], np.arange(len(at.human) + 1))
        people = self._reached(posts[order], first, size, chance, busy.copy())
        if not len(people):
            return None
        return neighbourhood_of(at, rows, people, spare=spare)

    def _reached(
        self,
        held: IntArray,
        first: IntArray,
        size: int,
        chance: np.random.Generator,
        busy: BoolArray,
    ) -> IntArray:
        if size >= len(busy):
            return np.flatnonzero(~busy)
        posts = [int(chance.integers(self.at.posts))]
        seen = set(posts)
        people: list[int] = []
        for post in posts:
            near = self._people[self._first[post] : self._first[post + 1]]
            for person in chance.permutation(near).tolist():
                if busy[person]:
                    continue
                busy[person] = True
                people.append(person)
                if len(people) >= size:
                    return np.array(people)
                for other in held[first[person] : first[person + 1]].tolist():
                    if other not in seen:
                        seen.add(other)
                        posts.append(other)
        return np.array(people, dtype=np.int64)


def neighbourhood_of(
    at: Instance, rows: IntArray, people: IntArray, *, spare: bool
) -> Neighbourhood:
    """These people, in a plan given by the row of each post.

    What nobody uses (posts, team places, budget, changes) is theirs only if `spare` says so.
    """
    used = rows[rows >= 0]
    chosen = np.zeros(len(at.human), dtype=np.bool_)
    chosen[people] = True
    mine = used[chosen[at.row[used, PERSON]]]
    free = rows < 0 if spare else np.zeros(at.posts, dtype=np.bool_)
    free[at.row[mine, POST]] = True
    others = used[~chosen[at.row[used, PERSON]]]
    places, regions = _members_by_account(at, mine), spent_by_region(at, mine)
    budget, changes = _spent(at, mine)
    if spare:
        places = places + at.team_size - _members_by_account(at, used)
        spent = _spent(at, used)
        regions = regions + at.region_budget - spent_by_region(at, used)
        budget, changes = budget + at.budget - spent[0], changes + at.most_changes - spent[1]
    return Neighbourhood(
        people,
        mine,
        free,
        places,
        regions,
        must_stay_filled(at, others),
        shut_out_rows(at, others, free),
        budget if at.budget < UNLIMITED else UNLIMITED,
        changes if at.most_changes < UNLIMITED else UNLIMITED,
    )


def _members_by_account(at: Instance, rows: IntArray) -> IntArray:
    members = np.unique(at.row[rows, MEMBER])
    return np.bincount(at.membership[members, ACCOUNT], minlength=len(at.team_size))


def _spent(at: Instance, rows: IntArray) -> tuple[int, int]:
    """Budget and changes that these rows use."""
    members = np.unique(at.row[rows, MEMBER])
    cost = at.row[rows, COST].sum() + at.membership[members, PRICE].sum()
    return int(cost), int(at.row[rows, CHANGE].sum())


def place_of(at: Instance, here: Neighbourhood) -> IntArray:
    """The posts as this neighbourhood sees them: who must be faced, which backups are others'."""
    place = at.place.copy()
    place[:, MUST] = here.must & here.free
    twin = place[:, TWIN]
    apart = (twin >= 0) & ~(here.free & here.free[twin])
    place[apart, TWIN], place[apart, IS_BACKUP] = -1, 0
    return place


def spent_by_region(at: Instance, rows: IntArray) -> IntArray:
    """What these rows and their memberships cost in each region with a budget."""
    spent = np.zeros(len(at.region_budget) + 1, dtype=np.int64)  # the last: no budget
    if len(at.region_budget):
        members = np.unique(at.row[rows, MEMBER])
        of_rows = at.place[at.row[rows, POST], REGION]
        np.add.at(spent, of_rows, at.row[rows, COST])
        of_accounts = np.full(len(at.team_size), -1)
        of_accounts[at.place[:, OF_ACCOUNT]] = at.place[:, REGION]
        np.add.at(
            spent, of_accounts[at.membership[members, ACCOUNT]], at.membership[members, PRICE]
        )
    return spent[:-1]


def value_of_rows(at: Instance, rows: IntArray) -> int:
    """What these rows earn together, coordination taken off."""
    members = np.unique(at.row[rows, MEMBER])
    return int(at.row[rows, GAIN].sum() - at.membership[members, PRICE].sum())
