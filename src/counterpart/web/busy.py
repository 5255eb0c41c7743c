"""The database could not do it just now: told apart from faults of ours, so that one tries again.

Whatever was to be written is rolled back as a whole, and whoever asked is told: nothing is half
done, and nothing is lost without a word.
"""

from __future__ import annotations

from django.db import InterfaceError, OperationalError

RETRY_AFTER_SECONDS = 2
LOCKED = ("database is locked", "database table is locked", "database schema is locked")
# PostgreSQL's codes: serialization failure, deadlock, lock not available.
CLASHED = frozenset({"40001", "40P01", "55P03"})
# Classes of its codes: connection lost, out of connections or memory, shutting down.
AWAY = ("08", "53", "57")


def is_busy(error: BaseException) -> bool:
    """Whether the same request may well succeed when it is sent again."""
    return is_clash(error) or _is_away(error)


def is_clash(error: BaseException) -> bool:
    """Whether two writers got in each other's way, so that one of them begins again."""
    if not isinstance(error, OperationalError):
        return False
    return _code(error) in CLASHED or any(text in str(error) for text in LOCKED)


def _is_away(error: BaseException) -> bool:
    if not isinstance(error, OperationalError | InterfaceError) or not _is_postgres(error):
        return False
    code = _code(error)
    return not code or code.startswith(AWAY)


def _code(error: BaseException) -> str:
    return str(getattr(error.__cause__, "sqlstate", None) or "")


def _is_postgres(error: BaseException) -> bool:
    return type(error.__cause__).__module__.startswith("psycopg")
