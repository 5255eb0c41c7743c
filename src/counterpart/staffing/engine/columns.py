"""The tables a staffing problem is made of, held as columns.

Every table is a frozen set of columns of equal length. Money and hours are integers in the
units the problem states. Rows are referred to by their position; ids are the user's own.

A *post* is a place to be filled by one person. Posts are numbered contacts first, then one
lead post per account: post `c` is contact `c`, post `len(contacts) + a` leads account `a`. After
these come the backups: a second, lighter counterpart for some contacts, who is another person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from counterpart.kernel.faults import Fault, ProblemError

from .needs import Needs

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]
Reasons = Mapping[str, Any]

NOBODY = -1
"""Stands in person columns where a post is empty."""

NO_LIMIT = 2**31 - 1
"""Stands in limit columns where nothing is limited."""


def whole_numbers(values: npt.ArrayLike) -> IntArray:
    """A read-only column of whole numbers; a float that is not whole is refused."""
    found = np.asarray(values)
    if found.dtype.kind not in "iub" and found.size and not np.array_equal(found, np.rint(found)):
        raise ProblemError(
            [Fault("a column", "money and hours are whole numbers in the stated unit")]
        )
    column = np.array(found, dtype=np.int64)
    column.setflags(write=False)
    return column


def positions(marked: npt.ArrayLike) -> list[int]:
    """Where a column is true, as plain numbers."""
    found: list[int] = np.flatnonzero(marked).tolist()
    return found


def _freeze(table: object, *columns: str) -> None:
    for name in columns:
        object.__setattr__(table, name, whole_numbers(getattr(table, name)))


@dataclass(frozen=True, eq=False)
class Accounts:
    """Customers that need a lead and a team."""

    ids: Sequence[str]
    unled_penalty: IntArray
    """Money lost when the account has no lead."""
    coordination_cost: IntArray
    """Money each member of the team costs in coordination, once per member."""
    setup_hours: IntArray
    """Hours each member spends on the account as such, once per member."""
    team_size: IntArray
    """Most members of the team, the lead included; `NO_LIMIT` when free."""
    names: Sequence[str] = ()
    regions: Sequence[str] = ()
    """Whose budget bears the account's costs, where there is one for the region."""
    needs: Sequence[Needs] = ()
    """What each account asks of its lead."""

    def __post_init__(self) -> None:
        _freeze(self, "unled_penalty", "coordination_cost", "setup_hours", "team_size")

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, eq=False)
class Contacts:
    """People at the customers who should each have a counterpart."""

    ids: Sequence[str]
    account: IntArray
    unmet_penalty: IntArray
    """Money lost when the contact has no counterpart."""
    names: Sequence[str] = ()
    functions: Sequence[str] = ()
    needs: Sequence[Needs] = ()
    """What each contact asks of its counterpart and its backup."""

    def __post_init__(self) -> None:
        _freeze(self, "account", "unmet_penalty")

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, eq=False)
class Backups:
    """Contacts that should have a second counterpart, one post each."""

    contact: IntArray
    penalty: IntArray
    """Money lost when the contact has no backup."""

    def __post_init__(self) -> None:
        _freeze(self, "contact", "penalty")

    def __len__(self) -> int:
        return len(self.contact)

    @classmethod
    def none(cls) -> Backups:
        """No backups to be staffed."""
        empty = np.zeros(0, dtype=np.int64)
        return cls(empty, empty)


@dataclass(frozen=True, eq=False)
class People:
    """Our people and how much of them there is."""

    ids: Sequence[str]
    hours: IntArray
    """Hours available, in the problem's unit."""
    most_teams: IntArray
    most_led: IntArray
    """Most accounts the person may lead; 0 for somebody who leads none."""
    names: Sequence[str] = ()
    functions: Sequence[str] = ()
    regions: Sequence[str] = ()
    skills: Sequence[frozenset[str]] = ()
    seniority: IntArray | None = None
    """0 for all when not given."""
    sites: Sequence[frozenset[str]] = ()
    """Where each person can be in person."""
    present_percent: IntArray | None = None
    """The part of the year each is there, 100 for all when not given: so much of their hours
    there is, and so much of the value of what they do."""

    def __post_init__(self) -> None:
        _freeze(self, "hours", "most_teams", "most_led")
        for name in ("seniority", "present_percent"):
            if getattr(self, name) is not None:
                _freeze(self, name)

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, eq=False)
class Candidates:
    """Who could fill which post: rows sorted by post, then person (compressed rows).

    The rows of post `p` are `first[p]` to `first[p + 1]`, the end not included.
    """

    first: IntArray
    person: IntArray
    value: IntArray
    """Money earned when this person fills the post, before any cost."""
    cost: IntArray
    """Money the person's hours on this post cost."""
    hours: IntArray
    reasons: Sequence[Reasons | None] = ()
    """Anything the caller wants to see again beside the pairing; never read by the engine."""

    def __post_init__(self) -> None:
        _freeze(self, "first", "person", "value", "cost", "hours")

    def __len__(self) -> int:
        return len(self.person)

    @classmethod
    def of_rows(
        cls,
        *,
        posts: int,
        post: npt.ArrayLike,
        person: npt.ArrayLike,
        value: npt.ArrayLike,
        cost: npt.ArrayLike,
        hours: npt.ArrayLike,
        reasons: Sequence[Reasons | None] = (),
    ) -> Candidates:
        """Sort loose rows, one per (post, person), into the compressed form."""
        at_post, who = whole_numbers(post), whole_numbers(person)
        order = np.lexsort((who, at_post))
        first = np.searchsorted(at_post[order], np.arange(posts + 1))
        return cls(
            first=whole_numbers(first),
            person=who[order],
            value=whole_numbers(value)[order],
            cost=whole_numbers(cost)[order],
            hours=whole_numbers(hours)[order],
            reasons=[reasons[row] for row in order] if len(reasons) else (),
        )


@dataclass(frozen=True, eq=False)
class MemberTerms:
    """Exceptions to an account's coordination cost and set-up hours for single people."""

    account: IntArray
    person: IntArray
    coordination_cost: IntArray
    setup_hours: IntArray

    def __post_init__(self) -> None:
        _freeze(self, "account", "person", "coordination_cost", "setup_hours")

    @classmethod
    def none(cls) -> MemberTerms:
        """No exceptions: the account's own terms hold for everybody."""
        empty = whole_numbers(np.zeros(0, dtype=np.int64))
        return cls(empty, empty, empty, empty)


@dataclass(frozen=True, eq=False)
class Members:
    """Every (account, person) that could become a membership, with its terms.

    Derived from the candidates: sorted by account, then person. `of_row[r]` is the membership
    that candidate row `r` needs.
    """

    account: IntArray
    person: IntArray
    coordination_cost: IntArray
    setup_hours: IntArray
    of_row: IntArray

    def __len__(self) -> int:
        return len(self.account)
