"""The tables of a staffing problem, with every post, row and membership numbered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np

from .apart import Apart, apart_members
from .columns import (
    NOBODY,
    Accounts,
    Backups,
    BoolArray,
    Candidates,
    Contacts,
    IntArray,
    Members,
    MemberTerms,
    People,
    whole_numbers,
)
from .needs import NOTHING_NEEDED, Needs
from .unmet import Unmet, unmet_rows

Kind = Literal["contact", "lead", "backup"]


@dataclass(frozen=True, eq=False)
class ProblemTables:
    """All a solver may know, and what follows from it. Nobody has checked it yet."""

    accounts: Accounts
    contacts: Contacts
    people: People
    candidates: Candidates
    """For all posts: the contacts in their order, the lead of each account, then the backups."""
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
    backups: Backups = field(default_factory=Backups.none)
    """Second counterparts to be staffed; a contact not named here has none in the plan."""
    conflicts: IntArray | None = None
    """Pairs of people, one a row, who must not be in the team of the same account."""
    region_budgets: Mapping[str, int] = field(default_factory=dict)
    """Most money over all costs of a region's accounts; a region not named has no limit."""
    money_unit: str = "EUR"
    hours_unit: str = "hours per month"
    name: str = ""

    @property
    def posts(self) -> int:
        """How many posts there are: one per contact, one lead per account, and the backups."""
        return self.first_backup + len(self.backups)

    @property
    def first_backup(self) -> int:
        """The first post that is a backup."""
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
        of_contacts, leads = self.contacts.account, np.arange(len(self.accounts))
        return whole_numbers(
            np.concatenate([of_contacts, leads, of_contacts[self.backups.contact]])
        )

    @cached_property
    def twin_of_post(self) -> IntArray:
        """A contact's backup post and a backup's contact; -1 for leads and where there is none."""
        twins = np.full(self.posts, -1)
        backups = np.arange(self.first_backup, self.posts)
        twins[self.backups.contact], twins[backups] = backups, self.backups.contact
        return whole_numbers(twins)

    @cached_property
    def penalty_of_post(self) -> IntArray:
        """Money lost when the post stays empty."""
        penalties = (self.contacts.unmet_penalty, self.accounts.unled_penalty, self.backups.penalty)
        return whole_numbers(np.concatenate(penalties))

    @cached_property
    def needs_of_post(self) -> Sequence[Needs]:
        """What each post asks of a person beyond their function."""
        contacts = self.contacts.needs or [NOTHING_NEEDED] * len(self.contacts)
        leads = self.accounts.needs or [NOTHING_NEEDED] * len(self.accounts)
        return [*contacts, *leads, *(contacts[at] for at in self.backups.contact.tolist())]

    @cached_property
    def unmet(self) -> Unmet:
        """Candidate rows whose person lacks what the post needs."""
        seniority, rows = self.seniority_of_person, self.candidates
        return unmet_rows(self.needs_of_post, self.people, seniority, self.post_of_row, rows.person)

    @cached_property
    def barred_row(self) -> BoolArray:
        """Rows that no plan may use: forbidden, or lacking what the post needs."""
        return np.asarray(self.forbidden_row | self.unmet.any)

    @cached_property
    def seniority_of_person(self) -> IntArray:
        """0 where it is not known."""
        given = self.people.seniority
        return whole_numbers(np.zeros(len(self.people)) if given is None else given)

    @cached_property
    def present_percent(self) -> IntArray:
        """The part of the year that each person is there."""
        given = self.people.present_percent
        return whole_numbers(np.full(len(self.people), 100) if given is None else given)

    @cached_property
    def hours_of_person(self) -> IntArray:
        """Hours there are of each person: fewer for who is away part of the year, rounded down."""
        return whole_numbers(self.people.hours * self.present_percent // 100)

    @cached_property
    def value_of_row(self) -> IntArray:
        """What each row earns before cost: only for the time that its person is there."""
        value, present = self.candidates.value, self.present_percent[self.candidates.person]
        return whole_numbers(np.where(value > 0, value * present // 100, value))

    @cached_property
    def budgeted_regions(self) -> list[str]:
        """Regions with a budget of their own, in alphabetical order."""
        return sorted(self.region_budgets)

    @cached_property
    def region_of_account(self) -> IntArray:
        """Which of `budgeted_regions` bears the account's costs; -1 for none."""
        number = {name: at for at, name in enumerate(self.budgeted_regions)}
        given = self.accounts.regions or [""] * len(self.accounts)
        return whole_numbers([number.get(name, -1) for name in given])

    @cached_property
    def conflict_pairs(self) -> IntArray:
        """Pairs of people who must not share an account, one a row."""
        given = np.zeros((0, 2)) if self.conflicts is None else self.conflicts
        return whole_numbers(np.reshape(given, (-1, 2)))

    @cached_property
    def members_apart(self) -> Apart:
        """Memberships that exclude each other by a conflict."""
        return apart_members(self.members.account, self.members.person, self.conflict_pairs)

    @cached_property
    def post_of_row(self) -> IntArray:
        """The post each candidate row is for."""
        return whole_numbers(np.repeat(np.arange(self.posts), np.diff(self.candidates.first)))

    @cached_property
    def gain_of_row(self) -> IntArray:
        """What filling the post by this row adds, before coordination: value - cost + penalty."""
        rows = self.candidates
        penalty = self.penalty_of_post[self.post_of_row]
        return whole_numbers(self.value_of_row - rows.cost + penalty)

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
        """Finds a post: ("contact" or "backup", the contact's id) or ("lead", the account's)."""
        return {(self.post_kind(post), self.post_id(post)): post for post in range(self.posts)}

    @cached_property
    def person_number(self) -> dict[str, int]:
        """Finds a person by id."""
        return {name: number for number, name in enumerate(self.people.ids)}

    def missing_skills(self, post: int, person: int) -> list[str]:
        """The skills that the post needs and the person lacks, in alphabetical order."""
        given = self.people.skills
        have = given[person] if len(given) else frozenset()
        return sorted(self.needs_of_post[post].skills - have)

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
        """Whether the post is an account's lead rather than a contact's counterpart or backup."""
        return len(self.contacts) <= post < self.first_backup

    def post_kind(self, post: int) -> Kind:
        """Whether the post is a contact's counterpart, an account's lead or a contact's backup."""
        if self.is_lead(post):
            return "lead"
        return "contact" if post < self.first_backup else "backup"

    def post_id(self, post: int) -> str:
        """The contact's id, or for a lead the account's."""
        if self.is_lead(post):
            return self.accounts.ids[post - len(self.contacts)]
        return self.contacts.ids[self.contact_of_post(post)]

    def contact_of_post(self, post: int) -> int:
        """The contact that a counterpart or a backup faces."""
        return post if post < self.first_backup else int(self.twin_of_post[post])

    def post_label(self, post: int) -> str:
        """A post as a reader knows it, by name where there is one."""
        if self.is_lead(post):
            return f"lead of {label(self.accounts, post - len(self.contacts))}"
        name = label(self.contacts, self.contact_of_post(post))
        return name if post < self.first_backup else f"backup for {name}"


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
