"""Making an installation ready to serve: tables, texts and static files of this version."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

STAMP = "collected"


def prepare() -> None:
    """Everything that has to be there before the first request; quick when it is."""
    from counterpart.web.translations import compile_all

    migrate()
    compile_all()
    collect_static()


def migrate() -> None:
    """Bring the tables up to this version."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


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
