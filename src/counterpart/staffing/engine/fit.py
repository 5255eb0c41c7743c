"""How well one of our people fits a contact or the lead of an account, and what that is worth.

Pure and vectorised: profiles in, candidate rows out. The weights are data, dated, so that a plan
can say which rules it was made under.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from .columns import BoolArray, IntArray

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class FitRules:
    """Weights of the fit, each a share of 1. Fit of a pair::

    function match x (base + seniority x parity + language x common language
                      + hours_overlap x overlap share + competence x competence)
    + incumbent_bonus if the person faces the contact today
    """

    since: date = date(2026, 1, 1)
    source: str = "Counterpart default weights 2026"
    base: float = 0.25
    seniority: float = 0.20
    """Full for the same level; each level apart takes a quarter of it away."""
    language: float = 0.20
    hours_overlap: float = 0.15
    """Full when the working days overlap by `full_day_hours` or more."""
    competence: float = 0.20
    second_function: float = 0.85
    """What a match through the person's second function counts."""
    incumbent_bonus: float = 0.10
    full_day_hours: float = 8.0
    lead_base: float = 0.40
    lead_seniority: float = 0.20
    lead_language: float = 0.20
    lead_overlap: float = 0.20
    lead_value_share: float = 0.30
    """Part of an account's value that hangs on who leads it."""
    hours_without_competence: float = 1.25
    """Times the contact's hours that somebody of competence 0 needs."""
    hours_with_competence: float = 0.85
    """Times the contact's hours that somebody of competence 1 needs."""


@dataclass(frozen=True, eq=False)
class PersonProfiles:
    """Our people, one row each. Levels run from 1 (junior) to 5; shares from 0 to 1."""

    function: IntArray
    second_function: IntArray
    """-1 where there is none."""
    level: IntArray
    languages: BoolArray
    """People x languages."""
    office: IntArray
    competence: FloatArray
    fitness_to_lead: FloatArray
    """0 for somebody who is not considered as a lead."""
    cost_per_hour: IntArray

    def __len__(self) -> int:
        return len(self.function)


@dataclass(frozen=True, eq=False)
class ContactProfiles:
    """Contacts at the customers, one row each."""

    account: IntArray
    function: IntArray
    level: IntArray
    languages: BoolArray
    site: IntArray
    hours: FloatArray
    """Hours a person of middling competence needs, in the problem's unit."""
    weight: FloatArray
    """Weight in the buying decision; taken as a share of the account's contacts' total."""
    incumbent: IntArray
    """The person facing the contact today, -1 for nobody."""

    def __len__(self) -> int:
        return len(self.account)


@dataclass(frozen=True, eq=False)
class AccountProfiles:
    """Accounts, one row each."""

    value: FloatArray
    """Money a year the account is worth to us, in the problem's unit."""
    level: IntArray
    """Level the customer expects of a lead."""
    languages: BoolArray
    site: IntArray
    lead_hours: FloatArray
    incumbent_lead: IntArray

    def __len__(self) -> int:
        return len(self.value)


@dataclass(frozen=True, eq=False)
class FitTables:
    """What is true of functions and places rather than of people."""

    function_match: FloatArray
    """Our function x the contact's function: 1 the same, 0.3 to 0.7 related, 0 a stranger."""
    overlap_hours: FloatArray
    """Our office x the customer's site: hours a day both are at work."""


@dataclass(frozen=True)
class FitParts:
    """Why a pair fits as it does; shares from 0 to 1, `fit` the whole."""

    function_match: float
    through_second_function: bool
    level_difference: int
    """Our level less theirs."""
    common_languages: tuple[int, ...]
    overlap_hours: float
    competence: float
    incumbent: bool
    fit: float


def contact_fit(
    people: PersonProfiles,
    contacts: ContactProfiles,
    tables: FitTables,
    rules: FitRules,
    chosen: IntArray | None = None,
) -> FloatArray:
    """Fit of every person (columns) to the contacts chosen (rows; all when not given)."""
    rows = np.arange(len(contacts)) if chosen is None else chosen
    match = _match(people, tables, contacts.function[rows], rules)
    quality = (
        rules.base
        + rules.seniority * _parity(people.level, contacts.level[rows])
        + rules.language * _share_language(people.languages, contacts.languages[rows])
        + rules.hours_overlap * _overlap(people, tables, contacts.site[rows], rules)
        + rules.competence * people.competence[None, :]
    )
    fit = match * quality
    known = np.flatnonzero(contacts.incumbent[rows] >= 0)
    fit[known, contacts.incumbent[rows][known]] += rules.incumbent_bonus
    return np.asarray(fit, dtype=np.float64)


