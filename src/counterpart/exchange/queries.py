"""What the screens of files show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Value
from django.db.models.fields import CharField
from django.utils.text import Truncator

from counterpart.access.actions import Action
from counterpart.access.viewer import Viewer
from counterpart.exchange.importing.rows import ROW_LABELS, Verdict
from counterpart.exchange.importing.stored import shown_text
from counterpart.exchange.importing.verdicts import StoredVerdict, read_verdicts
from counterpart.exchange.importing.wording import column_label, problem_text
from counterpart.exchange.models import Import
from counterpart.exchange.tables import ALL_TABLES, TABLES, Table
from counterpart.kernel.errors import RowProblem

PAGE = 50
CHANGES_SHOWN = 4
TONES = {
    Verdict.NEW: "good",
    Verdict.CHANGED: "info",
    Verdict.SAME: "quiet",
    Verdict.LEFT_OUT: "warn",
    Verdict.WRONG: "bad",
}


@dataclass(frozen=True, slots=True)
class TableLine:
    """One table on the page of files."""

    table: Table
    count: int
    importable: bool


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """One row of the file as the page shows it."""

    row: int
    label: str
    verdict: Any
    tone: str
    changes: list[tuple[str, str, str]]
    more_changes: int
    problems: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class VerdictPage:
    """Some verdicts, and where the next page begins (0 at the end)."""

    lines: list[VerdictLine]
    next_after: int
    shown: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an import is: its state, the progress of its job, and what stopped it."""

    state: str
    percent: float
    failure: str
    failed_row: int
    is_busy: bool


def tables_seen(viewer: Viewer) -> list[TableLine]:
    """Every table with how many rows of it the viewer sees, in one query."""
    counted = [
        table.visible_rows(viewer)
        .order_by()
        .annotate(table_name=Value(table.name, output_field=CharField()))
        .values("table_name")
        .annotate(rows=Count("pk"))
        .values_list("table_name", "rows")
        for table in ALL_TABLES
        if not table.is_unnamed_to(viewer)
    ]
    counts = dict(counted[0].union(*counted[1:], all=True)) if counted else {}
    may_import = viewer.has_role_for(Action.IMPORT)
    return [
        TableLine(table, counts.get(table.name, 0), table.importable and may_import)
        for table in ALL_TABLES
        if not table.is_unnamed_to(viewer)
    ]


def standing_of(upload: Import) -> Standing:
    """The state as it is now; a job that failed or was stopped leaves its reason."""
    job = upload.job
    if upload.is_busy and job is not None and not job.is_live:
        upload.refresh_from_db()
    if upload.is_busy and job is not None and not job.is_live:
        back = (
            Import.State.CHECKED if upload.state == Import.State.APPLYING else Import.State.MAPPING
        )
        return Standing(back, 0, job.failure, 0, False)
    failure = upload.failure
    said = ""
    if failure:
        params = tuple(failure.get("params", {}).items())
        problem = RowProblem(failure["row"], failure["column"], failure["message"], params)
        said = problem_text(problem, TABLES.get(upload.table))
    percent = 100 * job.heard.progress if job is not None else 0
    return Standing(upload.state, percent, said, failure.get("row", 0), upload.is_busy)


def verdict_page(upload: Import, *, verdict: str, after: int) -> VerdictPage:
    """The verdicts below a row; without a choice those that need a look."""
    counts = upload.counts
    if verdict not in {*Verdict, "all"}:
        order = (Verdict.WRONG, Verdict.CHANGED, Verdict.NEW, Verdict.SAME)
        verdict = next((one for one in order if counts.get(one)), "all")
    chosen = "" if verdict == "all" else verdict
    found = read_verdicts(upload.verdicts_path, verdict=chosen, after=after, limit=PAGE + 1)
    table = TABLES[upload.table]
    lines = [_line(one, table) for one in found[:PAGE]]
    return VerdictPage(lines, found[PAGE - 1].row if len(found) > PAGE else 0, verdict)


def _line(found: StoredVerdict, table: Table) -> VerdictLine:
    changes = [
        (column_label(name, table), _shown(table, name, old), _shown(table, name, new))
        for name, old, new in found.changes[:CHANGES_SHOWN]
    ]
    return VerdictLine(
        row=found.row,
        label=found.label,
        verdict=ROW_LABELS[found.verdict],
        tone=TONES[found.verdict],
        changes=changes,
        more_changes=max(len(found.changes) - CHANGES_SHOWN, 0),
        problems=[(column_label(p.column, table), problem_text(p, table)) for p in found.problems],
    )


def _shown(table: Table, name: str, stored: str) -> str:
    return Truncator(shown_text(table.by_name[name], stored)).chars(60)
