"""Checking and writing one import: the same for page, job, command line and API."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection, transaction

from counterpart.access.viewer import Viewer
from counterpart.exchange.importing.checking import check_rows
from counterpart.exchange.importing.faults import (
    AlreadyBroughtIn,
    RowRefused,
    RowsAreWrong,
    VerdictsHaveChanged,
)
from counterpart.exchange.importing.mapping import ColumnMapping
from counterpart.exchange.importing.rights import without_right
from counterpart.exchange.importing.rows import Plan
from counterpart.exchange.models import Import
from counterpart.exchange.reading import table_of
from counterpart.exchange.tables import TABLES, Table
from counterpart.exchange.writers import Writing, writer_of
from counterpart.kernel.errors import Refusal, RowProblem
from counterpart.kernel.ticking import Tick, silent


def draw_up_plan(
    upload: Import, *, by: Viewer, tick: Tick = silent, asks_rooms: bool = True
) -> Plan:
    """What the file would do to the data as they are now; writes nothing.

    Without `asks_rooms` the owning room is not asked what it would refuse: it checks again
    itself when it writes. Where wrong rows are left out, it has to be asked.
    """
    table = TABLES[upload.table]
    mapping = ColumnMapping.from_json(upload.mapping)
    asks_rooms = asks_rooms or mapping.leaves_wrong
    return check_rows(
        table,
        table_of(upload),
        mapping,
        system=upload.source_system,
        by=by,
        tick=tick,
        service_problems=writer_of(table.name).problems if asks_rooms else _no_problems,
    )


def write_plan(
    upload: Import,
    *,
    fingerprint: str,
    writing: Writing,
    tick: Tick = silent,
    and_then: Callable[[], None] = lambda: None,
) -> Plan:
    """Write what the dry run promised, in one transaction; refuse if it would be anything else.

    The plan is drawn up outside the transaction, so that nobody waits for it. Inside, it holds
    if the history shows no change of the tables it rests on; else it is drawn up once more.
    `and_then` is called as the last step of the transaction.
    """
    plan = draw_up_plan(upload, by=writing.by, tick=lambda done: tick(0.4 * done), asks_rooms=False)
    refuse_if_applied(upload)
    _refuse_if_different(plan, fingerprint)
    with transaction.atomic():
        refuse_if_applied(upload)
        _lock(plan.table)
        if not _still_holds(plan):
            plan = draw_up_plan(upload, by=writing.by, asks_rooms=False)
            _refuse_if_different(plan, fingerprint)
        _write(plan, writing)
        and_then()
    return plan


def _write(plan: Plan, writing: Writing) -> None:
    """Have the room write; what it refuses now, though not in the dry run, is told by row."""
    writer = writer_of(plan.table.name)
    try:
        with transaction.atomic():
            writer.write(plan, writing)
    except Refusal as refusal:
        problems = list(writer.problems(plan))
        if problems:
            raise RowRefused(problems) from refusal
        raise


def _no_problems(plan: Plan) -> tuple[RowProblem, ...]:
    return ()


def refuse_if_applied(upload: Import) -> None:
    """Refuse what was written meanwhile; inside a transaction nobody else can begin."""
    rows = Import.objects.filter(pk=upload.pk)
    rows = rows.select_for_update() if connection.in_atomic_block else rows
    if rows.values_list("state", flat=True).get() in (Import.State.APPLIED, Import.State.UNDONE):
        raise AlreadyBroughtIn


def _refuse_if_different(plan: Plan, fingerprint: str) -> None:
    if forbidden := without_right(plan):
        raise RowRefused(forbidden)
    if plan.fingerprint() != fingerprint:
        raise VerdictsHaveChanged
    problems = plan.problems()
    if problems:
        count = len({problem.row for problem in problems})
        raise RowsAreWrong(count=count, row=problems[0].row)


def _lock(table: Table) -> None:
    """Keep other writers of the table waiting; readers go on. SQLite has one writer anyhow."""
    if connection.vendor == "postgresql":
        quoted = connection.ops.quote_name(table.model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {quoted} IN SHARE ROW EXCLUSIVE MODE")


def _still_holds(plan: Plan) -> bool:
    """Whether nothing that the plan rests on changed; posted lines leave no history to tell."""
    return not plan.table.is_posted and not plan.as_of.has_passed()
