"""One candidate row by itself: for people who must fill a post though no list names them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .fit import (
    AccountProfiles,
    ContactProfiles,
    FitRules,
    FitTables,
    PersonProfiles,
    contact_fit,
    hours_needed,
    lead_fit,
)


@dataclass(frozen=True)
class CandidateRow:
    """What this person on this post is worth, costs and needs, in the problem's units."""

    value: int
    cost: int
    hours: int


def candidate_row(
    people: PersonProfiles,
    contacts: ContactProfiles,
    accounts: AccountProfiles,
    tables: FitTables,
    rules: FitRules | None = None,
    *,
    post: int,
    person: int,
) -> CandidateRow:
    """The row that `candidates_of` would give the pair; a stranger to the function is worth 0."""
    rules = rules or FitRules()
    if post < len(contacts):
        chosen = np.array([post])
        at = contacts.account[post]
        whole = contacts.weight[contacts.account == at].sum()
        worth = accounts.value[at] * contacts.weight[post] / max(whole, 1e-12)
        fit = contact_fit(people, contacts, tables, rules, chosen)[0, person]
        hours = contacts.hours[chosen]
    else:
        chosen = np.array([post - len(contacts)])
        worth = accounts.value[chosen[0]] * rules.lead_value_share
        fit = lead_fit(people, accounts, tables, rules, chosen)[0, person]
        hours = accounts.lead_hours[chosen]
    need = int(hours_needed(hours, people, rules)[0, person])
    cost = need * int(people.cost_per_hour[person])
    return CandidateRow(value=int(np.rint(worth * fit)), cost=cost, hours=need)
