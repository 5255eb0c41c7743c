"""People: by the bulk use-cases of the directory, which keep the reporting line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from counterpart.directory import services as directory
from counterpart.directory.models import Person
from counterpart.exchange.importing.rows import ImportRow, Plan, Verdict
from counterpart.exchange.writers.base import Objects, Writing, facts_maker, loaded, rows_of
from counterpart.exchange.writers.plain import PlainWriter
from counterpart.kernel.errors import RowProblem


class PeopleWriter:
    """People, managers before those who report to them."""

    def problems(self, plan: Plan) -> Iterable[RowProblem]:
        """What the fields themselves would refuse; circles are found with the references."""
        return PlainWriter().problems(plan)

    def write(self, plan: Plan, writing: Writing) -> None:
        """New people, then changes, which may refer to the new ones."""
        kept: dict[str, Any] = {"by": writing.by, "why": writing.why, "batch": writing.batch}
        rows = [row for row in plan.rows if row.verdict in (Verdict.NEW, Verdict.CHANGED)]
        facts_of = facts_maker(plan.table, Objects(plan.table, rows))
        new = {
            -place: (row, Person(**facts_of(row)))
            for place, row in enumerate(plan.rows, start=1)
            if row.verdict is Verdict.NEW
        }
        made = {key: person for key, (_row, person) in new.items()}
        for row, person in new.values():
            _set_new_manager(person, row, made)
        directory.create_people(list(made.values()), **kept)
        changed = rows_of(plan, Verdict.CHANGED)
        there = loaded(Person, changed)
        for row in changed:
            person = there[row.pk or 0]
            for name, value in facts_of(row).items():
                setattr(person, name, value)
            _set_new_manager(person, row, made)
        directory.change_people(list(there.values()), **kept)


def _set_new_manager(person: Person, row: ImportRow, made: dict[int, Person]) -> None:
    key = row.facts.get("manager") or 0
    if key < 0:
        person.manager = made[key]
