"""What serving accounts cost over a span of days, by the engine, from everything the rooms hold.

What was logged counts; where nothing of an activity is logged, what the account's coverage model
takes and what is usual for it stand in, by the days that the account had the model. Orders and
returns are documents of the ledger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from counterpart.coverage.models import ServiceEntry
from counterpart.coverage.queries.cost_facts import CostFacts, documents_of
from counterpart.coverage.queries.usual_costs import TERMS, UsualCosts
from counterpart.coverage.reckoning import cost_to_serve
from counterpart.coverage.reckoning.activities import Logged, Service, Spent, Standard, What
from counterpart.coverage.translate.service import (
    Converter,
    KnownRates,
    logged_of,
    rates_of,
    spent_of,
    what_of,
)
from counterpart.customers.models import Account
from counterpart.kernel.days import Days


@dataclass(frozen=True)
class Costing:
    """Cost to serve by account id, and what is not among it."""

    costs: Mapping[int, cost_to_serve.CostToServe]
    unpriced: frozenset[What]
    """What was done or is usual, and has no rate, or an amount that cannot be converted."""
    without_exchange: frozenset[int]
    """Accounts, by id, of whose costs something could not be converted and is not counted."""


class CostBook:
    """The costs of a span, for any number of accounts; `facts` are read unless they are given."""

    def __init__(self, days: Days, facts: CostFacts | None = None) -> None:
        self.days, self.facts = days, facts or CostFacts()
        self._usual = UsualCosts(days, self.facts)

    def costs_of(self, accounts: Sequence[Account]) -> Costing:
        """What these accounts cost, each in its own currency."""
        found: dict[int, cost_to_serve.CostToServe] = {}
        unpriced, without = set[What](), set[int]()
        by_currency: dict[str, list[Account]] = defaultdict(list)
        for account in accounts:
            by_currency[account.currency].append(account)
        for currency, theirs in by_currency.items():
            into = Converter(self.facts.exchange, currency, self.days.last_day)
            rates = rates_of(self.facts.rates, self.facts.people, into)
            rows = self._rows(theirs, into)
            service, lacking = self._priced(theirs, rows, rates, into)
            lost = {*rows.lost, *rows.done_of(rates.without_exchange)}
            unpriced |= lacking | {what for _account, what in lost}
            without |= {int(account) for account, _what in lost}
            for cost in cost_to_serve.costs_to_serve(service):
                found[int(cost.account)] = cost
        return Costing(found, frozenset(unpriced), frozenset(without))

    def _rows(self, accounts: Sequence[Account], into: Converter) -> _Rows:
        ids = [account.pk for account in accounts]
        entries = ServiceEntry.objects.filter(
            account__in=ids, on__gte=self.days.since, on__lt=self.days.end
        ).select_related("function", "account")
        rows = _Rows(documents_of(ids, self.days, self.facts.kind), [], [], set())
        for entry in entries:
            rows.add(entry, into)
        known = {(row.account, row.what.activity) for row in rows.written}
        for account, parts in self._usual.parts_of(accounts).items():
            rows.standards.extend(self._usual.standards(account, parts))
            rows.spent.extend(
                row
                for row in self._usual.fixed(account, parts, into, rows.lost)
                if (row.account, row.what.activity) not in known or row.what.activity == "hours"
            )
        return rows

    def _priced(
        self, accounts: Sequence[Account], rows: _Rows, known: KnownRates, into: Converter
    ) -> tuple[Service, set[What]]:
        """What has a rate on the first day, and what of it has none."""
        priced = {rate.what for rate in known.rates if rate.since <= self.days.since}
        lacking = {row.what for row in rows.counted} - priced
        service = Service(
            [str(account.pk) for account in accounts],
            into.currency,
            self.days,
            known.rates,
            [row for row in rows.logged if row.what not in lacking],
            rows.spent,
            [row for row in rows.standards if row.what not in lacking],
        )
        return service, lacking


@dataclass(frozen=True)
class _Rows:
    """What was done, spent and is usual."""

    logged: list[Logged]
    spent: list[Spent]
    standards: list[Standard]
    lost: set[tuple[str, What]]
    """Account, and of what an amount cannot be converted."""

    def add(self, entry: ServiceEntry, into: Converter) -> None:
        """What an entry counts, or the money that it names."""
        if entry.quantity is not None:
            self.logged.append(logged_of(entry))
            return
        spent = spent_of(entry, into)
        if spent is None:
            self.lost.add((str(entry.account_id), what_of(entry)))
        else:
            self.spent.append(spent)

    @property
    def written(self) -> list[Logged | Spent]:
        """What was really done."""
        return [*self.logged, *self.spent]

    @property
    def counted(self) -> list[Logged | Standard]:
        """What needs a rate."""
        return [*self.logged, *self.standards]

    def done_of(self, whats: frozenset[What]) -> set[tuple[str, What]]:
        """Which accounts something of these was done for, or is usual."""
        return {(row.account, row.what) for row in self.counted if row.what in whats}


def is_usual(line: cost_to_serve.CostLine) -> bool:
    """Whether the amount rests on what is usual for the coverage model, not on a record."""
    return line.is_standard or is_fixed(line)


def is_fixed(line: cost_to_serve.CostLine) -> bool:
    """Whether it is a fixed cost of the coverage model."""
    return line.trace == (TERMS,)
