"""What was done for accounts: thousands of rows in few statements."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from counterpart.coverage import services as coverage
from counterpart.coverage.models import DOCUMENTS, Activity, ServiceEntry
from counterpart.exchange.importing.rows import Plan
from counterpart.exchange.writers.base import Writing
from counterpart.exchange.writers.coverage_inputs import kept, things_of
from counterpart.exchange.writers.plain import field_problems
from counterpart.kernel.errors import RowProblem
from counterpart.kernel.errors import mark as _

ONE_OF_TWO = _("Give a quantity or an amount of money, not both.")
WHOSE_HOURS = _("Say whose hours these are: name the person or the function.")


class EntryWriter:
    """The service log."""

    def problems(self, plan: Plan) -> Iterable[RowProblem]:
        """What the fields would refuse, and what cannot have been done so."""
        for row, entry in things_of(plan):
            yield from field_problems(entry, row)
            yield from _entry_problems(row.number, entry, plan.today)

    def write(self, plan: Plan, writing: Writing) -> None:
        """Log them all."""
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
    if entry.activity == Activity.HOURS and entry.function_id is None and entry.person_id is None:
        yield RowProblem(number, "function", WHOSE_HOURS)
