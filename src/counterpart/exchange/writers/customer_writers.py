"""Accounts, contacts, ledger: by the bulk use-cases of their rooms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from counterpart.customers import services as customers
from counterpart.exchange.importing.rows import ImportRow, Plan, Verdict
from counterpart.exchange.writers.base import (
    Facts,
    Objects,
    Writing,
    facts_maker,
    fields_of,
    loaded,
    rows_of,
)
from counterpart.kernel.errors import RowProblem
from counterpart.ledger import services as ledger
from counterpart.ledger.models import OrderLine


class AccountWriter:
    """Accounts, groups before their parts."""

    upper = "parent"

    def problems(self, plan: Plan) -> Iterable[RowProblem]:
        """What the customers room would refuse."""
        facts_of = _facts_of(plan)
        changed = rows_of(plan, Verdict.CHANGED)
        new = self._new(plan, facts_of)
        return [
            *customers.account_problems(new),
            *customers.account_problems(self._changes(plan, changed, facts_of)),
        ]

    def write(self, plan: Plan, writing: Writing) -> None:
        """New accounts, then changes, which may refer to the new ones."""
        facts_of = _facts_of(plan)
        kept: dict[str, Any] = {"by": writing.by, "why": writing.why, "batch": writing.batch}
        made = customers.create_accounts(self._new(plan, facts_of), **kept)
        by_key = dict(zip(_keys_of_new(plan), made, strict=True))
        changed = rows_of(plan, Verdict.CHANGED)
        changes = self._changes(plan, changed, facts_of)
        for row, change in zip(changed, changes, strict=True):
            if (row.facts.get(self.upper) or 0) < 0:
                change.facts["parent"] = by_key[row.facts[self.upper]]
        customers.change_accounts(changes, **kept)

    def _new(self, plan: Plan, facts_of: Facts) -> list[customers.NewAccount]:
        places = {key: place for place, key in enumerate(_keys_of_new(plan))}
        return [
            customers.NewAccount(
                facts=facts_of(row),  # type: ignore[arg-type]
                parent_row=places.get(row.facts.get(self.upper) or 0),
                row=row.number,
            )
            for row in rows_of(plan, Verdict.NEW)
        ]

    def _changes(
        self, plan: Plan, changed: list[ImportRow], facts_of: Facts
    ) -> list[customers.AccountChange]:
        there = loaded(plan.table.model, changed)
        return [
            customers.AccountChange(there[row.pk or 0], facts_of(row), row.number)  # type: ignore[arg-type]
            for row in changed
        ]


class ContactWriter:
    """Contacts, those at the top before those who report to them."""

    upper = "reports_to"

    def problems(self, plan: Plan) -> Iterable[RowProblem]:
        """What the customers room would refuse."""
        facts_of = _facts_of(plan)
        changed = rows_of(plan, Verdict.CHANGED)
        return [
            *customers.contact_problems(self._new(plan, facts_of)),
            *customers.contact_problems(self._changes(plan, changed, facts_of)),
        ]

    def write(self, plan: Plan, writing: Writing) -> None:
        """New contacts, then changes, which may refer to the new ones.

        Their own fields come from the file alone, and the dry run checked them.
        """
        facts_of = _facts_of(plan)
        kept: dict[str, Any] = {"by": writing.by, "why": writing.why, "batch": writing.batch}
        kept["own_fields_checked"] = True
        made = customers.create_contacts(self._new(plan, facts_of), **kept)
        by_key = dict(zip(_keys_of_new(plan), made, strict=True))
        changed = rows_of(plan, Verdict.CHANGED)
        changes = self._changes(plan, changed, facts_of)
        for row, change in zip(changed, changes, strict=True):
            if (row.facts.get(self.upper) or 0) < 0:
                change.facts["reports_to"] = by_key[row.facts[self.upper]]
        customers.change_contacts(changes, **kept)

    def _new(self, plan: Plan, facts_of: Facts) -> list[customers.NewContact]:
        places = {key: place for place, key in enumerate(_keys_of_new(plan))}
        found = []
        for row in rows_of(plan, Verdict.NEW):
            facts = facts_of(row)
            found.append(
                customers.NewContact(
                    account=facts.pop("account"),
                    facts=facts,  # type: ignore[arg-type]
                    reports_to_row=places.get(row.facts.get(self.upper) or 0),
                    row=row.number,
                )
            )
        return found

    def _changes(
        self, plan: Plan, changed: list[ImportRow], facts_of: Facts
    ) -> list[customers.ContactChange]:
        there = loaded(plan.table.model, changed)
        return [
            customers.ContactChange(there[row.pk or 0], facts_of(row), row=row.number)  # type: ignore[arg-type]
            for row in changed
        ]


class OrderLineWriter:
    """Order lines: posted once, never changed."""

    def problems(self, plan: Plan) -> Iterable[RowProblem]:
        """What the ledger would refuse."""
        new = rows_of(plan, Verdict.NEW)
        return ledger.order_line_problems(self._lines(plan), rows=[row.number for row in new])

    def write(self, plan: Plan, writing: Writing) -> None:
        """Post the new lines."""
        ledger.post_order_lines(self._lines(plan), by=writing.by, batch=writing.batch)

    def _lines(self, plan: Plan) -> list[OrderLine]:
        new = rows_of(plan, Verdict.NEW)
        return [OrderLine(**fields_of(plan.table, row.facts)) for row in new]


def _facts_of(plan: Plan) -> Facts:
    rows = [row for row in plan.rows if row.verdict in (Verdict.NEW, Verdict.CHANGED)]
    return facts_maker(plan.table, Objects(plan.table, rows))


def _keys_of_new(plan: Plan) -> list[int]:
    """The negative keys of the new rows, in the order in which they are created."""
    return [-place for place, row in enumerate(plan.rows, start=1) if row.verdict is Verdict.NEW]
