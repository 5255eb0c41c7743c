"""Coverage models as of a day: their terms, and which account has which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Avg, Count

from counterpart.coverage.models import (
    AccountCoverage,
    Activity,
    CostRate,
    CoverageModel,
    ModelTerms,
    ServiceStandard,
)
from counterpart.coverage.reckoning.activities import What
from counterpart.coverage.translate.service import Converter, rates_of
from counterpart.customers.models import Account
from counterpart.directory.models import Function, Person
from counterpart.ledger.queries import known_rates


@dataclass(frozen=True)
class ModelOnDay:
    """A model with the terms that hold."""

    model: CoverageModel
    terms: ModelTerms
    hours: dict[int, Decimal]
    """A year's, by function id."""

    @property
    def hours_in_all(self) -> Decimal:
        """A year's, of all functions."""
        return sum(self.hours.values(), Decimal(0))

    @property
    def coordination_minor(self) -> int:
        """A year's: each pair of people the same."""
        people = self.terms.people
        return self.terms.coordination_per_pair_minor * people * (people - 1) // 2

    @property
    def fixed_minor(self) -> int:
        """A year's cost that is no work: lead, travel, office and coordination."""
        terms = self.terms
        return terms.lead_minor + terms.travel_minor + terms.office_minor + self.coordination_minor


def terms_on(day: date) -> list[ModelOnDay]:
    """Every model that has terms on the day, lightest first, in two queries."""
    latest: dict[int, ModelTerms] = {}
    rows = ModelTerms.objects.filter(since__lte=day).select_related("model")
    for terms in rows.prefetch_related("hours").order_by("since"):
        latest[terms.model_id] = terms
    ordered = sorted(latest.values(), key=lambda row: (row.model.position, row.model.name))
    return [
        ModelOnDay(
            terms.model, terms, {row.function_id: row.hours_per_year for row in terms.hours.all()}
        )
        for terms in ordered
    ]


@dataclass(frozen=True)
class CoveredBy:
    """The model an account has; assumed where nobody has said."""

    model: CoverageModel
    since: date | None
    is_assumed: bool


def coverage_on(day: date, accounts: Collection[Account]) -> dict[int, CoveredBy]:
    """By account id. Where nobody has said: the lightest model, or the next for key accounts."""
    offered = [each.model for each in terms_on(day)]
    ids = [account.pk for account in accounts]
    rows = AccountCoverage.objects.on(day).filter(account__in=ids).select_related("model")
    said = {row.account_id: CoveredBy(row.model, row.since, is_assumed=False) for row in rows}
    if offered:
        for account in accounts:
            assumed = assumed_of(offered, is_key=account.is_key)
            said.setdefault(account.pk, CoveredBy(assumed, None, is_assumed=True))
    return said


def assumed_of(models: Sequence[CoverageModel], *, is_key: bool) -> CoverageModel:
    """What an account is taken to have where nobody has said: the lightest of these models, given
    from the lightest, or the next for key accounts."""
    return models[min(int(is_key), len(models) - 1)]


@dataclass(frozen=True)
class ModelCost:
    """A model as it holds on a day, what a year of it costs, and how many accounts have it."""

    on_day: ModelOnDay
    hours: list[tuple[Function, Decimal, int]]
    """Function, hours a year, and what they cost."""
    work_minor: int
    coordination_minor: int
    fixed_minor: int
    accounts: int
    unpriced: list[Function]
    """Functions whose hours have no rate."""
    usual: list[ServiceStandard]
    """What is usual beside the hours of the terms."""

    @property
    def total_minor(self) -> int:
        """A year's cost for one account, what is set up once left out."""
        return self.work_minor + self.coordination_minor + self.fixed_minor


def yearly_costs(day: date, currency: str) -> list[ModelCost]:
    """Every model with terms on the day, at that day's rates in the currency."""
    exchange = known_rates()
    into = Converter(exchange, currency, day)
    rates = rates_on(day, into)
    functions = {function.pk: function for function in Function.objects.all()}
    counted = dict(
        AccountCoverage.objects.on(day)
        .order_by()
        .values_list("model")
        .annotate(accounts=Count("account"))
    )
    usual: dict[int, list[ServiceStandard]] = defaultdict(list)
    for standard in ServiceStandard.objects.select_related("function"):
        usual[standard.model_id].append(standard)
    found = []
    for each in terms_on(day):
        hours = [
            (functions[pk], value, int(value * rates.get(What("hours", functions[pk].code), 0)))
            for pk, value in each.hours.items()
        ]
        terms, about = each.terms, str(each.model)
        coordination = into.minor(each.coordination_minor, terms.currency, about)
        fixed = into.minor(each.fixed_minor, terms.currency, about) - coordination
        found.append(
            ModelCost(
                each,
                sorted(hours, key=lambda row: row[0].position),
                sum(cost for _f, _h, cost in hours),
                coordination,
                fixed,
                counted.get(each.model.pk, 0),
                [row[0] for row in hours if What("hours", row[0].code) not in rates],
                usual[each.model.pk],
            )
        )
    return found


def rates_on(day: date, into: Converter) -> dict[What, int]:
    """What a unit of each activity costs on the day, by activity and function code.

    An hour without a rate costs what its people cost on average; what cannot be converted has none.
    """
    rows = CostRate.objects.filter(since__lte=day).select_related("function")
    known = rates_of(rows, cost_of_people(), into)
    return {rate.what: rate.minor for rate in sorted(known.rates, key=lambda rate: rate.since)}


def cost_of_people() -> dict[str, tuple[int, str]]:
    """What an hour of a function's people costs on average, and in which currency.

    Where they are paid in several, the currency of most of them.
    """
    rows = (
        Person.objects.filter(cost_per_hour_minor__gt=0)
        .order_by()
        .values_list("function__code", "cost_currency")
        .annotate(mean=Avg("cost_per_hour_minor"), people=Count("pk"))
    )
    found: dict[str, tuple[int, str]] = {}
    for code, currency, mean, _people in sorted(rows, key=lambda row: -row[3]):
        found.setdefault(code, (round(mean), currency))
    return found


def hours_by_people() -> list[tuple[Function, int, str]]:
    """Functions of ours whose hours have no rate: what their people cost on average, and in what.

    Functions whose people's cost is not known are left out.
    """
    rated = CostRate.objects.filter(activity=Activity.HOURS).values("function")
    known = cost_of_people()
    functions = Function.objects.filter(is_ours=True).exclude(pk__in=rated)
    return [(each, *known[each.code]) for each in functions if each.code in known]


def without_terms(day: date) -> list[CoverageModel]:
    """Models that nothing is known of on the day yet."""
    known = ModelTerms.objects.filter(since__lte=day).order_by().values("model")
    return list(CoverageModel.objects.exclude(pk__in=known))
