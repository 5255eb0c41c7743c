"""Adds to a filled installation what its other pages show, so that none of them is empty.

Proposals, locks, an absence, needs, orders, files on their way in. Ends by printing a token of
the API and every address that a reader can come to, with its name, as JSON.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter, deque
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "counterpart.settings")
django.setup()

from django.test import Client  # noqa: E402 - after django.setup()
from django.urls import Resolver404, get_resolver, resolve  # noqa: E402

from counterpart.access.actions import Role  # noqa: E402
from counterpart.access.models import Login, RoleGrant  # noqa: E402
from counterpart.access.viewer import Viewer  # noqa: E402
from counterpart.api.models import Scope  # noqa: E402
from counterpart.api.tokens import issue_token  # noqa: E402
from counterpart.customers import services as customers  # noqa: E402
from counterpart.customers.models import Account, Contact  # noqa: E402
from counterpart.directory import services as directory  # noqa: E402
from counterpart.directory.models import Person  # noqa: E402
from counterpart.exchange import services as exchange  # noqa: E402
from counterpart.ledger import services as ledger  # noqa: E402
from counterpart.ledger.models import OrderLine  # noqa: E402
from counterpart.staffing import services as staffing  # noqa: E402
from counterpart.staffing.options import StaffingOptions  # noqa: E402

STARTS = ["/", "/jobs/", "/logins/", "/functions/", "/offices/", "/preferences/", "/api/"]
LOGIN = [f"/login/{page}/" for page in ("password/reset", "again", "closed", "second-factor")]
OF_ACCOUNT = ["", "group/", "needs/", "sites/", "orders/", "team/", "hand-overs/"]
LINK = re.compile(r'(?:href|action|src|hx-get|data-[a-z-]+)="(/[^"#]*)')
NOT_VISITED = ("/static/", "/login/out/", "/login/company/", "/api/openapi")
EACH = 4  # addresses of one kind
MANY = 200


def furnish() -> None:
    login = Login.objects.get(email="ops@example.com")
    for role in Role:
        RoleGrant.objects.get_or_create(login=login, role=role)
    by = Viewer.of(login)
    accounts = list(Account.objects.order_by("pk"))
    _customer(accounts[0], accounts[1], by)
    _colleagues(by)
    _proposals(accounts, by)
    for name, text in {
        "good.csv": "Name;Country\nNordlicht;DE\n",
        "bad.csv": "Name\n\n,x\n",
    }.items():
        upload = exchange.take_file([text.encode()], file_name=name, by=by, table="accounts")
        exchange.dry_run(upload, by=by)
    _token, secret = issue_token(login, name="Benchmark", scopes=Scope.values, by=by)
    starts = [f"/accounts/{accounts[0].pk}/{page}" for page in OF_ACCOUNT]
    found = list(addresses(login, [*STARTS, *LOGIN, *starts]))
    told = {"token": secret, "addresses": found, "names": sorted(_names(get_resolver(), ""))}
    print(json.dumps(told))


def _customer(account: Account, other: Account, by: Viewer) -> None:
    customers.change_account(account, parent=other, by=by)
    customers.create_site(account, name="Plant", country="DE", city="Bremen", by=by)
    customers.create_need(account, title="Shorter delivery", by=by)
    first, second = Contact.objects.filter(account=account)[:2]
    customers.set_tie(second, speaker=first, by=by)
    lines = [
        OrderLine(
            account=account,
            document_no=f"A{n // 4}",
            line_no=str(n),
            on=by.today - timedelta(days=n),
            amount_minor=100_00 + n,
            currency="EUR",
        )
        for n in range(400)
    ]
    ledger.post_order_lines(lines, by=by)


def _colleagues(by: Viewer) -> None:
    person, other = Person.objects.order_by("pk")[:2]
    soon = by.today + timedelta(days=10)
    directory.add_absence(person, since=soon, until=soon + timedelta(days=5), by=by)
    directory.add_deputy(person, deputy=other, by=by)


def _proposals(accounts: list[Account], by: Viewer) -> None:
    """Of few accounts, one of them to be adopted, and one of many; not of all, which takes long."""
    for name, chosen, solve in (
        ("Few", accounts[:5], True),
        ("Few, again", accounts[:5], True),
        ("Few, later", accounts[:5], False),
        ("Many", accounts[:MANY], True),
    ):
        options = StaffingOptions(seconds=2)
        plan = staffing.draw_up(
            name, accounts=chosen, people=None, options=options, by=by, solve_now=solve
        )
    place = plan.pairings.filter(person__isnull=False).first()
    staffing.lock("must", place.person, account=place.account, contact=place.contact, by=by)


def addresses(login: Login, starts: list[str]) -> Iterator[tuple[str, str]]:
    """Every address one can come to by following links, a few of each kind, by their names."""
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(login)
    waiting, seen, kinds = deque(starts), set(starts), Counter[tuple[str, tuple[str, ...]]]()
    while waiting:
        url = waiting.popleft()
        name, asked = _name(url), tuple(sorted(parse_qs(urlsplit(url).query)))
        kinds[name, asked] += 1
        if (
            not name
            or kinds[name, asked] > EACH
            or sum(count for (other, _), count in kinds.items() if other == name) > 3 * EACH
        ):
            continue
        page = client.get(url)
        if page.status_code == 405:
            continue
        yield name, url
        if page.get("Content-Type", "").startswith("text/html") and not page.streaming:
            for link in map(_plain, LINK.findall(page.content.decode())):
                if link not in seen and not link.startswith(NOT_VISITED):
                    seen.add(link)
                    waiting.append(link)


def _plain(link: str) -> str:
    return link.replace("&amp;", "&")


def _name(url: str) -> str:
    try:
        return resolve(urlsplit(url).path).view_name
    except Resolver404:
        return ""


def _names(resolver: object, space: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:  # type: ignore[attr-defined]
        if hasattr(pattern, "url_patterns"):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _names(pattern, space + inner)
        else:
            yield f"{space}{pattern.name}"


if __name__ == "__main__":
    furnish()
