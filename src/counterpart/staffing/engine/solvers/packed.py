"""An instance by person: everybody's candidate rows side by side, as pricing reads them.

Rows stand by person, then account, then post; a *group* is what one person could do for one
account. Hours are counted twice: in each person's grain, which keeps knapsacks small, and true.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..columns import BoolArray, IntArray
from .instance import (
    ACCOUNT,
    CAPACITY,
    CHANGE,
    COST,
    GAIN,
    HOURS,
    IS_LEAD,
    MEMBER,
    MOST_LED,
    MOST_TEAMS,
    PERSON,
    POST,
    PRICE,
    REGION,
    SETUP,
    TWIN,
    WHO,
    FloatArray,
    Instance,
)

FINEST_HOURS = 1_000
"""Knapsacks are solved over at most so many units of hours; finer hours are rounded down."""


class Packed(NamedTuple):
    """People and what they could do. Posts and accounts are numbered as in the instance."""

    post: IntArray
    gain: FloatArray
    hours: IntArray
    cost: FloatArray
    change: IntArray
    lead: IntArray
    """1 where the row leads an account."""
    second: IntArray
    """1 for a backup's row whose person's row for the contact itself comes right before: the
    person may take one of the two."""
    row: IntArray
    """The instance's row of each row."""
    true_hours: IntArray
    group_of_row: IntArray
    first_row: IntArray
    """Rows of group g: `first_row[g]` to `first_row[g + 1]`."""
    account: IntArray
    """Of groups, like the four below."""
    price: FloatArray
    """What joining the account's team costs."""
    setup: IntArray
    true_setup: IntArray
    region: IntArray
    """Whose budget bears what the group costs; -1 for none."""
    first_group: IntArray
    """Groups of person e: `first_group[e]` to `first_group[e + 1]`."""
    capacity: IntArray
    """Of people, like the four below."""
    true_capacity: IntArray
    most_teams: IntArray
    most_led: IntArray
    grain: IntArray
    """True hours that count as one."""
    accounts: int
    """How many accounts the instance has."""
    regions: int
    """How many regions have a budget."""

    @property
    def people(self) -> int:
        """How many people there are."""
        return len(self.capacity)


def packed_of(at: Instance) -> Packed:
    """Everybody's rows, with hours in the grain that `grains` finds."""
    grain, usable = grains(at), _usable_hours(at)
    row = at.row[at.rows_of_person]
    begins = np.flatnonzero(np.diff(row[:, MEMBER], prepend=-1))
    members = at.membership[row[begins, MEMBER]]
    before = np.append(-1, row[:-1, POST]), np.append(-1, row[:-1, PERSON])
    twice = (at.place[row[:, POST], TWIN] == before[0]) & (row[:, PERSON] == before[1])
    return Packed(
        post=row[:, POST].copy(),
        gain=row[:, GAIN].astype(np.float64),
        hours=row[:, HOURS] // grain[row[:, PERSON]],
        cost=row[:, COST].astype(np.float64),
        change=row[:, CHANGE].copy(),
        lead=at.place[row[:, POST], IS_LEAD].copy(),
        second=(twice & at.is_backup[row[:, POST]]).astype(np.int64),
        row=at.rows_of_person,
        true_hours=row[:, HOURS].copy(),
        group_of_row=np.repeat(np.arange(len(begins)), np.diff(begins, append=len(row))),
        first_row=np.append(begins, len(row)),
        account=members[:, ACCOUNT].copy(),
        price=members[:, PRICE].astype(np.float64),
        setup=members[:, SETUP] // grain[members[:, WHO]],
        true_setup=members[:, SETUP].copy(),
        region=at.place[row[begins, POST], REGION].copy(),
        first_group=np.searchsorted(members[:, WHO], np.arange(len(at.human) + 1)),
        capacity=usable // grain,
        true_capacity=at.human[:, CAPACITY].copy(),
        most_teams=at.human[:, MOST_TEAMS].copy(),
        most_led=at.human[:, MOST_LED].copy(),
        grain=grain,
        accounts=len(at.team_size),
        regions=len(at.region_budget),
    )


def some_of(
    packed: Packed, people: IntArray, free: BoolArray, shut: BoolArray | None = None
) -> Packed:
    """These people alone, renumbered in this order, with their rows at the free posts.

    `shut` marks rows of the instance that are left out nevertheless.
    """
    begins = packed.first_row[packed.first_group[people]]
    ends = packed.first_row[packed.first_group[people + 1]]
    rows, person = ranges(begins, ends)
    kept = free[packed.post[rows]]
    if shut is not None:
        kept &= ~shut[packed.row[rows]]
    rows, person = rows[kept], person[kept]
    starts = np.flatnonzero(np.diff(packed.group_of_row[rows], prepend=-1))
    of_group = packed.group_of_row[rows[starts]]
    right_before = rows == np.append(-2, rows[:-1]) + 1
    return Packed(
        **{name: getattr(packed, name)[rows] for name in OF_ROW},
        second=packed.second[rows] * right_before,
        group_of_row=np.repeat(np.arange(len(starts)), np.diff(starts, append=len(rows))),
        first_row=np.append(starts, len(rows)),
        **{name: getattr(packed, name)[of_group] for name in OF_GROUP},
        first_group=np.searchsorted(person[starts], np.arange(len(people) + 1)),
        **{name: getattr(packed, name)[people] for name in OF_PERSON},
        accounts=packed.accounts,
        regions=packed.regions,
    )


OF_ROW = ("post", "gain", "hours", "cost", "change", "lead", "row", "true_hours")
OF_GROUP = ("account", "price", "setup", "true_setup", "region")
OF_PERSON = ("capacity", "true_capacity", "most_teams", "most_led", "grain")


def ranges(begins: IntArray, ends: IntArray) -> tuple[IntArray, IntArray]:
    """All numbers from each begin to its end, one range after the other, and whose each is."""
    lengths = ends - begins
    whose = np.repeat(np.arange(len(begins)), lengths)
    inside = np.arange(len(whose)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return begins[whose] + inside, whose


def grains(at: Instance) -> IntArray:
    """Hours each person's knapsack counts as one: exact where that is fine enough.

    What divides all of a person's hours is taken out without loss; beyond `FINEST_HOURS` units
    hours are rounded down, which keeps the bound proven.
    """
    people = len(at.human)
    divisor = np.zeros(people, dtype=np.int64)
    np.gcd.at(divisor, at.row[:, PERSON], at.row[:, HOURS])
    np.gcd.at(divisor, at.membership[:, WHO], at.membership[:, SETUP])
    divisor = np.maximum(divisor, 1)
    units: IntArray = -(-(_usable_hours(at) // divisor) // FINEST_HOURS)
    return np.asarray(divisor * np.maximum(1, units))


def _usable_hours(at: Instance) -> IntArray:
    """Hours each person has, or needs for everything they could do where that is less."""
    needed = np.zeros(len(at.human), dtype=np.int64)
    np.add.at(needed, at.row[:, PERSON], at.row[:, HOURS])
    np.add.at(needed, at.membership[:, WHO], at.membership[:, SETUP])
    usable: IntArray = np.minimum(at.human[:, CAPACITY], needed)
    return usable
