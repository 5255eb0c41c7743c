"""Tables whose rows stand for themselves: written through the history, row by row checked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError

from counterpart.directory.services import face_themselves
from counterpart.exchange.importing.rows import ImportRow, Plan, Verdict
from counterpart.exchange.values import as_bad_cell
from counterpart.exchange.writers.base import Writing, fields_of, loaded, rows_of
from counterpart.history import services as history
from counterpart.kernel.errors import RowProblem


class PlainWriter:
    """Functions, matches, calendars, offices, absences and the like."""

    def problems(self, plan: Plan) -> Iterable[RowProblem]:
        """What the model itself would refuse: fields that contradict each other."""
        there = loaded(plan.table.model, rows_of(plan, Verdict.CHANGED))
        for row in plan.rows:
            if row.verdict in (Verdict.NEW, Verdict.CHANGED):
                thing = there[row.pk] if row.pk is not None else plan.table.model()
                put_facts(thing, plan, row)
                yield from _problems_of(thing, row)

    def write(self, plan: Plan, writing: Writing) -> None:
        """New rows first, then the changed ones."""
        new: list[Any] = []
        for row in rows_of(plan, Verdict.NEW):
            thing: Any = plan.table.model()
            put_facts(thing, plan, row)
            new.append(thing)
        kept: dict[str, Any] = {"by": writing.by, "why": writing.why, "batch": writing.batch}
        history.create_many(new, **kept)
        self.after_new(new, kept)
        changed = rows_of(plan, Verdict.CHANGED)
        there = loaded(plan.table.model, changed)
        for row in changed:
            put_facts(there[row.pk or 0], plan, row)
        history.update_many(list(there.values()), **kept)

    def after_new(self, new: list[Any], kept: dict[str, Any]) -> None:
        """What new rows bring with them: nothing."""


class FunctionWriter(PlainWriter):
    """Functions: those on both sides face themselves to begin with."""

    def after_new(self, new: list[Any], kept: dict[str, Any]) -> None:
        """The matches of new functions with themselves."""
        face_themselves(new, **kept)


def put_facts(thing: Any, plan: Plan, row: ImportRow) -> None:
    """Lay what the row says over the thing."""
    for name, value in fields_of(plan.table, row.facts).items():
        setattr(thing, name, value)


def _problems_of(thing: Any, row: ImportRow) -> Iterable[RowProblem]:
    try:
        _clean_fields(thing)
        thing.clean()
        thing.validate_constraints()
    except ValidationError as wrong:
        yield from _told(wrong, row)


def field_problems(thing: Any, row: ImportRow) -> Iterable[RowProblem]:
    """What each field by itself would refuse; the database is not asked."""
    try:
        _clean_fields(thing)
    except ValidationError as wrong:
        yield from _told(wrong, row)


def _clean_fields(thing: Any) -> None:
    relations = [field.name for field in thing._meta.concrete_fields if field.is_relation]
    thing.clean_fields(exclude=relations)


def _told(wrong: ValidationError, row: ImportRow) -> Iterable[RowProblem]:
    groups = wrong.error_dict if hasattr(wrong, "error_dict") else {"": [wrong]}
    for column, errors in groups.items():
        name = "" if column == "__all__" else column
        yield as_bad_cell(ValidationError(errors)).at(row.number, name)
