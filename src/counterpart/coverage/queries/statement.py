"""One account's profit and loss: twelve months beside the twelve before, line by line."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from counterpart.coverage.models import AccountCoverage, Activity
from counterpart.coverage.queries.cost_facts import CostFacts
from counterpart.coverage.queries.costing import CostBook, is_fixed, is_usual
from counterpart.coverage.queries.earned import earned
from counterpart.coverage.queries.unpriced import unpriced_names
from counterpart.coverage.reckoning import activities, cost_to_serve
from counterpart.coverage.reckoning.activities import What
from counterpart.coverage.reckoning.exact import decimal_of
from counterpart.customers.models import Account
from counterpart.directory.models import Function
from counterpart.kernel.days import Days
from counterpart.ledger.models import OrderLine
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
class Part:
    """What a cost is made of: so much at a rate, or money as such."""

    quantity: Decimal | None
    rate: activities.CostRate | None
    minor: int


@dataclass(frozen=True)
class CostRow:
    """One kind of cost in both spans; where its rate changed within one, of several lines."""

    activity: str
    function: Function | None
    lines_now: tuple[cost_to_serve.CostLine, ...]
    lines_before: tuple[cost_to_serve.CostLine, ...]

    @property
    def now(self) -> int:
        """What it came to."""
        return sum(line.minor for line in self.lines_now)

    @property
    def before(self) -> int:
        """What it came to in the span before."""
        return sum(line.minor for line in self.lines_before)

    @property
    def more(self) -> int:
        """How much dearer it has become."""
        return self.now - self.before

    @property
    def lines(self) -> tuple[cost_to_serve.CostLine, ...]:
        """Those of now, or of before where nothing is left of it."""
        return self.lines_now or self.lines_before

    @property
    def parts(self) -> list[Part]:
        """Quantities and rates."""
        return [
            Part(None if (n := line.quantity) is None else decimal_of(n), line.rate, line.minor)
            for line in self.lines
        ]

    @property
    def is_usual(self) -> bool:
        """Whether it rests on what is usual, not on records."""
        return all(is_usual(line) for line in self.lines)

    @property
    def is_fixed(self) -> bool:
        """Whether it is part of the terms of the coverage model."""
        return is_fixed(self.lines[0])


@dataclass(frozen=True)
class Statement:
    """Both years, their costs side by side, and how the account was covered."""

    now: Span
    before: Span
    rows: list[CostRow]
    coverages: list[AccountCoverage]
    unpriced: list[str]
    """Activities that were done, or are usual, and could not be counted."""
    kind: OrderLine.Document
    """The documents that count as revenue."""


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
    return Statement(
        now,
        before,
        cost_rows(now, before),
        list(coverages),
        unpriced_names(unpriced),
        facts.kind,
    )


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
    functions = {function.code: function for function in Function.objects.all()}
    of_now, of_before = _by_kind(now), _by_kind(before)
    return [
        CostRow(
            _activity_of(kind),
            functions.get(kind.what.function),
            tuple(of_now.get(kind, ())),
            tuple(of_before.get(kind, ())),
        )
        for kind in dict.fromkeys([*of_now, *of_before])
    ]


class _Kind(NamedTuple):
    """What makes one row: the same done, counted in the same unit."""

    what: activities.What
    is_fixed: bool
    unit: str


def _by_kind(span: Span) -> dict[_Kind, list[cost_to_serve.CostLine]]:
    found: dict[_Kind, list[cost_to_serve.CostLine]] = defaultdict(list)
    for line in span.lines:
        unit = line.rate.unit if line.rate else ""
        found[_Kind(line.what, is_fixed(line), unit)].append(line)
    return found


def _activity_of(kind: _Kind) -> str:
    if kind.is_fixed and kind.what.activity == Activity.HOURS.value:
        return _("Lead and coordination")
    return str(Activity(kind.what.activity).label)
