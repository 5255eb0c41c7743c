"""Times every main page of an installation filled by `fill.py`, over HTTP with two web processes.

    python benchmarks/web/run.py 100 1000 10000            # embedded SQLite
    DATABASE_URL=postgres://… python benchmarks/web/run.py 100 1000 10000

A number fills an installation of so many accounts; the data folder of one filled before, or with
PostgreSQL the name of its database, is copied instead.

Writes results/<date>-<database>.csv: size, page, queries, kB of HTML and of its scripts and styles
(neither compressed), milliseconds (median, p95, and what the web processes worked for one request),
and the memory of the web processes together (proportional set size, Linux).
"""

from __future__ import annotations

import csv
import re
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime

from served import (
    HERE,
    Visitor,
    accounts_of,
    cpu_ms,
    database,
    installed,
    memory_mb,
    serving,
    versions,
)

REQUESTS = 60
LINKED = re.compile(rb'(?:href|src)="(/static/[^"]+\.(?:css|js))"')
QUERIES = """
import sys, django
django.setup()
from django.test import Client
from django.db import connection
from django.test.utils import CaptureQueriesContext
from counterpart.access.models import Login
client = Client(headers={"host": "127.0.0.1"})
client.force_login(Login.objects.get(email="ops@example.com"))
for url in sys.argv[1:]:
    client.get(url)
    with CaptureQueriesContext(connection, ) as seen:
        client.get(url)
    print(len([q for q in seen.captured_queries if not q["sql"].startswith(("PRAGMA", "BEGIN"))]))
"""
PAGES = """
import django
django.setup()
from counterpart.customers.models import Account, Contact
from counterpart.directory.models import Person
middle = lambda rows: rows.order_by("pk")[rows.count() // 2]
account, contact, person = middle(Account.objects), middle(Contact.objects), middle(Person.objects)
pages = {
    "portfolio": "/accounts/",
    "portfolio, by cover": "/accounts/?sort=cover",
    "portfolio, by gaps": "/accounts/?sort=-gaps",
    "portfolio, filtered": "/accounts/?q=ba&tier=key",
    "account (mirror)": f"/accounts/{account.pk}/",
    "buying center": f"/accounts/{account.pk}/buying-center/",
    "contact": f"/contacts/{contact.pk}/",
    "person": f"/people/{person.pk}/",
    "people": "/people/",
    "coverage matrix": "/coverage/",
    "search, a name": f"/search/?q={contact.last_name[:5]}",
    "search, two words": f"/search/?q={contact.first_name}+{contact.last_name}",
    "staffing": "/staffing/",
    "new proposal": "/staffing/new/",
    "history": "/history/",
    "profit": "/profit/",
    "profit, losing": "/profit/?losing=on&sort=-contribution",
    "profit of one": f"/accounts/{account.pk}/profit/",
    "response": "/responses/",
    "response of one": f"/accounts/{account.pk}/response/",
    "choice of accounts": "/key-accounts/",
    "coverage plans": "/coverage-plans/",
    "coverage plan": "/coverage-plans/1/",
    "coverage plan, models": "/coverage-plans/1/?view=models",
    "coverage plan, calls": "/coverage-plans/1/?view=calls",
    "coverage plan, frontier": "/coverage-plans/1/?view=frontier",
}
for name, url in pages.items():
    print(name, url, sep="\\t")
"""


def main() -> None:
    rows = []
    for asked in sys.argv[1:] or ["100"]:
        with installed(asked) as env:
            rows += measure(accounts_of(asked), env)
    path = HERE / "results" / f"{datetime.now(UTC):%Y-%m-%d}-{database()}.csv"
    with path.open("w", newline="") as file:
        file.write(versions())
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    print(f"written: {path}")


def measure(size: int, env: dict[str, str]) -> list[dict[str, object]]:
    listed = _lines([sys.executable, "-c", PAGES], env)
    pages = dict(line.split("\t") for line in listed)
    queries = _lines([sys.executable, "-c", QUERIES, *pages.values()], env)
    with serving(env) as pid:
        return _visit(size, pages, [int(n) for n in queries], pid)


def _lines(command: list[str], env: dict[str, str]) -> list[str]:
    done = subprocess.run(command, env=env, check=True, capture_output=True, text=True)
    return done.stdout.strip().splitlines()


def _visit(
    size: int, pages: dict[str, str], queries: list[int], pid: int
) -> list[dict[str, object]]:
    visitor = Visitor()
    visitor.log_in()
    rows: list[dict[str, object]] = []
    for (name, url), count in zip(pages.items(), queries, strict=True):
        times, page, status, worked = [], b"", 0, cpu_ms(pid)
        for _ in range(REQUESTS):
            begun = time.perf_counter()
            status, page = visitor.get(url)
            times.append(1000 * (time.perf_counter() - begun))
        worked = cpu_ms(pid) - worked
        assert status == 200, (url, status)
        times.sort()
        row = {
            "accounts": size,
            "page": name,
            "queries": count,
            "html_kb": round(len(page) / 1024, 1),
            "linked_kb": round(_linked(visitor, page) / 1024, 1),
            "cpu_ms": round(worked / REQUESTS, 1),
            "median_ms": round(statistics.median(times), 1),
            "p95_ms": round(times[int(0.95 * len(times)) - 1], 1),
        }
        rows.append(row)
        print(row, flush=True)
    memory = sum(memory_mb(pid).values())
    print(f"web processes together: {memory:.0f} MB", flush=True)
    return [{**row, "web_mb": round(memory)} for row in rows]


def _linked(visitor: Visitor, page: bytes) -> int:
    """Bytes of the scripts and styles that the page asks for."""
    return sum(len(visitor.get(url.decode())[1]) for url in set(LINKED.findall(page)))


if __name__ == "__main__":
    main()
