"""How a web process keeps little memory of its own beside what all of them share."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Callable
from functools import cache
from typing import Any

# A prepared statement takes some twenty kilobytes, in each thread. Pages ask fifteen at most.
STATEMENTS = 16


def keep_few_statements() -> None:
    """SQLite keeps 128 a connection unless told otherwise; to be said before one is opened."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["OPTIONS"] = {**database["OPTIONS"], "cached_statements": STATEMENTS}


def keep_few_pages(connection: Any, **_more: Any) -> None:
    """Each thread has a cache of its own; what it does not hold, the system's cache does."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size = -250")


def give_back_memory() -> None:
    """Give the system back what answers needed while they were made; takes milliseconds.

    glibc gives back by itself only what lies at the end of its memory.
    """
    gc.collect()
    _trim()(0)


@cache
def _trim() -> Callable[[int], int]:
    if sys.platform != "linux":
        return lambda _kept: 0
    found: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return found or (lambda _kept: 0)  # another library of C than glibc
