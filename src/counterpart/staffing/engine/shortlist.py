"""Candidate lists from fit: short enough to solve, mixed enough to leave room.

The best few by value alone would send every contact to the same stars, so a list mixes the best
by value, people who suit the account as a whole (so that one account's contacts share a small
team), today's person, and a few others spread by a fixed rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .columns import BoolArray, Candidates, IntArray
from .fit import (
    AccountProfiles,
    ContactProfiles,
    FitRules,
    FitTables,
    FloatArray,
    PersonProfiles,
    contact_fit,
    hours_needed,
    lead_fit,
)
from .needs import Abilities, Needs

CONTACTS_AT_ONCE = 512
UNMET_LISTED = 3


@dataclass(frozen=True)
class Shortlist:
    """How many candidates each post gets, by why they are there."""

    best: int = 12
    suiting_the_account: int = 8
    spread: int = 4


def candidates_of(
    people: PersonProfiles,
    contacts: ContactProfiles,
    accounts: AccountProfiles,
    tables: FitTables,
    rules: FitRules | None = None,
    sizes: Shortlist | None = None,
    *,
    needs: Sequence[Needs] = (),
    abilities: Abilities | None = None,
) -> Candidates:
    """The candidates of every post: contacts first, then the lead of each account.

    value = account value x the contact's share of weight x fit (for a lead: x lead share x fit);
    hours = the contact's hours, fewer for the more competent; cost = hours x cost per hour.
    Nobody with a function that does not match is listed, today's person always is. Where a
    contact has `needs`, only people who meet them are listed; where nobody does, the best
    `UNMET_LISTED` are, so that the gap can be explained.
    """
    rules, sizes = rules or FitRules(), sizes or Shortlist()
    blocks = [
        _contact_block(
            people,
            contacts,
            accounts,
            tables,
            rules,
            sizes,
            chosen,
            _meeting(chosen, needs, abilities, len(people)),
        )
        for chosen in _blocks(contacts.account)
    ]
    blocks.append(_lead_block(people, contacts, accounts, tables, rules, sizes))
    columns = [np.concatenate(column) for column in zip(*blocks, strict=True)]
    post, person, value, cost, hours = columns
    posts = len(contacts) + len(accounts)
    return Candidates.of_rows(
        posts=posts, post=post, person=person, value=value, cost=cost, hours=hours
    )


Block = tuple[IntArray, IntArray, IntArray, IntArray, IntArray]


def _blocks(account: IntArray) -> list[IntArray]:
    """Contacts in groups of whole accounts, of about `CONTACTS_AT_ONCE`."""
    order = np.argsort(account, kind="stable")
    starts = np.flatnonzero(np.diff(account[order], prepend=-1))
    blocks, begin = [], 0
    for start in [*starts[1:].tolist(), len(order)]:
        if start - begin >= CONTACTS_AT_ONCE or start == len(order):
            blocks.append(order[begin:start])
            begin = start
    return [block for block in blocks if len(block)]


def _meeting(
    chosen: IntArray, needs: Sequence[Needs], abilities: Abilities | None, people: int
) -> BoolArray:
    """Which people (columns) have what these contacts (rows) ask for."""
    meets = np.ones((len(chosen), people), dtype=np.bool_)
    if abilities is None or not needs:
        return meets
    known: dict[Needs, BoolArray] = {}
    for row, contact in enumerate(chosen.tolist()):
        asked = needs[contact]
        if asked and asked not in known:
            able = [abilities.meet(person, asked) for person in range(people)]
            known[asked] = np.array(able, dtype=np.bool_)
        if asked:
            meets[row] = known[asked]
    return meets


def _contact_block(
    people: PersonProfiles,
    contacts: ContactProfiles,
    accounts: AccountProfiles,
    tables: FitTables,
    rules: FitRules,
    sizes: Shortlist,
    chosen: IntArray,
    meets: BoolArray,
) -> Block:
    totals = np.bincount(contacts.account, weights=contacts.weight, minlength=len(accounts))
    at = contacts.account[chosen]
    share = contacts.weight[chosen] / np.maximum(totals[at], 1e-12)
    fit = contact_fit(people, contacts, tables, rules, chosen)
    return _rows(
        people,
        sizes,
        fit,
        (accounts.value[at] * share),
        contacts.hours[chosen],
        chosen,
        at,
        contacts.incumbent[chosen],
        rules,
        meets,
    )


def _lead_block(
    people: PersonProfiles,
    contacts: ContactProfiles,
    accounts: AccountProfiles,
    tables: FitTables,
    rules: FitRules,
    sizes: Shortlist,
) -> Block:
    everything = np.arange(len(accounts))
    fit = lead_fit(people, accounts, tables, rules)
    worth = accounts.value * rules.lead_value_share
    return _rows(
        people,
        sizes,
        fit,
        worth,
        accounts.lead_hours,
        len(contacts) + everything,
        everything,
        accounts.incumbent_lead,
        rules,
        np.ones((len(accounts), len(people)), dtype=np.bool_),
    )


def _rows(
    people: PersonProfiles,
    sizes: Shortlist,
    fit: FloatArray,
    worth: FloatArray,
    hours: FloatArray,
    post: IntArray,
    account: IntArray,
    incumbent: IntArray,
    rules: FitRules,
    meets: BoolArray,
) -> Block:
    """Value, cost and hours of every pair, then the pairs that make the lists."""
    value = np.rint(worth[:, None] * fit).astype(np.int64)
    need = hours_needed(hours, people, rules)
    cost = need * people.cost_per_hour[None, :]
    fits = fit > 0
    listed = _listed(value - cost, fits & meets, account, post, sizes)
    bare = np.flatnonzero(~(fits & meets).any(axis=1))
    listed[bare] = _top((value - cost)[bare], fits[bare], UNMET_LISTED)
    known = np.flatnonzero(incumbent >= 0)
    listed[known, incumbent[known]] = True
    row, person = np.nonzero(listed)
    at = (row, person)
    return post[row], person, value[at], cost[at], need[at]


def _listed(
    net: IntArray,
    fits: BoolArray,
    account: IntArray,
    post: IntArray,
    sizes: Shortlist,
) -> BoolArray:
    listed = _top(net, fits, sizes.best)
    totals = np.zeros((int(account.max(initial=-1)) + 1, net.shape[1]), dtype=np.int64)
    np.add.at(totals, account, np.where(fits, np.maximum(net, 0), 0))
    listed |= _top(totals, totals > 0, sizes.suiting_the_account)[account] & fits
    # A fixed mixing of post and person numbers stands in for chance: the same lists every time.
    numbers = post[:, None] * 2_654_435_761 + np.arange(net.shape[1])[None, :] * 40_503
    shuffled = (numbers ^ (numbers >> 13)) * 1_103_515_245 % 2_147_483_647
    return np.asarray(listed | _top(shuffled, fits & ~listed, sizes.spread))


def _top(scores: IntArray, allowed: BoolArray, most: int) -> BoolArray:
    """The `most` highest allowed scores of each row; ties go to the lower column."""
    columns = scores.shape[1]
    chosen = np.zeros(scores.shape, dtype=np.bool_)
    if not scores.size or not most:
        return chosen
    lowest = np.iinfo(np.int64).min // 4
    unique = np.where(allowed, scores, lowest // columns) * columns - np.arange(columns)[None, :]
    best = np.argpartition(-unique, min(most, columns) - 1, axis=1)[:, :most]
    np.put_along_axis(chosen, best, True, axis=1)
    return np.asarray(chosen & allowed)
