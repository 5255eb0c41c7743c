"""The tables of a staffing problem, with every post, row and membership numbered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from .columns import (
    NOBODY,
    Accounts,
    BoolArray,
    Candidates,
    Contacts,
    IntArray,
    Members,
    MemberTerms,
    People,
    whole_numbers,
)


@dataclass(frozen=True, eq=False)
class ProblemTables:
    """All a solver may know, and what follows from it. Nobody has checked it yet."""

    accounts: Accounts
    contacts: Contacts
    people: People
    candidates: Candidates
    """For all posts: the contacts in their order, then the lead of each account."""
    member_terms: MemberTerms = field(default_factory=MemberTerms.none)
    today: IntArray | None = None
    """Who fills each post today. Somebody who is no longer a candidate cannot be kept."""
    locked: IntArray | None = None
    """Who must fill each post; `NOBODY` where free. Locks must fit the limits together."""
    forbidden: BoolArray | None = None
    """Candidate rows that may not be used."""
    budget: int | None = None
    """Most money over all costs: the cost of every pairing and every coordination cost."""
    most_changes: int | None = None
    """Most posts filled by somebody who does not fill them today. Emptying is not counted."""
    money_unit: str = "EUR"
    hours_unit: str = "hours per month"
    name: str = ""

    @property
    def posts(self) -> int:
        """How many posts there are: one per contact and one lead per account."""
        return len(self.contacts) + len(self.accounts)

    @cached_property
    def today_of_post(self) -> IntArray:
        """Who fills each post today, `NOBODY` where it is empty."""
        return _column(self.today, self.posts)

    @cached_property
    def lock_of_post(self) -> IntArray:
        """Who must fill each post, `NOBODY` where the plan is free to choose."""
        return _column(self.locked, self.posts)

    @cached_property
    def forbidden_row(self) -> BoolArray:
        """Which candidate rows may not be used."""
        if self.forbidden is None:
            return np.zeros(len(self.candidates), dtype=np.bool_)
        return np.array(self.forbidden, dtype=np.bool_)

    @cached_property
    def account_of_post(self) -> IntArray:
        """The account each post belongs to."""
        return whole_numbers(np.concatenate([self.contacts.account, np.arange(len(self.accounts))]))

    @cached_property
    def penalty_of_post(self) -> IntArray:
        """Money lost when the post stays empty."""
        penalties = [self.contacts.unmet_penalty, self.accounts.unled_penalty]
        return whole_numbers(np.concatenate(penalties))

    @cached_property
    def post_of_row(self) -> IntArray:
        """The post each candidate row is for."""
        return whole_numbers(np.repeat(np.arange(self.posts), np.diff(self.candidates.first)))

    @cached_property
    def gain_of_row(self) -> IntArray:
        """What filling the post by this row adds, before coordination: value - cost + penalty."""
        rows = self.candidates
        return whole_numbers(rows.value - rows.cost + self.penalty_of_post[self.post_of_row])

    @cached_property
    def change_of_row(self) -> BoolArray:
        """Whether using the row is a change: its person does not fill the post today."""
        return np.asarray(self.candidates.person != self.today_of_post[self.post_of_row])

    @cached_property
    def members(self) -> Members:
        """All memberships the candidates could create, with their terms."""
        return _members(self)

    @cached_property
    def post_number(self) -> dict[tuple[str, str], int]:
        """Finds a post: ("contact", its id) or ("lead", the account's id)."""
        found = {("contact", name): post for post, name in enumerate(self.contacts.ids)}
        leads = enumerate(self.accounts.ids, start=len(self.contacts))
        return found | {("lead", name): post for post, name in leads}

    @cached_property
    def person_number(self) -> dict[str, int]:
        """Finds a person by id."""
        return {name: number for number, name in enumerate(self.people.ids)}

    def rows_of(self, person_of_post: IntArray) -> IntArray:
        """The candidate row used at each post; -1 where empty or where it is no candidate."""
        keys = self.post_of_row * (len(self.people) + 1) + self.candidates.person
        wanted = np.arange(self.posts) * (len(self.people) + 1) + person_of_post
        at = np.searchsorted(keys, wanted)
        at[at == len(keys)] = 0
        found = np.zeros(self.posts, dtype=np.bool_)
        if len(keys):
            found = (keys[at] == wanted) & (person_of_post >= 0)
        return np.where(found, at, -1)

    def is_lead(self, post: int) -> bool:
        """Whether the post is an account's lead rather than a contact's counterpart."""
        return post >= len(self.contacts)

    def post_id(self, post: int) -> str:
        """The contact's id, or for a lead the account's."""
        if self.is_lead(post):
            return self.accounts.ids[post - len(self.contacts)]
        return self.contacts.ids[post]

    def post_label(self, post: int) -> str:
        """A post as a reader knows it, by name where there is one."""
        if self.is_lead(post):
            return f"lead of {label(self.accounts, post - len(self.contacts))}"
        return label(self.contacts, post)


def label(table: Accounts | Contacts | People, row: int) -> str:
    """The name of a row where it has one, else its id."""
    names: Sequence[str] = table.names
    return (names[row] if len(names) else "") or table.ids[row]


def _column(given: IntArray | None, posts: int) -> IntArray:
    return whole_numbers(np.full(posts, NOBODY) if given is None else given)


def _members(problem: ProblemTables) -> Members:
    """Number the (account, person) pairs of the candidates and look up their terms."""
    people = len(problem.people)
    keys = problem.account_of_post[problem.post_of_row] * people + problem.candidates.person
    pairs, of_row = np.unique(keys, return_inverse=True)
    account, person = (pairs // people, pairs % people) if people else (pairs, pairs)
    cost = problem.accounts.coordination_cost[account]
    hours = problem.accounts.setup_hours[account]
    terms = problem.member_terms
    if len(terms.account) and len(pairs):
        wanted = terms.account * people + terms.person
        at = np.minimum(np.searchsorted(pairs, wanted), len(pairs) - 1)
        known = pairs[at] == wanted
        cost[at[known]] = terms.coordination_cost[known]
        hours[at[known]] = terms.setup_hours[known]
    columns = (account, person, cost, hours, of_row.reshape(-1))
    return Members(*(whole_numbers(column) for column in columns))
