"""Verdicts of one import, kept in a file of their own: small, quick to page, gone with it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from counterpart.exchange.importing.rows import ImportRow, Plan, Verdict
from counterpart.kernel.errors import RowProblem
from counterpart.kernel.names import full_name

SCHEMA = """
create table verdict (row integer primary key, verdict text, label text, details text);
"""
NAMES_OF_PEOPLE = ("first_name", "last_name")
NAMES_OF_THINGS = ("name", "code", "title", "document_no", "line_no")


@dataclass(frozen=True, slots=True)
class StoredVerdict:
    """What was found out about one row."""

    row: int
    verdict: Verdict
    label: str
    problems: tuple[RowProblem, ...]
    changes: tuple[tuple[str, str, str], ...]  # column, old, new


def store_verdicts(plan: Plan, path: Path) -> None:
    """Write the file anew; it appears under its name when it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    with closing(sqlite3.connect(unfinished)) as store:
        store.executescript("pragma journal_mode=off; pragma synchronous=off;" + SCHEMA)
        store.executemany(
            "insert into verdict values (?, ?, ?, ?)", (_line(plan, row) for row in plan.rows)
        )
        store.execute("create index by_verdict on verdict (verdict, row)")
        store.commit()
    unfinished.replace(path)


def read_verdicts(
    path: Path, *, verdict: str = "", after: int = 0, limit: int = 50
) -> list[StoredVerdict]:
    """The next verdicts below a row, of one kind or of all."""
    where, values = "row > ?", [after]
    if verdict:
        where, values = "verdict = ? and row > ?", [verdict, after]  # type: ignore[list-item]
    query = f"select row, verdict, label, details from verdict where {where} order by row limit ?"  # noqa: S608
    if not path.exists():
        return []
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as store:
        return [_stored(*line) for line in store.execute(query, [*values, limit])]


def all_verdicts(path: Path, *, verdict: str = "") -> Iterator[StoredVerdict]:
    """Every verdict, page by page."""
    after = 0
    while found := read_verdicts(path, verdict=verdict, after=after, limit=1000):
        yield from found
        after = found[-1].row


def label_of(facts: dict[str, Any]) -> str:
    """What the row is about, for people."""
    if facts.get("first_name"):
        return full_name(*(str(facts.get(name) or "") for name in NAMES_OF_PEOPLE))[:120]
    parts = [str(facts[name]) for name in NAMES_OF_THINGS if facts.get(name)]
    return " ".join(parts)[:120]


def _line(plan: Plan, row: ImportRow) -> tuple[int, str, str, str]:
    details: dict[str, Any] = {}
    problems = [row.left_out] if row.left_out is not None else row.problems
    if problems:
        details["problems"] = [[p.column, p.message, p.params] for p in problems]
    elif row.changes:
        details["changes"] = [
            [name, plan.texts(name, old), plan.texts(name, new)]
            for name, (old, new) in row.changes.items()
        ]
    stored = json.dumps(details, ensure_ascii=False, default=str) if details else ""
    return row.number, row.verdict.value, label_of(row.facts), stored


def _stored(row: int, verdict: str, label: str, details: str) -> StoredVerdict:
    found = json.loads(details) if details else {}
    return StoredVerdict(
        row=row,
        verdict=Verdict(verdict),
        label=label,
        problems=tuple(_problems(row, found.get("problems", ()))),
        changes=tuple((name, old, new) for name, old, new in found.get("changes", ())),
    )


def _problems(row: int, stored: Iterable[list[Any]]) -> Iterator[RowProblem]:
    for column, message, params in stored:
        yield RowProblem(row, column, message, tuple((k, v) for k, v in params))
