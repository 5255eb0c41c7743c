"""Checks of the database and of the background work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import DatabaseError, connection
from django.db.utils import NotSupportedError
from django.utils import timezone

from counterpart.cli.findings import Finding, error, good, warning
from counterpart.cli.prepare import has_no_tables, steps_behind

MOST_DRIFT = timedelta(seconds=5)
EARLIEST_CLOCK = datetime(2026, 1, 1, tzinfo=timezone.get_default_timezone())
SILENT_AFTER = timedelta(minutes=2)


def database_answers() -> Finding:
    """Whether the database is there, and new enough."""
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT version()" if _is_postgres() else "SELECT sqlite_version()")
            version = str(cursor.fetchone()[0])
    except (DatabaseError, NotSupportedError) as fault:
        reason = str(fault).strip().splitlines()[0]
        return error(
            "database",
            f"The database does not answer: {reason}",
            "Start it, or correct DATABASE_URL (postgres://user:password@host/name).",
        )
    if _is_postgres():
        return good("database", " ".join(version.split()[:2]) + ".")
    return good("database", f"SQLite {version}, embedded.")


def findings() -> Iterator[Finding]:
    tables = tables_are_current()
    yield tables
    yield clock_agrees()
    if tables.level == "good":
        yield logins_exist()
        yield worker_was_seen()
        yield jobs_move()
        yield revenue_counts_once()
        yield there_is_something_to_staff()


def tables_are_current() -> Finding:
    behind = steps_behind()
    if behind and has_no_tables():
        return error(
            "tables",
            "The database is empty: nothing was set up yet.",
            "Run counterpart migrate, then counterpart login-create --email you@example.com "
            "--role administrator --role sales_operations, then counterpart serve.",
        )
    if behind:
        return error(
            "tables",
            f"The tables are behind this version by {behind} steps.",
            "Make a backup, then run counterpart migrate.",
        )
    return good("tables", "The tables are those of this version.")


def clock_agrees() -> Finding:
    from counterpart.jobs.clock import clock

    ours, theirs = timezone.now(), clock()
    if ours < EARLIEST_CLOCK:
        return error("clock", f"This machine believes it is {ours:%Y-%m-%d}.", "Set its clock.")
    if abs(ours - theirs) > MOST_DRIFT:
        return warning(
            "clock",
            f"The clocks of this machine and of the database differ by {abs(ours - theirs)}.",
            "Let both follow a time server (NTP).",
        )
    return good("clock", f"{ours:%Y-%m-%d %H:%M} UTC.")


def logins_exist() -> Finding:
    from counterpart.access.actions import Role
    from counterpart.access.models import RoleGrant

    administrators = RoleGrant.objects.filter(role=Role.ADMINISTRATOR, login__is_active=True)
    if not administrators.exists():
        return warning(
            "logins",
            "Nobody may give logins and roles.",
            "counterpart login-create --email you@example.com --role administrator "
            "--role sales_operations",
        )
    return good("logins", f"{administrators.count()} logins may give logins and roles.")


def worker_was_seen() -> Finding:
    from counterpart.jobs.clock import clock
    from counterpart.jobs.models import Worker

    now = clock()
    newest = Worker.objects.order_by("-seen_at").first()
    if newest is None or now - newest.seen_at > SILENT_AFTER:
        seen = f"since {newest.seen_at:%Y-%m-%d %H:%M} UTC" if newest else "yet"
        return warning(
            "worker",
            f"No worker has been seen {seen}: background jobs wait.",
            "Run counterpart serve, or counterpart worker beside it.",
        )
    alive = Worker.objects.filter(seen_at__gt=now - SILENT_AFTER).count()
    return good("worker", f"{alive} at work.")


def jobs_move() -> Finding:
    from counterpart.jobs.claims import due
    from counterpart.jobs.clock import clock
    from counterpart.jobs.models import Job

    now = clock()
    stuck = Job.objects.filter(due(now), asked_at__lt=now - timedelta(minutes=30)).count()
    failed = Job.objects.filter(
        state=Job.State.FAILED, ended_at__gt=now - timedelta(days=1)
    ).count()
    if stuck or failed:
        return warning(
            "jobs",
            f"{stuck} jobs have waited for over half an hour; {failed} failed since yesterday.",
            "The list of jobs says which; the log says why.",
        )
    return good("jobs", "None is stuck, none failed since yesterday.")


def revenue_counts_once() -> Finding:
    from counterpart.ledger.queries import revenue_basis

    basis = revenue_basis()
    if basis.needs_choice:
        posted = ", ".join(kind.value for kind in basis.posted)
        return warning(
            "revenue",
            f"Several kinds of documents are posted ({posted}); only {basis.kind.value}s count.",
            "Say on the page Settings which kind counts as revenue.",
        )
    return good("revenue", f"Counted from documents of the kind {basis.kind.value}.")


def there_is_something_to_staff() -> Finding:
    """Whether the tables that staffing needs are filled; else which one is next."""
    from counterpart.customers.models import Account, Contact
    from counterpart.directory.models import Function, FunctionMatch, Office, Person

    steps = (
        (Function, "functions"),
        (FunctionMatch, "function matches"),
        (Office, "offices"),
        (Person, "people"),
        (Account, "accounts"),
        (Contact, "contacts"),
    )
    empty = [name for model, name in steps if not model._default_manager.exists()]
    if empty:
        return warning(
            "data",
            f"There are no {', no '.join(empty)} yet.",
            f"Log in and enter or import the {empty[0]} first (page Files, or counterpart import "
            f"FILE --table {empty[0].replace(' ', '-')}).",
        )
    return good("data", "Functions, people, accounts and contacts are there.")


def _is_postgres() -> bool:
    return connection.vendor == "postgresql"
