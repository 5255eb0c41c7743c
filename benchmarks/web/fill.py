"""Fills an empty installation with N key accounts of ten contacts each, from a seed.

COUNTERPART_DATA=… python benchmarks/web/fill.py 10000
"""

from __future__ import annotations

import os
import random
import sys
from datetime import date, timedelta
from decimal import Decimal

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "counterpart.settings")
django.setup()

from economics import fill_economics  # noqa: E402

from counterpart.access.actions import Role  # noqa: E402 - after django.setup()
from counterpart.access.models import Login, RoleGrant  # noqa: E402
from counterpart.access.viewer import Viewer  # noqa: E402
from counterpart.customers import services as customers  # noqa: E402
from counterpart.customers.models import Account, Contact  # noqa: E402
from counterpart.demo.build import make_functions, make_offices  # noqa: E402
from counterpart.directory import services as directory  # noqa: E402
from counterpart.directory.models import Person  # noqa: E402
from counterpart.teams import services as teams  # noqa: E402
from counterpart.teams.cover import refresh_cover  # noqa: E402

CONTACTS_EACH = 10
ACCOUNTS_A_LEAD = 4
SYLLABLES = (
    "ba",
    "be",
    "bo",
    "da",
    "di",
    "fa",
    "ke",
    "ko",
    "la",
    "li",
    "ma",
    "mo",
    "ne",
    "ra",
    "so",
)
PASSWORD = "a long enough password"


def word(draw: random.Random, parts: int) -> str:
    return "".join(draw.choice(SYLLABLES) for _ in range(parts)).capitalize()


def fill(size: int, seed: int = 1) -> None:
    draw = random.Random(seed)
    by = Viewer.system("Benchmark")
    functions, offices = list(make_functions(by).values()), list(make_offices(by).values())
    theirs = [function for function in functions if function.is_theirs]
    leads = _people(max(size // ACCOUNTS_A_LEAD, 1), functions[1:2], offices, draw, by, lead=True)
    experts = _people(max(size, 20), theirs, offices, draw, by, lead=False)
    accounts = customers.create_accounts(
        [
            customers.NewAccount(
                {
                    "name": f"{word(draw, 3)} {word(draw, 2)} {n}",
                    "tier": draw.choice(["strategic", "national", "key", "key"]),
                    "country": draw.choice(["US", "DE", "RU", "FR"]),
                    "annual_value_minor": int(draw.lognormvariate(17, 1)),
                    "currency": "EUR",
                }
            )
            for n in range(size)
        ],
        by=by,
    )
    contacts = _contacts(accounts, theirs, draw, by)
    _cover(accounts, contacts, leads, experts, draw, by)
    refresh_cover(None, today=by.today)
    print(f"coverage plan: {fill_economics(draw, by):.1f} s", file=sys.stderr)
    login = Login.objects.create_login("ops@example.com", PASSWORD)
    RoleGrant.objects.create(login=login, role=Role.SALES_OPERATIONS)


def _people(number, functions, offices, draw, by, *, lead):
    rows = [
        Person(
            first_name=word(draw, 2),
            last_name=word(draw, 3),
            email=f"{'lead' if lead else 'expert'}{n}@example.com",
            function=functions[n % len(functions)],
            office=draw.choice(offices),
            languages=["en"],
            hours_per_month=Decimal(120),
            cost_per_hour_minor=6000,
            lead_fitness_percent=80 if lead else 0,
        )
        for n in range(number)
    ]
    return directory.create_people(rows, by=by)


def _contacts(accounts: list[Account], theirs, draw, by) -> list[Contact]:
    rows = [
        customers.NewContact(
            account=account,
            facts={
                "first_name": word(draw, 2),
                "last_name": word(draw, 3),
                "email": f"c{account.pk}.{n}@example.org",
                "function": theirs[n % len(theirs)],
                "level": draw.randint(1, 5),
                "influence_percent": draw.randint(5, 95),
                "languages": ["en"],
                "hours_per_month": Decimal(4),
            },
        )
        for account in accounts
        for n in range(CONTACTS_EACH)
    ]
    return customers.create_contacts(rows, by=by)


def _cover(accounts, contacts, leads, experts, draw, by) -> None:
    since = by.today - timedelta(days=200)
    by_function: dict[int, list[Person]] = {}
    for person in experts:
        by_function.setdefault(person.function_id, []).append(person)
    wanted: dict[int, list[teams.WantedCounterpart]] = {}
    for contact in contacts:
        if draw.random() < 0.8:
            person = draw.choice(by_function[contact.function_id])
            row = teams.WantedCounterpart(contact.pk, person.pk, "primary", Decimal(4))
            wanted.setdefault(contact.account_id, []).append(row)
    for start in range(0, len(accounts), 500):
        part = accounts[start : start + 500]
        teams.replace_staffing(
            [account.pk for account in part],
            {
                account.pk: teams.WantedLead(leads[(start + n) % len(leads)].pk, Decimal(12))
                for n, account in enumerate(part)
            },
            [row for account in part for row in wanted.get(account.pk, [])],
            since=date(since.year, since.month, 1),
            by=by,
            why="Benchmark",
            batch=teams.new_batch(),
        )


if __name__ == "__main__":
    fill(int(sys.argv[1]))
