"""How long an import of many contacts takes, and how much memory.

    python benchmarks/exchange/run.py [--contacts 100000] [--accounts 10000]

Makes a fresh database (SQLite in a temporary folder, or the one that DATABASE_URL names, which
must be empty), fills it with accounts, and imports a CSV file of contacts through the product's
own use-cases: dry run, apply, the same file again, and a file in which every tenth row changed.
Each step runs in a process of its own, whose peak memory is read at its end.
"""

from __future__ import annotations

import argparse
import csv
import os
import platform
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import psycopg

HERE = Path(__file__).resolve().parent
FIRST = ("Anna", "Boris", "Chen", "Dmitri", "Elena", "Fatima", "Georg", "Hanna", "Иван", "Юлия")
LAST = ("Muster", "Иванов", "Garcia", "Okafor", "Nguyen", "Smith", "Lindqvist", "Петрова", "Rossi")
DEPARTMENTS = ("Purchasing", "Logistics", "Finance", "Quality", "Engineering", "IT")
HEADINGS = (
    *("Id", "AccountId", "FirstName", "LastName", "Title", "Department", "ReportsToId"),
    *("Email", "Phone", "Description", "LeadSource", "CreatedDate"),
)
STEPS = ("fill", "dry_run", "apply", "same_again", "change_a_tenth", "undo_the_change")


def setup() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "counterpart.settings")
    import django

    django.setup()


def write_file(path: Path, contacts: int, accounts: int, *, changed: bool) -> None:
    """A Salesforce export of contacts: 12 columns, managers above their reports in any order."""
    luck = random.Random(7)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for number in range(contacts):
            account = number % accounts
            boss = account if number >= accounts and luck.random() < 0.5 else None
            title = f"{luck.choice(DEPARTMENTS)} manager"
            if changed and number % 10 == 0:
                title = f"Senior {title}"
            writer.writerow(
                [
                    f"003{number:012d}AAA",
                    f"001{account:012d}AAA",
                    luck.choice(FIRST),
                    f"{luck.choice(LAST)}-{number}",
                    title,
                    luck.choice(DEPARTMENTS),
                    f"003{boss:012d}AAA" if boss is not None else "",
                    f"contact{number}@customer{account}.example",
                    f"+49 30 {number:07d}",
                    "Wants shorter delivery windows, and fewer pallets" if number % 3 else "",
                    "Web",
                    "2024-06-14T09:09:33.000+0000",
                ]
            )


def fill(folder: Path, contacts: int, accounts: int) -> int:
    from django.core.management import call_command

    from counterpart.access.viewer import Viewer
    from counterpart.customers import services as customers
    from counterpart.directory.models import Function
    from counterpart.history import services as history

    call_command("migrate", verbosity=0)
    by = Viewer.system("benchmark")
    functions = [
        Function(code=name.lower(), name=name, position=place)
        for place, name in enumerate(DEPARTMENTS)
    ]
    history.create_many(functions, by=by)
    rows = [
        customers.NewAccount(
            {
                "name": f"Customer {number}",
                "tier": "key",
                "annual_value_minor": 1_000_000,
                "source_system": "salesforce",
                "source_id": f"001{number:012d}AAA",
            }
        )
        for number in range(accounts)
    ]
    customers.create_accounts(rows, by=by)
    write_file(folder / "contacts.csv", contacts, accounts, changed=False)
    write_file(folder / "changed.csv", contacts, accounts, changed=True)
    return accounts


def take(path: Path):
    from counterpart.access.viewer import Viewer
    from counterpart.exchange import services

    by = Viewer.system("benchmark")
    with path.open("rb") as file:
        chunks = iter(lambda: file.read(1 << 20), b"")
        upload = services.take_file(chunks, file_name=path.name, by=by)
    assert (upload.table, upload.source_system) == ("contacts", "salesforce"), upload.table
    return upload, by


def do(step: str, folder: Path, contacts: int, accounts: int) -> int:
    """One step; gives back how many rows it dealt with."""
    setup()
    if step == "fill":
        return fill(folder, contacts, accounts)
    from counterpart.access.viewer import Viewer
    from counterpart.exchange import services
    from counterpart.exchange.models import Import

    last = Import.objects.order_by("-pk").first()
    if step == "dry_run":
        upload, by = take(folder / "contacts.csv")
        services.dry_run(upload, by=by)
        assert upload.counts == {"new": contacts, "changed": 0, "same": 0, "wrong": 0}
    elif step == "apply":
        by = Viewer.system("benchmark")
        services.apply_import(last, by=by)
    elif step == "same_again":
        upload, by = take(folder / "contacts.csv")
        services.dry_run(upload, by=by)
        assert upload.counts == {"new": 0, "changed": 0, "same": contacts, "wrong": 0}
    elif step == "change_a_tenth":
        upload, by = take(folder / "changed.csv")
        services.dry_run(upload, by=by)
        services.apply_import(upload, by=by)
        assert upload.counts["changed"] == contacts // 10, upload.counts
    else:
        services.undo_import(last, by=Viewer.system("benchmark"))
        return contacts // 10
    return contacts


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--contacts", type=int, default=100_000)
    options.add_argument("--accounts", type=int, default=10_000)
    options.add_argument("--step", choices=STEPS)
    options.add_argument("--folder", type=Path)
    options.add_argument("--no-result", action="store_true")
    asked = options.parse_args()
    if asked.step:
        began = time.perf_counter()
        rows = do(asked.step, asked.folder, asked.contacts, asked.accounts)
        seconds = time.perf_counter() - began
        used = resource.getrusage(resource.RUSAGE_SELF)
        cpu = used.ru_utime + used.ru_stime
        peak = used.ru_maxrss / 1024
        print(f"{asked.step},{rows},{seconds:.2f},{cpu:.2f},{rows / seconds:.0f},{peak:.0f}")
        return
    with tempfile.TemporaryDirectory() as folder:
        run_all(asked, Path(folder))


def run_all(asked: argparse.Namespace, folder: Path) -> None:
    environment = os.environ | {"COUNTERPART_DATA": str(folder)}
    lines = []
    for step in STEPS:
        command = [sys.executable, __file__, "--step", step, "--folder", str(folder)]
        command += ["--contacts", str(asked.contacts), "--accounts", str(asked.accounts)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(done.stderr)
        lines.append(done.stdout.strip())
        print(lines[-1], flush=True)
    if not asked.no_result:
        store = HERE / "results" / f"{datetime.now(tz=UTC).date().isoformat()}-{database()}.csv"
        store.parent.mkdir(exist_ok=True)
        store.write_text(
            "\n".join(
                [
                    *header(asked),
                    "step,rows,seconds,cpu_seconds,rows_per_second,peak_mb",
                    *lines,
                    "",
                ]
            )
        )


def database() -> str:
    return "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"


def header(asked: argparse.Namespace) -> list[str]:
    import django

    return [
        f"# {asked.contacts} contacts at {asked.accounts} accounts, {database()}",
        f"# Python {platform.python_version()}, Django {django.__version__}, "
        f"{database_version()}; {os.cpu_count()} cores, {platform.machine()}",
        f"# load of the machine while it ran: {os.getloadavg()[1]:.1f} (the run itself counts 1)",
    ]


def database_version() -> str:
    if database() == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    with psycopg.connect(os.environ["DATABASE_URL"]) as server:
        version, fsync = (
            server.execute(f"SHOW {name}").fetchone()[0] for name in ("server_version", "fsync")
        )
    return f"PostgreSQL {version}, fsync {fsync}"


if __name__ == "__main__":
    main()
