"""What serving accounts cost over a span of days, by the engine, from everything the rooms hold.

What was logged counts; where nothing of an activity is logged, what the account's coverage model
takes and what is usual for it stand in, by the days that the account had the model. Orders and
returns are documents of the ledger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Q, Sum
from django.db.models.functions import TruncMonth

from counterpart.coverage.models import (
    AccountCoverage,
    CostRate,
    ServiceEntry,
    ServiceStandard,
)
from counterpart.coverage.queries.models import ModelOnDay, cost_of_people, coverage_on, terms_on
from counterpart.coverage.reckoning import activities, cost_to_serve
from counterpart.coverage.translate.service import Converter, logged_of, rates_of, spent_of, what_of
from counterpart.customers.models import Account
from counterpart.directory.models import Function
from counterpart.ledger.models import OrderLine
from counterpart.ledger.queries import counted_kind, known_rates
from counterpart.ledger.rates import Rates

if TYPE_CHECKING:
    from counterpart.kernel.days import Days

YEAR = Decimal(365)


@dataclass(frozen=True)
class Costing:
    """Cost to serve by account id, and what has no rate and so is not among it."""

    costs: Mapping[int, cost_to_serve.CostToServe]
    unpriced: frozenset[tuple[str, str]]
    """Activity and function code."""


class CostFacts:
    """What costs are worked out from, whatever the span: read once."""

    def __init__(self) -> None:
        self.exchange = known_rates()
        self.codes: dict[int, str] = dict(Function.objects.values_list("pk", "code"))
        self.rates = list(CostRate.objects.select_related("function"))
        self.people = cost_of_people()
        self.kind = counted_kind()
        self.usual: dict[int, list[ServiceStandard]] = defaultdict(list)
        for standard in ServiceStandard.objects.all():
            self.usual[standard.model_id].append(standard)


class CostBook:
    """The costs of a span, for any number of accounts; `facts` are read unless they are given."""

    def __init__(self, days: Days, facts: CostFacts | None = None) -> None:
        assert days.until is not None  # noqa: S101 - costs are counted over a span with an end
        self.days, self.until = days, days.until
        self.last_day = days.until - timedelta(days=1)
        self.facts = facts or CostFacts()
        self.models = {each.model.pk: each for each in terms_on(self.last_day)}

    @property
    def exchange(self) -> Rates:
        """Rates of exchange."""
        return self.facts.exchange

    def costs_of(self, accounts: Sequence[Account]) -> Costing:
        """What these accounts cost, each in its own currency."""
        found: dict[int, cost_to_serve.CostToServe] = {}
        unpriced: set[tuple[str, str]] = set()
        by_currency: dict[str, list[Account]] = defaultdict(list)
        for account in accounts:
            by_currency[account.currency].append(account)
        for currency, theirs in by_currency.items():
            into = Converter(self.exchange, currency, self.last_day)
            service, lacking = self._service(theirs, into)
            unpriced |= lacking
            for cost in cost_to_serve.costs_to_serve(service):
                found[int(cost.account)] = cost
        return Costing(found, frozenset(unpriced))

    def _service(
        self, accounts: Sequence[Account], into: Converter
    ) -> tuple[activities.Service, set[tuple[str, str]]]:
        rates = rates_of(self.facts.rates, self.facts.people, into)
        ids = [account.pk for account in accounts]
        entries = ServiceEntry.objects.filter(
            account__in=ids, on__gte=self.days.since, on__lt=self.until
        ).select_related("function", "account")
        logged = [logged_of(entry) for entry in entries if entry.quantity is not None]
        logged += _documents(ids, self.days.since, self.until, self.facts.kind)
        spent, lost = list[activities.Spent](), set[activities.What]()
        for entry in entries:
            if entry.quantity is None:
                each = spent_of(entry, into)
                if each is None:
                    lost.add(what_of(entry))
                else:
                    spent.append(each)
        known = {(row.account, row.what.activity) for row in logged}
        known |= {(row.account, row.what.activity) for row in spent}
        standards: list[activities.Standard] = []
        for account, parts in self._parts(accounts).items():
            standards += self._usual(account, parts)
            spent += [
                row
                for row in self._fixed(account, parts, into, lost)
                if (row.account, row.what.activity) not in known or row.what.activity == "hours"
            ]
        priced = {rate.what for rate in rates if rate.since <= self.days.since}
        lacking = {row.what for row in logged} | {row.what for row in standards}
        lacking -= priced
        service = activities.Service(
            [str(pk) for pk in ids],
            into.currency,
            self.days,
            rates,
            [row for row in logged if row.what not in lacking],
            spent,
            [row for row in standards if row.what not in lacking],
        )
        return service, {(what.activity, what.function) for what in lacking | lost}

    def _parts(self, accounts: Sequence[Account]) -> dict[int, list[tuple[ModelOnDay, Decimal]]]:
        """By account id: its models and the part of a year that it had each."""
        parts: dict[int, list[tuple[ModelOnDay, Decimal]]] = defaultdict(list)
        rows = AccountCoverage.objects.filter(
            Q(until=None) | Q(until__gt=self.days.since),
            account__in=[account.pk for account in accounts],
            since__lt=self.until,
        )
        for row in rows:
            begins = max(row.since, self.days.since)
            ends = min(row.until or self.until, self.until)
            if row.model_id in self.models and ends > begins:
                part = Decimal((ends - begins).days) / YEAR
                parts[row.account_id].append((self.models[row.model_id], part))
        whole = Decimal((self.until - self.days.since).days) / YEAR
        unsaid = [account for account in accounts if account.pk not in parts]
        for pk, covered in coverage_on(self.last_day, unsaid).items():
            parts[pk].append((self.models[covered.model.pk], whole))
        return parts

    def _usual(
        self, account: int, parts: Iterable[tuple[ModelOnDay, Decimal]]
    ) -> Iterator[activities.Standard]:
        totals: dict[activities.What, Decimal] = defaultdict(Decimal)
        names: dict[activities.What, str] = {}
        for each, part in parts:
            for what, quantity in self._year_of(each).items():
                totals[what] += quantity * part
                names[what] = each.model.code
        for what, quantity in totals.items():
            yield activities.Standard(str(account), what, round(quantity, 4), names[what])

    def _year_of(self, each: ModelOnDay) -> dict[activities.What, Decimal]:
        """What a year under the model takes; a usual quantity goes before the model's hours."""
        year = {
            activities.What("hours", self.facts.codes[pk]): value
            for pk, value in each.hours.items()
        }
        for standard in self.facts.usual[each.model.pk]:
            code = self.facts.codes[standard.function_id] if standard.function_id else ""
            what = activities.What(standard.activity, code)  # type: ignore[arg-type]  # a choice
            year[what] = standard.quantity_per_year
        return year

    def _fixed(
        self,
        account: int,
        parts: Iterable[tuple[ModelOnDay, Decimal]],
        into: Converter,
        lost: set[activities.What],
    ) -> Iterator[activities.Spent]:
        """Fixed costs of the models; what cannot be converted is noted as lost."""
        totals: dict[activities.What, Decimal] = defaultdict(Decimal)
        for each, part in parts:
            terms, currency = each.terms, each.terms.currency
            for what, minor in (
                (activities.What("hours"), terms.lead_minor + each.coordination_minor),
                (activities.What("travel"), terms.travel_minor),
                (activities.What("on-site office"), terms.office_minor),
            ):
                own = into.minor_or_none(minor, currency)
                if own is None:
                    lost.add(what)
                else:
                    totals[what] += own * part
        for what, amount in totals.items():
            if amount:
                minor = int((amount + Decimal("0.5")).to_integral_value("ROUND_FLOOR"))
                yield activities.Spent(
                    str(account), what, minor, into.currency, self.days.since, "terms"
                )


def _documents(
    ids: Sequence[int], since: date, until: date, kind: OrderLine.Document
) -> list[activities.Logged]:
    """Orders and returns of the ledger, counted by month: documents above and below nothing."""
    rows = (
        OrderLine.objects.filter(account__in=ids, on__gte=since, on__lt=until, document_kind=kind)
        .order_by()
        .annotate(month=TruncMonth("on"))
        .values_list("account_id", "month", "document_no", "source_system")
        .annotate(minor=Sum("amount_minor"))
    )
    counted: dict[tuple[int, date, activities.What], int] = defaultdict(int)
    for account, month, _number, _source, minor in rows:
        what = activities.What("return" if minor < 0 else "order")
        counted[account, max(month, since), what] += 1
    return [
        activities.Logged(str(account), what, number, on, f"{on:%Y-%m}")
        for (account, on, what), number in sorted(counted.items())
    ]


def is_usual(line: cost_to_serve.CostLine) -> bool:
    """Whether the amount rests on what is usual for the coverage model, not on a record."""
    return line.is_standard or line.trace == ("terms",)