def lead_fit(
    people: PersonProfiles,
    accounts: AccountProfiles,
    tables: FitTables,
    rules: FitRules,
    chosen: IntArray | None = None,
) -> FloatArray:
    """Fit of every person (columns) to lead the accounts chosen (rows); 0 for who leads none."""
    rows = np.arange(len(accounts)) if chosen is None else chosen
    quality = (
        rules.lead_base
        + rules.lead_seniority * _parity(people.level, accounts.level[rows])
        + rules.lead_language * _share_language(people.languages, accounts.languages[rows])
        + rules.lead_overlap * _overlap(people, tables, accounts.site[rows], rules)
    )
    fit = people.fitness_to_lead[None, :] * quality
    known = np.flatnonzero(accounts.incumbent_lead[rows] >= 0)
    fit[known, accounts.incumbent_lead[rows][known]] += rules.incumbent_bonus
    return np.asarray(fit, dtype=np.float64)


def explain_fit(
    people: PersonProfiles,
    contacts: ContactProfiles,
    tables: FitTables,
    rules: FitRules,
    *,
    person: int,
    contact: int,
) -> FitParts:
    """The parts of one pair's fit, so that a page can print the reasons."""
    first = tables.function_match[people.function[person], contacts.function[contact]]
    second = 0.0
    if people.second_function[person] >= 0:
        other = people.second_function[person]
        second = rules.second_function * tables.function_match[other, contacts.function[contact]]
    common = np.flatnonzero(people.languages[person] & contacts.languages[contact])
    fit = contact_fit(people, contacts, tables, rules, np.array([contact]))[0, person]
    return FitParts(
        function_match=float(max(first, second)),
        through_second_function=bool(second > first),
        level_difference=int(people.level[person] - contacts.level[contact]),
        common_languages=tuple(int(language) for language in common),
        overlap_hours=float(tables.overlap_hours[people.office[person], contacts.site[contact]]),
        competence=float(people.competence[person]),
        incumbent=bool(contacts.incumbent[contact] == person),
        fit=float(fit),
    )


def explain_lead_fit(
    people: PersonProfiles,
    accounts: AccountProfiles,
    tables: FitTables,
    rules: FitRules,
    *,
    person: int,
    account: int,
) -> FitParts:
    """The parts of one lead's fit; `function_match` holds the fitness to lead."""
    common = np.flatnonzero(people.languages[person] & accounts.languages[account])
    fit = lead_fit(people, accounts, tables, rules, np.array([account]))[0, person]
    return FitParts(
        function_match=float(people.fitness_to_lead[person]),
        through_second_function=False,
        level_difference=int(people.level[person] - accounts.level[account]),
        common_languages=tuple(int(language) for language in common),
        overlap_hours=float(tables.overlap_hours[people.office[person], accounts.site[account]]),
        competence=float(people.competence[person]),
        incumbent=bool(accounts.incumbent_lead[account] == person),
        fit=float(fit),
    )


def hours_needed(hours: FloatArray, people: PersonProfiles, rules: FitRules) -> IntArray:
    """Whole hours each person (columns) needs per row, rounded up; the more competent the fewer."""
    saved = rules.hours_without_competence - rules.hours_with_competence
    times = rules.hours_without_competence - saved * people.competence
    return np.ceil(hours[:, None] * times[None, :] - 1e-9).astype(np.int64)


def _match(
    people: PersonProfiles, tables: FitTables, functions: IntArray, rules: FitRules
) -> FloatArray:
    """The better of the person's two functions."""
    first = tables.function_match[people.function][:, functions].T
    has_second = people.second_function >= 0
    second = tables.function_match[np.where(has_second, people.second_function, 0)][:, functions].T
    better: FloatArray = np.maximum(first, rules.second_function * second * has_second[None, :])
    return better


def _parity(ours: IntArray, theirs: IntArray) -> FloatArray:
    apart = np.abs(ours[None, :] - theirs[:, None])
    shares: FloatArray = np.maximum(0.0, 1.0 - 0.25 * apart)
    return shares


def _share_language(ours: BoolArray, theirs: BoolArray) -> FloatArray:
    common = theirs.astype(np.float64) @ ours.astype(np.float64).T
    return (common > 0).astype(np.float64)


def _overlap(
    people: PersonProfiles, tables: FitTables, sites: IntArray, rules: FitRules
) -> FloatArray:
    hours = tables.overlap_hours[people.office][:, sites].T
    return np.clip(hours / rules.full_day_hours, 0.0, 1.0)
