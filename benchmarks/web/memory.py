"""What the web processes weigh after every page, export and table of the API was visited.

    python benchmarks/web/memory.py 100 10000              # embedded SQLite
    DATABASE_URL=postgres://… python benchmarks/web/memory.py 100

Two web processes; every address that can be reached by links is visited BENCHMARK_ROUNDS times (4)
by BENCHMARK_VISITORS at once (8), one family of pages after the other. Prints after each family
the proportional set size of each process and of all, and writes them to
results/<date>-memory-<database>-<visitors>.csv.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from uuid import uuid4

from served import (
    HERE,
    Visitor,
    accounts_of,
    database,
    installed,
    memory_mb,
    serving,
    versions,
)

ROUNDS = int(os.environ.get("BENCHMARK_ROUNDS", "4"))
AT_ONCE = int(os.environ.get("BENCHMARK_VISITORS", "8"))
FAMILIES = {
    "entrance and preferences": ("account_", "socialaccount_", "mfa_", "web:", "access:"),
    "people, offices, calendars": ("directory:",),
    "customers and orders": ("customers:", "ledger:"),
    "teams": ("teams:",),
    "search, history, jobs": ("search:", "history:", "jobs:"),
    "staffing": ("staffing:",),
    "files": ("exchange:",),
    "reference of the API": ("api:",),
}
Row = dict[str, object]


def main() -> None:
    rows: list[Row] = []
    for asked in sys.argv[1:] or ["100"]:
        with installed(asked) as env:
            rows += measure(accounts_of(asked), env)
    name = f"{datetime.now(UTC):%Y-%m-%d}-memory-{database()}-{AT_ONCE}.csv"
    path = HERE / "results" / name
    with path.open("w", newline="") as file:
        file.write(versions())
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    print(f"written: {path}")


def measure(size: int, env: dict[str, str]) -> list[Row]:
    furnish = [sys.executable, str(HERE / "furnish.py")]
    told = subprocess.run(furnish, env=env, check=True, capture_output=True, text=True).stdout
    found = json.loads(told.strip().splitlines()[-1])
    addresses = found["addresses"]
    print(f"{len(addresses)} addresses of {len({name for name, _ in addresses})} kinds", flush=True)
    visited = {name for name, _ in addresses}
    print("not visited:", ", ".join(sorted(set(found["names"]) - visited)), flush=True)
    with serving(env) as pid:
        return list(_visit(size, addresses, found["token"], pid))


def _visit(size: int, addresses: list[list[str]], token: str, pid: int) -> Iterator[Row]:
    visitor = Visitor()
    visitor.log_in()
    yield _weighed(size, "before any page", pid)
    for family, begins in FAMILIES.items():
        urls = [url for name, url in addresses if name.startswith(begins)]
        _at_once([_getting(url, visitor.cookies) for url in urls])
        yield _weighed(size, family, pid)
    _at_once([_changing(url, visitor.cookies) for name, url in addresses if _is_place(name)])
    yield _weighed(size, "changes by hand", pid)
    _at_once(_calls(token))
    yield _weighed(size, "API", pid)
    _at_once([_uploading(token) for _ in range(3)])
    yield _weighed(size, "files brought in", pid)


def _is_place(name: str) -> bool:
    return name in ("staffing:pairing", "staffing:lead")


def _at_once(visits: list[Callable[[], None]]) -> None:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for done in [pool.submit(visit) for _ in range(ROUNDS) for visit in visits]:
            done.result()


def _getting(url: str, cookies: dict[str, str]) -> Callable[[], None]:
    def get() -> None:
        status, _page = Visitor(cookies=cookies).get(url)
        if status >= 500:
            print(f"{status} {url}", flush=True)

    return get


def _changing(url: str, cookies: dict[str, str]) -> Callable[[], None]:
    """Nobody there: a change that every place of a proposal allows."""

    def change() -> None:
        status = Visitor(cookies=cookies).post(url, {"person": ""})
        if status != 302:
            print(f"{status} POST {url}", flush=True)

    return change


def _calls(token: str) -> list[Callable[[], None]]:
    """Every table of the API, one row of each, a search, and a change."""
    key = {"Authorization": f"Bearer {token}"}
    paths = json.loads(Visitor().ask("GET", "/api/openapi.json", None, key)[1])["paths"]

    def call(path: str) -> Callable[[], None]:
        def ask() -> None:
            visitor = Visitor()
            _status, body, _kind = visitor.ask("GET", f"{path}?limit=200", None, key)
            for row in json.loads(body).get("items", [])[:1]:
                visitor.ask("GET", f"{path}/{row.get('id')}", None, key)
            asked = [one.get("name") for one in paths[path]["get"].get("parameters", [])]
            if "q" in asked:
                visitor.ask("GET", f"{path}?q=ba", None, key)

        return ask

    def create() -> None:
        kind = {"Content-Type": "application/json", "Idempotency-Key": uuid4().hex}
        body = json.dumps({"name": f"Made {uuid4().hex}", "country": "DE"}).encode()
        status, told, _ = Visitor().ask("POST", "/api/customers/accounts", body, key | kind)
        assert status == 201, told

    return [create, *(call(path) for path in paths if "get" in paths[path] and "{" not in path)]


def _uploading(token: str) -> Callable[[], None]:
    """A file small enough to be checked at once."""
    table = "Name;Country\n" + "".join(f"Company {n};DE\n" for n in range(2000))

    def upload() -> None:
        parts = (
            '--x\r\nContent-Disposition: form-data; name="table"\r\n\r\naccounts\r\n'
            '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n'
            f"Content-Type: text/csv\r\n\r\n{table}\r\n--x--\r\n"
        )
        key = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "multipart/form-data; boundary=x",
            "Idempotency-Key": uuid4().hex,
        }
        visitor = Visitor()
        status, told, _ = visitor.ask("POST", "/api/imports/imports", parts.encode(), key)
        assert status == 201, told
        made, kind = json.loads(told)["id"], {"Content-Type": "application/json"}
        key = {name: key[name] for name in ("Authorization",)} | kind
        status, told, _ = visitor.ask("POST", f"/api/imports/imports/{made}/check", b"{}", key)
        if status >= 300:
            print(status, told[:300], flush=True)

    return upload


def _samples(pid: int) -> Iterator[dict[int, float]]:
    """Weights a second apart: one may miss a process that has just been replaced."""
    for _ in range(3):
        yield memory_mb(pid)
        time.sleep(1)


def _weighed(size: int, after: str, pid: int) -> Row:
    each = max(_samples(pid), key=lambda seen: sum(seen.values()))
    row: Row = {
        "accounts": size,
        "visitors": AT_ONCE,
        "after": after,
        "together_mb": round(sum(each.values()), 1),
        "each_mb": " ".join(f"{mb:.1f}" for mb in each.values()),
    }
    print(row, flush=True)
    return row


if __name__ == "__main__":
    main()
