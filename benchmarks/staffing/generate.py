"""Makes staffing problems of realistic shape from a size and a seed.

    python benchmarks/staffing/generate.py S 1 -o s1.json

Eighteen cities with time zones, twelve languages, ten functions with a relatedness matrix,
lognormal account values, larger buying centers at larger accounts, hours lognormal, demand 85 to
95 % of capacity in every function, 60 % of contacts with somebody who faces them today.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2] / "src"))

from counterpart.staffing.engine import (
    AccountProfiles,
    Accounts,
    ContactProfiles,
    Contacts,
    FitTables,
    People,
    PersonProfiles,
    Shortlist,
    StaffingProblem,
    candidates_of,
    write_problem,
)

SIZES = {
    "XS": (8, 40, 20),
    "S": (50, 500, 200),
    "M": (300, 3_000, 1_000),
    "L": (1_000, 10_000, 3_000),
    "XL": (5_000, 50_000, 15_000),
}
"""Accounts, contacts, people."""

UNIT = 5
"""Hours a month that the problem counts as one."""

ZONES = np.array([0, 0, 1, 1, 1, 1, 2, 2, 3, 4, 5, 7, 8, 8, 9, -5, -6, -8])
FUNCTIONS = 10
LANGUAGES = 12
MANAGERS = 0
"""Function of those who lead accounts."""
ROOM_TO_LEAD = 1.3
"""So many times the hours that leads need are there, since they also count accounts."""
SPREAD = Shortlist(best=14, suiting_the_account=10, spread=6)


def problem_of(size: str, seed: int) -> StaffingProblem:
    """The problem of this size and seed; the same on every machine."""
    rng = np.random.default_rng([seed, len(size), *map(ord, size)])
    accounts, contacts, people = SIZES[size]
    tables = _tables(rng)
    account_city = rng.integers(len(ZONES), size=accounts)
    value = rng.lognormal(11.5, 1.0, accounts)
    customers = _contacts(rng, contacts, value, account_city)
    lead_hours = np.clip(rng.lognormal(3.7, 0.3, accounts), 20, 90) / UNIT
    setup = rng.integers(0, 3, accounts)
    need = _need(customers, lead_hours, setup)
    ours = _people(rng, people, need)
    capacity = _capacity(rng, ours.function, need)
    incumbents = np.where(
        rng.random(accounts) < 0.7,
        rng.choice(np.flatnonzero(ours.fitness_to_lead > 0), accounts),
        -1,
    )
    firms = AccountProfiles(
        value=value,
        level=rng.integers(3, 6, accounts),
        languages=_languages(rng, account_city),
        site=account_city,
        lead_hours=lead_hours,
        incumbent_lead=incumbents,
    )
    customers = _with_incumbents(rng, customers, ours)
    candidates = candidates_of(ours, customers, firms, tables, sizes=SPREAD)
    return StaffingProblem(
        accounts=Accounts(
            ids=[f"A{n + 1:04}" for n in range(accounts)],
            unled_penalty=np.rint(0.25 * value).astype(int),
            coordination_cost=rng.integers(300, 1_200, accounts),
            setup_hours=setup,
            team_size=np.maximum(
                3, np.rint(0.75 * np.bincount(customers.account, minlength=accounts)) + 1
            ),
        ),
        contacts=Contacts(
            ids=[f"C{n + 1:05}" for n in range(contacts)],
            account=customers.account,
            unmet_penalty=np.rint(0.3 * _worth(customers, value)).astype(int),
            functions=[f"F{f}" for f in customers.function],
        ),
        people=People(
            ids=[f"P{n + 1:05}" for n in range(people)],
            hours=capacity,
            most_teams=rng.integers(3, 7, people),
            most_led=np.where(ours.fitness_to_lead > 0, rng.integers(2, 6, people), 0),
            functions=[f"F{f}" for f in ours.function],
            regions=[f"Z{ZONES[city]:+d}" for city in ours.office],
        ),
        candidates=candidates,
        hours_unit=f"{UNIT} hours per month",
        today=np.concatenate([customers.incumbent, firms.incumbent_lead]),
        name=f"{size}{seed}",
    )


def _tables(rng: np.random.Generator) -> FitTables:
    related = np.triu(
        np.where(
            rng.random((FUNCTIONS, FUNCTIONS)) < 0.25,
            rng.uniform(0.3, 0.7, (FUNCTIONS, FUNCTIONS)),
            0,
        ),
        1,
    )
    apart = np.abs(ZONES[:, None] - ZONES[None, :])
    return FitTables(
        function_match=related + related.T + np.eye(FUNCTIONS),
        overlap_hours=np.maximum(0, 8 - np.minimum(apart, 24 - apart)).astype(float),
    )


def _languages(rng: np.random.Generator, city: np.ndarray) -> np.ndarray:
    spoken = rng.random((len(city), LANGUAGES)) < 0.12
    spoken[np.arange(len(city)), city % LANGUAGES] = True
    spoken[:, 0] |= rng.random(len(city)) < 0.6
    return spoken


def _contacts(
    rng: np.random.Generator, count: int, value: np.ndarray, account_city: np.ndarray
) -> ContactProfiles:
    chance = np.sqrt(value) / np.sqrt(value).sum()
    account = np.sort(
        np.concatenate(
            [np.arange(len(value)), rng.choice(len(value), count - len(value), p=chance)]
        )
    )
    city = np.where(
        rng.random(count) < 0.7, account_city[account], rng.integers(len(ZONES), size=count)
    )
    return ContactProfiles(
        account=account,
        function=rng.integers(1, FUNCTIONS, count),
        level=np.minimum(5, rng.geometric(0.4, count)),
        languages=_languages(rng, city),
        site=city,
        hours=np.clip(rng.lognormal(3.4, 0.5, count), 8, 110) / UNIT,
        weight=rng.lognormal(0, 0.6, count),
        incumbent=np.full(count, -1),
    )


def _need(contacts: ContactProfiles, lead_hours: np.ndarray, setup: np.ndarray) -> np.ndarray:
    """Hours each function needs: those of its contacts and accounts, set-up, and rounding up."""
    hours = 1.05 * contacts.hours + 0.5 + 0.8 * setup[contacts.account]
    need = np.bincount(contacts.function, weights=hours, minlength=FUNCTIONS)
    need[MANAGERS] += (1.05 * lead_hours + 0.5 + setup).sum() * ROOM_TO_LEAD
    return need


def _people(rng: np.random.Generator, count: int, need: np.ndarray) -> PersonProfiles:
    function = np.sort(rng.choice(FUNCTIONS, count, p=need / need.sum()))
    function[:FUNCTIONS] = np.arange(FUNCTIONS)
    city = rng.integers(len(ZONES), size=count)
    second = np.where(rng.random(count) < 0.3, rng.integers(FUNCTIONS, size=count), -1)
    level = rng.integers(1, 6, count)
    return PersonProfiles(
        function=function,
        second_function=np.where(second == function, -1, second),
        level=level,
        languages=_languages(rng, city),
        office=city,
        competence=rng.random(count).round(2),
        fitness_to_lead=np.where(function == MANAGERS, rng.uniform(0.6, 1, count), 0).round(2),
        cost_per_hour=UNIT * (25 + 8 * level),
    )


def _capacity(rng: np.random.Generator, function: np.ndarray, need: np.ndarray) -> np.ndarray:
    """Hours such that each function's plain need is 85 to 95 % of what its people have."""
    raw = rng.uniform(0.6, 1.4, len(function))
    room = need / rng.uniform(0.85, 0.95, FUNCTIONS)
    total = np.bincount(function, weights=raw, minlength=FUNCTIONS)
    return np.rint(raw * (room / total)[function]).astype(int)


def _with_incumbents(
    rng: np.random.Generator, contacts: ContactProfiles, people: PersonProfiles
) -> ContactProfiles:
    incumbent = np.full(len(contacts), -1)
    for at in np.flatnonzero(rng.random(len(contacts)) < 0.6):
        same = np.flatnonzero(people.function == contacts.function[at])
        if len(same):
            incumbent[at] = rng.choice(same)
    return ContactProfiles(
        contacts.account,
        contacts.function,
        contacts.level,
        contacts.languages,
        contacts.site,
        contacts.hours,
        contacts.weight,
        incumbent,
    )


def _worth(contacts: ContactProfiles, value: np.ndarray) -> np.ndarray:
    total = np.bincount(contacts.account, weights=contacts.weight)
    return value[contacts.account] * contacts.weight / total[contacts.account]


def main() -> None:
    """Write one problem file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("size", choices=SIZES)
    parser.add_argument("seed", type=int)
    parser.add_argument("-o", "--output", required=True)
    wanted = parser.parse_args()
    write_problem(problem_of(wanted.size, wanted.seed), wanted.output)


if __name__ == "__main__":
    main()
