"""Making an installation ready to serve: tables, texts and static files of this version."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

STAMP = "collected"
MIGRATING = 7_265_431  # any number that nobody else uses for a lock


def prepare() -> None:
    """Everything that has to be there before the first request; quick when it is."""
    from counterpart.web.translations import compile_all

    migrate()
    compile_all()
    collect_static()


def migrate() -> None:
    """Bring the tables up to this version; of several that start at once, one after the other."""
    from counterpart.search.services import reindex_if_outdated

    with one_at_a_time():
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        reindex_if_outdated()


def steps_behind() -> int:
    """How many steps the tables are behind this version."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def has_no_tables() -> bool:
    """Whether nothing was ever kept here: an installation that is only about to begin."""
    return not connection.introspection.table_names()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """On a database that several machines share, wait for the others."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATING])


def collect_static() -> bool:
    """Put the static files into the data folder when they changed; whether they had."""
    stamp = Path(settings.STATIC_ROOT) / STAMP
    wanted = static_fingerprint()
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(wanted)
    return True


def static_fingerprint() -> str:
    """A short text that differs when any static file of the product does."""
    from django.contrib.staticfiles.finders import get_finders

    seen = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            seen.update(f"{name}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode())
    return seen.hexdigest()
