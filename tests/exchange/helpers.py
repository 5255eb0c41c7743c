"""What tests of imports look at."""

from __future__ import annotations

from collections.abc import Iterable

from counterpart.exchange.importing.verdicts import StoredVerdict, all_verdicts
from counterpart.exchange.models import Import
from counterpart.history.models import Change


def verdicts(upload: Import) -> list[str]:
    return [one.verdict.value for one in all_verdicts(upload.verdicts_path)]


def wrong(upload: Import) -> list[tuple[int, str, str]]:
    """Row, column and text of all that is wrong."""
    found: Iterable[StoredVerdict] = all_verdicts(upload.verdicts_path, verdict="wrong")
    return [(p.row, p.column, str(p)) for one in found for p in one.problems]


def changes(upload: Import) -> list[tuple[str, str, str]]:
    found = all_verdicts(upload.verdicts_path, verdict="changed")
    return [change for one in found for change in one.changes]


def history_length() -> int:
    return Change.objects.count()
