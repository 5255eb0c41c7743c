"""Whether whoever brings a file in may write each of its rows: asked in the dry run already."""

from __future__ import annotations

from collections.abc import Sequence

from counterpart.access.actions import Action
from counterpart.access.policy import POLICY
from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account
from counterpart.exchange.files.problems import BadCell
from counterpart.exchange.importing.faults import MayNotWrite
from counterpart.exchange.importing.rows import ImportRow, Plan, Verdict
from counterpart.exchange.tables import Table
from counterpart.kernel.errors import RowProblem

AT_ONCE = 900


def refuse_without_right(table: Table, rows: Sequence[ImportRow], by: Viewer) -> None:
    """Note on each row to be written that it may not be, by the table of who may do what."""
    if table.needs is None or by.has_role_for(table.needs):
        return
    wanted = [row for row in rows if row.verdict in (Verdict.NEW, Verdict.CHANGED)]
    accounts = _accounts(table, table.needs, by)
    there = _rows_there(table, table.needs, by, [row.pk for row in wanted if row.pk is not None])
    said = {
        "action": str(table.needs.label),
        "who": "; ".join(sorted(str(grant.label) for grant in POLICY[table.needs])),
    }
    for row in wanted:
        account = row.facts.get("account")
        is_allowed = account in accounts if row.pk is None else row.pk in there
        if not is_allowed or (account is not None and account not in accounts):
            row.refuse("", BadCell(MayNotWrite.message, **said))


def without_right(plan: Plan) -> list[RowProblem]:
    """The rows of the plan that may not be written by whoever asked for it."""
    return [problem for problem in plan.problems() if problem.message == MayNotWrite.message]


def _accounts(table: Table, action: Action, by: Viewer) -> set[int]:
    """Accounts at which it is allowed, where rows belong to an account."""
    if "account" not in table.by_name:
        return set()
    rows = Account.objects.visible_to(by, action).order_by()
    return set(rows.values_list("pk", flat=True))


def _rows_there(table: Table, action: Action, by: Viewer, pks: Sequence[int]) -> set[int]:
    """Rows of the table to which it is allowed."""
    found: set[int] = set()
    for start in range(0, len(pks), AT_ONCE):
        part = table.model._default_manager.filter(pk__in=pks[start : start + AT_ONCE])
        allowed = part.visible_to(by, action).order_by()  # type: ignore[attr-defined]
        found |= set(allowed.values_list("pk", flat=True))
    return found
