"""What a row leaves open and our own data tell, filled in before it is known what the row means.

So a row that came in once is found again, whatever it left open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Protocol

from counterpart.access.viewer import Viewer
from counterpart.coverage.models import AccountCoverage, Activity
from counterpart.directory.models import Person
from counterpart.exchange.importing.rows import ImportRow
from counterpart.exchange.tables import Table

Facts = Mapping[str, Any]


class Filling(Protocol):
    """Knows one column of rows that say nothing in it."""

    column: str

    def value(self, facts: Facts) -> Any:
        """What belongs there; nothing where it is not known."""
        ...


class FunctionOfHours:
    """Hours are of the person's own function, as on the form, where no other is named."""

    column = "function"

    def __init__(self, by: Viewer) -> None:
        pass

    def value(self, facts: Facts) -> int | None:
        """The function of whoever worked."""
        if facts.get("activity") != Activity.HOURS or facts.get("person") is None:
            return None
        return self._functions.get(facts["person"])

    @cached_property
    def _functions(self) -> dict[int, int]:
        return dict(Person.objects.order_by().values_list("pk", "function"))


class SinceToday:
    """An account that has the model keeps its day; another model begins today."""

    column = "since"

    def __init__(self, by: Viewer) -> None:
        self.today = by.today

    def value(self, facts: Facts) -> date:
        """The first day of what the row asks for: today's coverage or the last, else today."""
        rows = self._coverages.get(facts.get("account") or 0, [])
        now = [row for row in rows if row.holds_on(self.today)]
        for row in (*now, *rows[-1:]):
            if row.model_id == facts.get("model") and (row.until is None or row in now):
                return row.since
        return self.today

    @cached_property
    def _coverages(self) -> dict[int, list[AccountCoverage]]:
        found: dict[int, list[AccountCoverage]] = defaultdict(list)
        for row in AccountCoverage.objects.order_by("since"):
            found[row.account_id].append(row)
        return found


_FILLINGS: dict[str, Callable[[Viewer], Filling]] = {
    "service_entries": FunctionOfHours,
    "account_coverages": SinceToday,
}


class FillingIn:
    """Fills the open column of a table's rows, unless a value was chosen for the whole file."""

    def __init__(self, table: Table, by: Viewer, *, defaults: Facts) -> None:
        make = _FILLINGS.get(table.name)
        filling = make(by) if make is not None else None
        self.filling = None if filling is None or filling.column in defaults else filling

    def fill(self, row: ImportRow) -> str:
        """Fill the row; the column that was filled, to be emptied if the row is there already."""
        if self.filling is None or row.facts.get(self.filling.column) is not None:
            return ""
        value = self.filling.value(row.facts)
        if value is None:
            return ""
        is_emptied = self.filling.column in row.facts
        row.facts[self.filling.column] = value
        return "" if is_emptied else self.filling.column
