"""Whether anything that a plan rests on changed since it was drawn up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max

from counterpart.exchange.tables import TABLES, Kind, Table
from counterpart.history.models import Change

# How many lines of the history may be numbered, but not committed, at the moment that is noted.
NUMBERED_EARLIER = 500_000


@dataclass(frozen=True, slots=True)
class Moment:
    """How far the history of some models had got.

    On PostgreSQL a line may get its number early and appear late. As lines are never removed,
    a line that appears late is found by counting those below the last number once more.
    """

    things: tuple[str, ...]
    last_change: int
    lines_seen: int

    @classmethod
    def now(cls, table: Table) -> Moment:
        """This moment, for the models behind a table; to be noted before anything is read."""
        things = _models_behind(table)
        last = Change.objects.aggregate(last=Max("pk"))["last"] or 0
        return cls(things, last, _lines(things, last))

    def has_passed(self) -> bool:
        """Whether the history has a line about these models that was not there then."""
        later = Change.objects.filter(pk__gt=self.last_change, thing__in=self.things)
        return later.exists() or _lines(self.things, self.last_change) != self.lines_seen


def _lines(things: Sequence[str], last: int) -> int:
    numbered = Change.objects.filter(pk__gt=last - NUMBERED_EARLIER, pk__lte=last)
    return numbered.filter(thing__in=things).order_by().count()


def _models_behind(table: Table) -> tuple[str, ...]:
    """The models whose rows decide the verdicts."""
    names = {column.to for column in table.columns if column.kind is Kind.REFERENCE}
    labels = {TABLES[name].model._meta.label_lower for name in {table.name, *names}}
    return tuple(sorted(labels))
