"""Where the figures of a statement open: orders, service log, rates and coverage models."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from counterpart.access.actions import Action
from counterpart.access.relations import may
from counterpart.access.viewer import Viewer
from counterpart.coverage.models import DOCUMENTS, Activity, CoverageModel, ServiceEntry
from counterpart.coverage.queries.costing import is_usual
from counterpart.coverage.queries.statement import CostRow, Part, Span, Statement
from counterpart.coverage.reckoning.cost_to_serve import CostLine
from counterpart.customers.models import Account
from counterpart.kernel.days import Days
from counterpart.ledger.queries.orders import RETURNS, SALES


@dataclass(frozen=True)
class OpenedRow:
    """A kind of cost with where it opens; an empty address where there is nothing to open."""

    row: CostRow
    now_url: str
    before_url: str
    parts: list[tuple[Part, str]]
    """Each with the address of its rate."""
    models: list[tuple[CoverageModel, str]]
    """What is usual, or fixed, comes from the terms of these."""


class StatementLinks:
    """The addresses that the viewer may open."""

    def __init__(
        self,
        account: Account,
        statement: Statement,
        viewer: Viewer,
        assumed: CoverageModel | None = None,
    ) -> None:
        """`assumed` is the account's model where nobody has said which it has."""
        self._account, self._statement, self._assumed = account, statement, assumed
        self._sees_orders = may(viewer, Action.SEE_ORDERS, account)
        self._sees_log = may(viewer, ServiceEntry.see, account)
        self._sees_models = may(viewer, Action.SEE_COVERAGE)

    @property
    def revenue_now(self) -> str:
        """The orders of the twelve months."""
        return self._orders(self._statement.now.days)

    @property
    def revenue_before(self) -> str:
        """The orders of the twelve months before."""
        return self._orders(self._statement.before.days)

    @property
    def rows(self) -> list[OpenedRow]:
        """Every kind of cost."""
        now, before = self._statement.now, self._statement.before
        return [
            OpenedRow(
                row,
                self._records(row, row.lines_now, now),
                self._records(row, row.lines_before, before),
                [(part, self._rate(row, part)) for part in row.parts],
                self._models(row),
            )
            for row in self._statement.rows
        ]

    def _records(self, row: CostRow, lines: tuple[CostLine, ...], span: Span) -> str:
        """What was written down of it in the span."""
        if not lines or all(is_usual(line) for line in lines):
            return ""
        activity = lines[0].what.activity
        if activity in DOCUMENTS:
            return self._orders(span.days, RETURNS if activity == Activity.RETURN.value else SALES)
        if not self._sees_log:
            return ""
        asked = {"activity": activity, **_function(row), **_days(span.days)}
        return f"{reverse('coverage:entries', args=[self._account.pk])}?{urlencode(asked)}"

    def _orders(self, days: Days, direction: str = "") -> str:
        if not self._sees_orders:
            return ""
        asked = {"kind": self._statement.kind.value, **_days(days)}
        if direction:
            asked["direction"] = direction
        return f"{reverse('ledger:orders', args=[self._account.pk])}?{urlencode(asked)}"

    def _rate(self, row: CostRow, part: Part) -> str:
        if part.rate is None or not self._sees_models:
            return ""
        asked = {"activity": part.rate.what.activity, **_function(row)}
        return f"{reverse('coverage:rates')}?{urlencode(asked)}"

    def _models(self, row: CostRow) -> list[tuple[CoverageModel, str]]:
        if not self._sees_models or not any(is_usual(line) for line in row.lines):
            return []
        statement = self._statement
        spans = [statement.now.days, statement.before.days]
        had = [
            each.model
            for each in statement.coverages
            if any(Days(each.since, each.until).overlaps(span) for span in spans)
        ]
        if not had and self._assumed is not None:
            had = [self._assumed]
        page = reverse("coverage:models")
        return [(model, f"{page}#model-{model.pk}") for model in dict.fromkeys(had)]


def _days(days: Days) -> dict[str, str]:
    return {"since": days.since.isoformat(), "until": days.last_day.isoformat()}


def _function(row: CostRow) -> dict[str, str]:
    return {"function": str(row.function.pk)} if row.function else {}
