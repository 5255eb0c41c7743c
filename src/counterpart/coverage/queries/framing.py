"""Everything a coverage plan is worked out from, read once: accounts, models, costs, responses."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import Q, QuerySet

from counterpart.coverage.models import (
    DOCUMENTS,
    AccountResult,
    Activity,
    ServiceStandard,
)
from counterpart.coverage.options import PlanOptions
from counterpart.coverage.queries.models import (
    ModelOnDay,
    coverage_on,
    rates_on,
    terms_on,
)
from counterpart.coverage.reckoning.activities import What
from counterpart.coverage.reckoning.exact import half_up
from counterpart.coverage.translate.portfolio import AccountFacts, ModelFacts, Portfolio
from counterpart.coverage.translate.responses import account_responses
from counterpart.coverage.translate.service import Converter, what_of
from counterpart.customers.models import Contact
from counterpart.directory.models import Function, FunctionMatch, Person
from counterpart.directory.queries.people import not_gone
from counterpart.kernel.money import minor_digits
from counterpart.ledger.queries import known_rates


def currency_of_plan() -> str | None:
    """The currency of most results; none where nothing is worked out yet."""
    rows = AccountResult.objects.order_by().values_list("currency", flat=True)
    counted = Counter(rows)
    return counted.most_common(1)[0][0] if counted else None


def read_portfolio(options: PlanOptions, currency: str, today: date) -> Portfolio:
    """All facts as of today, money in the currency.

    Raises `MissingRate` where an amount cannot be converted. Accounts without a result, or that
    are lost, are left out.
    """
    exchange = known_rates()
    into = Converter(exchange, currency, today)
    results = list(results_for_plan(options).select_related("account").order_by("account"))
    accounts = [row.account for row in results]
    covered = coverage_on(today, accounts)
    models = {each.model.pk: each for each in terms_on(today)}
    facts = _models(models.values(), into, today)
    hours = {pk: float(facts[by.model.pk].all_hours) for pk, by in covered.items()}
    answers = account_responses(
        results, hours, today=today, saturation=options.saturation_percent / 100
    )
    involved = functions_involved([account.pk for account in accounts], today)
    rows = []
    for row in results:
        by = covered.get(row.account_id)
        if by is None or by.model.pk not in facts:
            continue
        name = row.account.name
        known = row.margin_minor is not None
        rows.append(
            AccountFacts(
                pk=row.account_id,
                region=row.account.region,
                model=facts[by.model.pk],
                sales_minor=into.minor(max(row.revenue_minor, 0), row.currency, name),
                margin_minor=into.minor(row.margin_minor or 0, row.currency, name),
                documents_minor=into.minor(row.documents_minor, row.currency, name),
                functions=involved[row.account_id],
                answer=answers.get(row.account_id) if known else None,
            )
        )
    offered = [facts[pk] for pk, each in models.items() if each.model.is_offered]
    return Portfolio(options, rows, offered, 10 ** minor_digits(currency))


def results_for_plan(options: PlanOptions) -> QuerySet[AccountResult]:
    """Of the accounts that a plan of these wishes is about."""
    rows = AccountResult.objects.filter(account__lost_on=None)
    return rows.filter(account__tier__in=options.tiers) if options.tiers else rows


def _models(rows: Iterable[ModelOnDay], into: Converter, today: date) -> dict[int, ModelFacts]:
    codes: dict[int, str] = dict(Function.objects.values_list("pk", "code"))
    rates = rates_on(today, into)
    usual = _usual_activities(rates)
    found = {}
    for rank, each in enumerate(rows):
        terms, about = each.terms, str(each.model)
        hours = {codes[pk]: Fraction(value) for pk, value in each.hours.items()}
        work = sum(
            (value * rates.get(What("hours", code), 0) for code, value in hours.items()),
            Fraction(0),
        )
        found[each.model.pk] = ModelFacts(
            pk=each.model.pk,
            code=each.model.code,
            rank=rank,
            has_team=each.model.has_team,
            span=terms.span,
            least_functions=terms.least_functions,
            hours=hours,
            moving_minor=half_up(work + usual[each.model.pk]),
            fixed_minor=into.minor(each.fixed_minor, terms.currency, about),
            set_up_minor=into.minor(terms.set_up_minor, terms.currency, about),
        )
    return found


def _usual_activities(rates: Mapping[What, int]) -> Mapping[int, Fraction]:
    """What usual visits and the like cost a year, by model id; orders differ by account."""
    found: dict[int, Fraction] = defaultdict(Fraction)
    standards = ServiceStandard.objects.exclude(activity__in=[*DOCUMENTS, Activity.HOURS])
    for standard in standards.select_related("function"):
        quantity = Fraction(standard.quantity_per_year)
        found[standard.model_id] += quantity * rates.get(what_of(standard), 0)
    return found


def functions_involved(accounts: Collection[int], today: date) -> dict[int, int]:
    """In how many functions of each account people of both sides can meet: somebody there, and
    somebody of ours whose function faces theirs."""
    ours = set(Person.objects.filter(not_gone(today)).order_by().values_list("function", flat=True))
    served = set(
        FunctionMatch.objects.filter(ours__in=ours).order_by().values_list("theirs", flat=True)
    )
    present = Contact.objects.filter(Q(left_on=None) | Q(left_on__gt=today), account__in=accounts)
    met: dict[int, set[int]] = {pk: set() for pk in accounts}
    for account, function in present.order_by().values_list("account", "function").distinct():
        if function in served or function in ours:
            met[account].add(function)
    return {pk: len(functions) for pk, functions in met.items()}


def hours_there_are(today: date) -> dict[str, Decimal]:
    """A year's hours for accounts by code of our function: of everybody who is there."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    rows = Person.objects.filter(not_gone(today), hours_per_month__gt=0)
    for code, hours in rows.order_by().values_list("function__code", "hours_per_month"):
        found[code] += 12 * hours
    return dict(found)
