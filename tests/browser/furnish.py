"""Runs inside the demo that the browser tests look at: adds what a fresh demo has none of.

Proposals in every state, locks, an absence, a token, hand-overs, files on their way in: so that
each page has something to show. Ends by printing the addresses of every page.
"""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal

from browser.every_page import addresses_of_all
from counterpart.access.models import Login
from counterpart.access.viewer import Viewer
from counterpart.api.models import Token
from counterpart.coverage.models import CoveragePlan
from counterpart.coverage.services import portfolio
from counterpart.customers import services as customers
from counterpart.customers.models import Account, Contact
from counterpart.directory import services as directory
from counterpart.directory.models import Person
from counterpart.exchange import services as exchange
from counterpart.exchange.exporting.wanted import WantedFile
from counterpart.history import services as history
from counterpart.staffing import services as staffing
from counterpart.staffing.models import StaffingPlan
from counterpart.staffing.options import StaffingOptions
from counterpart.teams import services as teams

OPERATIONS = "stephen0@adventure-works.com"
GOOD_FILE = "Name;Country;City\nBergen Cycles;NO;Bergen\n"
WRONG_FILE = "Name,Country,Website\nBay Tools,US,https://bay.example\n,US,\nHill Bikes,Atlantis,\n"
STRANGE_FILE = 'Firma,Land,Umsatz\nNordlicht GmbH,DE,"1.250,50"\n'


def furnish() -> None:
    login = Login.objects.get(email=OPERATIONS)
    by = Viewer.of(login)
    accounts = list(Account.objects.exclude(tier=Account.Tier.STANDARD).order_by("name")[:6])
    _customers(accounts, by)
    _people(accounts[0], by)
    _proposals(accounts, by)
    _files(by)
    portfolio.solve_coverage(CoveragePlan.objects.get(), by=by)
    history.create(
        Token(login=login, name="Nightly export", hint="cp_demo", digest="x", scopes=["read"]),
        by=by,
    )
    print(json.dumps(addresses_of_all()))  # noqa: T201


def _customers(accounts: list[Account], by: Viewer) -> None:
    group = customers.change_account(accounts[1], parent=accounts[0], by=by)
    first, second = Contact.objects.filter(account=group)[:2]
    customers.set_tie(second, speaker=first, by=by)


def _people(account: Account, by: Viewer) -> None:
    member, other = Person.objects.filter(hours_per_month__gt=20).order_by("pk")[:2]
    teams.add_member(
        account, member, since=by.today, hours_per_month=Decimal(2), by=by, why="Knows the plant"
    )
    soon = by.today + timedelta(days=10)
    directory.add_absence(member, since=soon, until=soon + timedelta(days=5), by=by)
    directory.add_deputy(member, deputy=other, by=by)


def _proposals(accounts: list[Account], by: Viewer) -> None:
    names = ("Six accounts", "Six accounts, adopted", "Six accounts, being solved")
    ready, adopted, _solving = (_drawn_up(name, accounts, by) for name in names)
    staffing.adopt(adopted, since=by.today + timedelta(days=1), by=by)
    place = ready.pairings.filter(person__isnull=False).first()
    staffing.lock("must", place.person, account=place.account, contact=place.contact, by=by)


def _drawn_up(name: str, accounts: list[Account], by: Viewer) -> StaffingPlan:
    return staffing.draw_up(
        name,
        accounts=accounts,
        people=None,
        options=StaffingOptions(seconds=1),
        by=by,
        solve_now="being" not in name,
    )


def _files(by: Viewer) -> None:
    for name, text in {"good.csv": GOOD_FILE, "wrong.csv": WRONG_FILE}.items():
        upload = exchange.take_file([text.encode()], file_name=name, by=by, table="accounts")
        exchange.dry_run(upload, by=by)
        if name == "good.csv":
            exchange.apply_import(upload, by=by)
    exchange.take_file([STRANGE_FILE.encode()], file_name="firmen.csv", by=by, table="accounts")
    exchange.write_export(exchange.ask_for_export(WantedFile("accounts", "csv"), by=by))
    exchange.take_file([b"\x00\x01\x02"], file_name="broken.csv", by=by, table="accounts")
