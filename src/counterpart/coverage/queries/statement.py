"""One account's profit and loss: twelve months beside the twelve before, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from counterpart.coverage.models import AccountCoverage, Activity
from counterpart.coverage.queries.cost_facts import CostFacts
from counterpart.coverage.queries.costing import CostBook, is_fixed, is_usual
from counterpart.coverage.queries.earned import earned
from counterpart.coverage.queries.unpriced import unpriced_names
from counterpart.coverage.reckoning import activities, cost_to_serve
from counterpart.coverage.reckoning.activities import What
from counterpart.customers.models import Account
from counterpart.directory.models import Function
from counterpart.kernel.days import Days
from counterpart.ledger.queries.revenue import year_before


@dataclass(frozen=True)
class Span:
    """What a span of days brought in and cost, in minor units of the account's currency."""

    days: Days
    revenue: int
    margin: int | None
    lines: tuple[cost_to_serve.CostLine, ...]
    unpriced: frozenset[What]
    """What was done, or is usual, and could not be counted."""

    @property
    def cost_of_goods(self) -> int | None:
        """Revenue less margin."""
        return None if self.margin is None else self.revenue - self.margin

    @property
    def cost(self) -> int:
        """The whole cost to serve."""
        return sum(line.minor for line in self.lines)

    @property
    def usual_percent(self) -> float | None:
        """The part of the cost that rests on what is usual, not on records."""
        usual = sum(line.minor for line in self.lines if is_usual(line))
        return 100 * usual / self.cost if self.cost else None

    @property
    def contribution(self) -> int | None:
        """Margin less cost to serve."""
        return None if self.margin is None else self.margin - self.cost


@dataclass(frozen=True)
class CostRow:
    """One kind of cost in both spans."""

    activity: str
    function: Function | None
    now: int
    before: int
    quantity: Decimal | None
    rate: activities.CostRate | None
    is_usual: bool
    is_fixed: bool
    """Part of the terms of the coverage model."""
    sources: tuple[str, ...]

    @property
    def more(self) -> int:
        """How much dearer it has become."""
        return self.now - self.before


@dataclass(frozen=True)
class Statement:
    """Both years, their costs side by side, and how the account was covered."""

    now: Span
    before: Span
    rows: list[CostRow]
    coverages: list[AccountCoverage]
    unpriced: list[str]
    """Activities that were done, or are usual, and could not be counted."""


def statement_of(account: Account, *, today: date) -> Statement | None:
    """Nothing where an amount cannot be brought into the account's currency."""
    first, middle = year_before(year_before(today)), year_before(today)
    facts = CostFacts()
    now = span_of(account, Days(middle, today), facts)
    before = span_of(account, Days(first, middle), facts)
    if now is None or before is None:
        return None
    coverages = AccountCoverage.objects.filter(account=account).select_related("model")
    unpriced = now.unpriced | before.unpriced
    return Statement(now, before, cost_rows(now, before), list(coverages), unpriced_names(unpriced))


def span_of(account: Account, days: Days, facts: CostFacts) -> Span | None:
    """Nothing where an amount cannot be brought into the account's currency."""
    found = earned([account], days, facts.exchange, facts.kind).get(account.pk)
    if found is None:
        return None
    costing = CostBook(days, facts).costs_of([account])
    lines = costing.costs[account.pk].lines
    return Span(days, found.revenue_minor, found.margin_minor, lines, costing.unpriced)


def cost_rows(now: Span, before: Span) -> list[CostRow]:
    """Every kind of cost of either span."""
    return list(_rows(now, before))


def _rows(now: Span, before: Span) -> Iterator[CostRow]:
    functions = {function.code: function for function in Function.objects.all()}
    earlier = {_key(line): line for line in before.lines}
    seen = set()
    for line in now.lines:
        key = _key(line)
        seen.add(key)
        other = earlier.get(key)
        yield _row(line, line.minor, other.minor if other else 0, functions)
    for key, line in earlier.items():
        if key not in seen:
            yield _row(line, 0, line.minor, functions)


def _key(line: cost_to_serve.CostLine) -> tuple[str, str, bool, str]:
    return line.what.activity, line.what.function, is_fixed(line), _unit(line)


def _unit(line: cost_to_serve.CostLine) -> str:
    return line.rate.unit if line.rate else ""


def _activity_of(line: cost_to_serve.CostLine) -> str:
    if is_fixed(line) and line.what.activity == "hours":
        return _("Lead and coordination")
    return str(Activity(line.what.activity).label)


def _row(
    line: cost_to_serve.CostLine, now: int, before: int, functions: dict[str, Function]
) -> CostRow:
    quantity = line.quantity
    return CostRow(
        activity=_activity_of(line),
        function=functions.get(line.what.function),
        now=now,
        before=before,
        quantity=Decimal(quantity.numerator) / quantity.denominator if quantity else None,
        rate=line.rate,
        is_usual=is_usual(line),
        is_fixed=is_fixed(line),
        sources=line.trace,
    )
