"""What is wrong with rows to be written in bulk: all of it, row by row, before any is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation

from counterpart.directory.models import Sourced
from counterpart.kernel.errors import Refusal, RowProblem
from counterpart.kernel.errors import mark as _


class Numbered(Protocol):
    """A row to be written; `row` is its number in the file it came from."""

    @property
    def row(self) -> int: ...


class RowsRefused(Refusal):
    """Rows to be written in bulk are wrong; nothing was written. `problems` has them all."""

    message = _("%(count)s rows cannot be written; the first is row %(row)s: %(reason)s")

    def __init__(self, problems: Sequence[RowProblem]) -> None:
        self.problems = tuple(problems)
        first = problems[0]
        super().__init__(count=len({p.row for p in problems}), row=first.row, reason=first)


def refuse_if_any(problems: Sequence[RowProblem]) -> None:
    """Refuse all rows when one is wrong."""
    if problems:
        raise RowsRefused(problems)


def problem_of(refusal: Refusal, *, row: int, column: str) -> RowProblem:
    """A refusal as a line of the list of problems."""
    params = tuple((name, str(value)) for name, value in refusal.params.items())
    return RowProblem(row=row, column=column, message=refusal.message, params=params)


def field_problems(thing: models.Model, *, row: int) -> Iterator[RowProblem]:
    """What is wrong with the plain fields, by the models' own rules; asks the database nothing."""
    keys = [field.name for field in thing._meta.concrete_fields if field.is_relation]
    try:
        thing.clean_fields(exclude=keys)
    except ValidationError as wrong:
        # Under English a translated text is its own key, by which it is translated again later.
        with translation.override("en"):
            for column, errors in wrong.error_dict.items():
                for error in errors:
                    params = tuple((k, str(v)) for k, v in (error.params or {}).items())
                    yield RowProblem(row, column, str(error.message), params)


def repeated_sources(pairs: Iterable[tuple[Numbered, Sourced]]) -> Iterator[RowProblem]:
    """Rows that carry a source id which an earlier row already has."""
    first_row: dict[tuple[str, str], int] = {}
    for item, thing in pairs:
        key = (thing.source_system, thing.source_id)
        if thing.source_id and key in first_row:
            params = (("id", thing.source_id), ("row", str(first_row[key])))
            text = _("Row %(row)s already has the source id %(id)s.")
            yield RowProblem(item.row, "source_id", text, params)
        first_row.setdefault(key, item.row)
