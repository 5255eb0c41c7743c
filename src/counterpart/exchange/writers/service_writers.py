"""What was done for accounts, and which model covers them: thousands of rows in few statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone

from counterpart.access.actions import Action
from counterpart.access.relations import require
from counterpart.coverage import services as coverage
from counterpart.coverage.models import (
    DOCUMENTS,
    AccountCoverage,
    Activity,
    CoverageModel,
    ServiceEntry,
)
from counterpart.customers.models import Account
from counterpart.exchange.importing.rows import ImportRow, Plan
from counterpart.exchange.writers.base import Objects, Writing, loaded
from counterpart.exchange.writers.coverage_inputs import kept, things_of, wanted_rows
from counterpart.exchange.writers.plain import field_problems
from counterpart.kernel.errors import RowProblem
from counterpart.kernel.errors import mark as _
from counterpart.web.templatetags.counterpart import day

ONE_OF_TWO = _("Give a quantity or an amount of money, not both.")
WHOSE_HOURS = _("Name the function whose hours these are.")
SINCE_STAYS = _(
    "The account has this model since %(since)s already; that day is not changed. Give that day, "
    "or leave the row out."
)


class EntryWriter:
    """The service log."""

    def problems(self, plan: Plan) -> Iterable[RowProblem]:
        """What the fields would refuse, and what cannot have been done so."""
        today = timezone.localdate()
        for row, entry in things_of(plan):
            yield from field_problems(entry, row)
            yield from _entry_problems(row.number, entry, today)

    def write(self, plan: Plan, writing: Writing) -> None:
        """Log them all."""
        require(Action.LOG_SERVICE, writing.by)
        entries = [entry for _row, entry in things_of(plan)]
        new = [entry for entry in entries if entry.pk is None]
        changed = [entry for entry in entries if entry.pk is not None]
        coverage.log_many(new, changed, **kept(writing))


def _entry_problems(number: int, entry: ServiceEntry, today: date) -> Iterable[RowProblem]:
    if entry.on > today:
        yield RowProblem(number, "on", coverage.EntryAhead.message)
    if entry.activity in DOCUMENTS:
        yield RowProblem(number, "activity", coverage.FromTheLedger.message)
    if (entry.quantity is None) == (entry.amount_minor is None):
        yield RowProblem(number, "quantity", ONE_OF_TWO)
    if entry.activity == Activity.HOURS and entry.function_id is None:
        yield RowProblem(number, "function", WHOSE_HOURS)


class AccountCoverageWriter:
    """Which model covers which account: each from the day its row says, or from today on."""

    def problems(self, plan: Plan) -> Iterable[RowProblem]:
        """Days that lie before the last change, and another first day of the same model."""
        rows = [row for row in wanted_rows(plan) if row.pk is not None]
        there: dict[int, AccountCoverage] = loaded(AccountCoverage, rows)
        accounts = Objects(plan.table, rows)
        for row in rows:
            standing, since = there[row.pk or 0], _since(row, timezone.localdate())
            if row.facts.get("model", standing.model_id) == standing.model_id:
                yield _problem(row, SINCE_STAYS, since=day(standing.since))
            elif since <= standing.since:
                name = accounts.get("account", row.facts["account"]).name
                message = coverage.CoveredLater.message
                yield _problem(row, message, account=name, since=day(standing.since))

    def write(self, plan: Plan, writing: Writing) -> None:
        """Cover them day by day, the earliest first."""
        require(Action.ADOPT_COVERAGE, writing.by)
        rows = wanted_rows(plan)
        objects = Objects(plan.table, rows)
        by_day: dict[date, dict[Account, CoverageModel]] = defaultdict(dict)
        for row in rows:
            account = objects.get("account", row.facts["account"])
            model = objects.get("model", row.facts["model"])
            by_day[_since(row, writing.by.today)][account] = model
        for since in sorted(by_day):
            coverage.cover_accounts(by_day[since], since=since, **kept(writing))


def _since(row: ImportRow, today: date) -> date:
    since: date | None = row.facts.get("since")
    return since or today


def _problem(row: ImportRow, message: Any, **said: str) -> RowProblem:
    return RowProblem(row.number, "since", message, tuple(said.items()))
