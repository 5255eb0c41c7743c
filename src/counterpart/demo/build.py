"""Builds the demo company by calling the product's own use-cases, with a seed."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from counterpart.access.viewer import Viewer
from counterpart.customers import services as customers
from counterpart.customers.models import Account, Contact, Site
from counterpart.customers.services.facts import NeedFacts
from counterpart.demo import buying, company, coverage, desk, economics, orders, quotas, staff
from counterpart.demo.logins import DemoLogin, give_logins
from counterpart.demo.source import Shift, table
from counterpart.directory import services as directory
from counterpart.directory.models import Function, Office, Person
from counterpart.directory.standard_calendars import standard_calendar
from counterpart.kernel.money import Money
from counterpart.kernel.months import months_later
from counterpart.ledger import services as ledger
from counterpart.ledger.models import Product
from counterpart.staffing import services as staffing
from counterpart.staffing.options import StaffingOptions
from counterpart.teams import services as teams
from counterpart.teams.cover import refresh_cover

SEED = 2026
LEAD_HOURS = Decimal(12)
Report = Callable[[str], object]


def is_empty() -> bool:
    """Whether nobody has put anything into this installation yet."""
    return not (Person.objects.exists() or Account.objects.exists())


def build_demo(
    seed: int = SEED,
    report: Report = print,
    today: date | None = None,
    before_solving: Callable[[], object] = lambda: None,
) -> list[DemoLogin]:
    """Fill an empty installation; gives back one login for each role."""
    day = today or timezone.localdate()
    by = Viewer.system("Demo", today=day)
    with transaction.atomic():
        report("Functions, offices and calendars")
        functions, offices = make_functions(by), make_offices(by)
        report("People")
        people = _people(functions, offices, seed, by)
        report("Customers and their buying centers")
        accounts = _accounts(by)
        contacts = _contacts(accounts, functions, seed, by)
        _needs(accounts, contacts, people, seed, by)
        report("Orders")
        _orders(accounts, people, by)
        report("Who faces whom today, and what it costs")
        _cover(accounts, people, seed, by)
        _absences(people, seed, by)
        _keep_apart(people, by)
        key = [accounts[store] for store in buying.key_stores()]
        economics.set_up_coverage(key, teams_since=_first_day(by.today), seed=seed, by=by)
        report("What their people ask")
        desk.make_questions(seed=seed, by=by)
        logins = give_logins(by)
    report("A first staffing proposal")
    before_solving()
    _proposal(by)
    return logins


def make_functions(by: Viewer) -> dict[str, Function]:
    made = {}
    for position, (code, (name, name_ru, ours, theirs)) in enumerate(company.FUNCTIONS.items()):
        made[code] = directory.create_function(
            Function(
                code=code,
                name=name,
                name_ru=name_ru,
                is_ours=ours,
                is_theirs=theirs,
                position=10 * (position + 1),
            ),
            by=by,
        )
    directory.set_function_matches(
        {
            (made[ours], made[theirs]): percent
            for theirs, row in company.MATCHES.items()
            for ours, percent in row.items()
        },
        by=by,
    )
    return made


def make_offices(by: Viewer) -> dict[str, Office]:
    calendars = {
        country: directory.create_calendar(standard_calendar(country), by=by)
        for country in sorted({country for _, _, country, _ in company.OFFICES.values()})
    }
    return {
        code: directory.create_office(
            Office(
                code=code,
                name=name,
                city=city,
                country=country,
                time_zone=zone,
                calendar=calendars[country],
            ),
            by=by,
        )
        for code, (name, city, country, zone) in company.OFFICES.items()
    }


def _people(
    functions: dict[str, Function], offices: dict[str, Office], seed: int, by: Viewer
) -> dict[str, Person]:
    drawn = staff.colleagues(seed)
    unsaved: dict[str, Any] = {
        colleague.employee: Person(
            function=functions[colleague.function],
            office=offices[colleague.office],
            **colleague.facts,
        )
        for colleague in drawn
    }
    for colleague in drawn:
        unsaved[colleague.employee].manager = unsaved.get(colleague.manager)
    saved = directory.create_people(list(unsaved.values()), by=by)
    made = dict(zip(unsaved, saved, strict=True))
    directory.set_secondary_functions(
        {
            made[colleague.employee]: {functions[code]: share for code, share in colleague.second}
            for colleague in drawn
            if colleague.second
        },
        by=by,
    )
    return made


def _accounts(by: Viewer) -> dict[str, Account]:
    key = {store: rank for rank, store in enumerate(buying.key_stores())}
    stores = table("stores")
    rows = [
        customers.NewAccount(
            {
                "name": store["Name"].strip(),
                "tier": buying.tier_of(key[store["StoreID"]], store["CountryRegionCode"])
                if store["StoreID"] in key
                else Account.Tier.STANDARD,
                "industry": f"Bicycle retail, {store['Specialty'].lower()}",
                "country": store["CountryRegionCode"],
                "city": store["City"],
                "region": store["StateProvince"],
                "currency": "USD",
                # what the store said of itself; replaced by its orders where there are any
                "annual_value_minor": Money.of(store["AnnualRevenue"] or 0, "USD").minor,
                "source_system": orders.SYSTEM,
                "source_id": store["StoreID"],
            }
        )
        for store in stores
    ]
    made = customers.create_accounts(rows, by=by)
    accounts = {store["StoreID"]: account for store, account in zip(stores, made, strict=True)}
    customers.create_sites(
        [
            (
                accounts[store["StoreID"]],
                {
                    "name": "Main office",
                    "city": store["City"],
                    "country": store["CountryRegionCode"],
                    "address": store["AddressLine1"],
                    "time_zone": buying.time_zone_of(store),
                },
            )
            for store in stores
        ],
        by=by,
    )
    return accounts


def _contacts(
    accounts: dict[str, Account], functions: dict[str, Function], seed: int, by: Viewer
) -> list[Contact]:
    drawn = buying.buyers(seed)
    site_of = {site.account_id: site for site in Site.objects.all()}
    made = customers.create_contacts(
        [
            customers.NewContact(
                account=accounts[buyer.store],
                facts=buyer.facts_with(
                    functions[buyer.function], site_of[accounts[buyer.store].pk]
                ),
                roles=buyer.roles,
                reports_to_row=buyer.boss,
            )
            for buyer in drawn
        ],
        by=by,
    )
    customers.create_ties(
        [
            (made[n], made[speaker], strength)
            for n, buyer in enumerate(drawn)
            for speaker, strength in buyer.listens_to
        ],
        by=by,
    )
    return made


def _needs(
    accounts: dict[str, Account],
    contacts: list[Contact],
    people: dict[str, Person],
    seed: int,
    by: Viewer,
) -> None:
    draw = random.Random(f"needs {seed}")  # noqa: S311 - demonstration data, not a secret
    owners = {row["StoreID"]: row["OwnerSalesPersonID"] for row in table("stores")}
    theirs: dict[int, list[Contact]] = {}
    for contact in contacts:
        theirs.setdefault(contact.account_id, []).append(contact)
    rows = []
    for store in buying.key_stores():
        account = accounts[store]
        for kind, title in draw.sample(buying.NEEDS, draw.randint(1, 3)):
            facts: NeedFacts = {
                "kind": kind,
                "title": title,
                "contact": draw.choice(theirs[account.pk]),
                "owner": people[owners[store]],
                "review_on": by.today + timedelta(days=draw.randint(-30, 120)),
            }
            rows.append((account, facts))
    customers.create_needs(rows, by=by)


def _orders(accounts: dict[str, Account], people: dict[str, Person], by: Viewer) -> None:
    ledger.create_products(orders.products(), by=by)
    sold = {product.source_id: product for product in Product.objects.all()}
    shift = Shift.to(by.today)
    for row in table("currency_rates"):
        ledger.record_rate(
            on=shift(date.fromisoformat(row["CurrencyRateDate"])),
            base=row["FromCurrencyCode"],
            quote=row["ToCurrencyCode"],
            rate=Decimal(row["EndOfDayRate"]),
            source="AdventureWorks",
            by=by,
        )
    for seller, facts in quotas.quotas(shift):
        ledger.give_quota(people[seller], by=by, **facts)
    ledger.post_order_lines(list(orders.order_lines(accounts, people, sold, shift)), by=by)
    buyers = [accounts[store] for store in buying.revenue_of_last_year()]
    ledger.refresh_account_values(buyers, by=by, today=by.today)


def _cover(accounts: dict[str, Account], people: dict[str, Person], seed: int, by: Viewer) -> None:
    """Leads and counterparts since the first of the month ten months ago."""
    since = _first_day(by.today)
    owners = {row["StoreID"]: row["OwnerSalesPersonID"] for row in table("stores")}
    key = [accounts[store] for store in buying.key_stores()]
    lead_of = {accounts[store].pk: people[owners[store]] for store in buying.key_stores()}
    contacts = (
        Contact.objects.filter(account__in=[account.pk for account in key])
        .select_related("function")
        .order_by("account_id", "pk")
    )
    everybody = list(Person.objects.select_related("function").order_by("pk"))
    faced = coverage.facing_today(contacts, lead_of, everybody, seed, LEAD_HOURS)
    teams.replace_staffing(
        [account.pk for account in key],
        {account.pk: teams.WantedLead(lead_of[account.pk].pk, LEAD_HOURS) for account in key},
        coverage.wanted(faced),
        since=since,
        by=by,
        why="As it was before anybody planned",
        batch=teams.new_batch(),
    )
    refresh_cover(None, today=by.today)


def _first_day(today: date) -> date:
    """When the selling teams began: the first of the month ten months ago."""
    return months_later(today, -10)


def _absences(people: dict[str, Person], seed: int, by: Viewer) -> None:
    draw = random.Random(f"absences {seed}")  # noqa: S311 - demonstration data, not a secret
    busy = [person for person in people.values() if person.hours_per_month]
    for person in draw.sample(busy, 14):
        since = by.today + timedelta(days=draw.randint(-3, 40))
        directory.add_absence(person, since=since, until=since + timedelta(days=7), by=by)
    for person in draw.sample(busy, 30):
        mates = [p for p in busy if p.function_id == person.function_id and p != person]
        if mates:
            directory.add_deputy(person, deputy=draw.choice(mates), by=by)


def _keep_apart(people: dict[str, Person], by: Viewer) -> None:
    """Two sellers of one family, who must not work for the same account."""
    sellers = [person for person in people.values() if person.function.code == "sales"]
    first, second = sorted(sellers, key=lambda person: person.pk)[-2:]
    staffing.keep_apart(first, second, why="Related", by=by)


def _proposal(by: Viewer) -> None:
    """A proposal for all key accounts, solved for a few seconds, ready to be looked at.

    Who would be missed is worked out once the worker runs.
    """
    key = Account.objects.exclude(tier=Account.Tier.STANDARD)
    plan = staffing.draw_up(
        "Every contact has a counterpart",
        accounts=list(key),
        people=None,
        options=StaffingOptions(seconds=5, backups_from_percent=60),
        by=by,
        solve_now=True,
    )
    for basis in ("proposal", "today"):
        staffing.drill_in_background(plan, basis=basis, by=by)
