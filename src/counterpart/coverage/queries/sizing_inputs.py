"""What the methods of sizing a sales force are told: the company's sheet, or what its data say."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count

from counterpart.coverage.models import (
    AccountCoverage,
    AccountResult,
    Activity,
    ServiceStandard,
    SizingClass,
    SizingSheet,
)
from counterpart.coverage.queries.framing import currency_of_plan
from counterpart.coverage.reckoning.known_elasticities import KNOWN
from counterpart.coverage.translate.service import Converter
from counterpart.customers.models import Account
from counterpart.directory.models import Person
from counterpart.directory.queries.people import not_gone
from counterpart.ledger.queries import known_rates

USUAL = {
    "weeks": Decimal(44),
    "hours_per_week": Decimal(40),
    "selling_percent": Decimal(35),
    "commission_percent": Decimal(0),
    "kept_second_percent": Decimal(60),
    "kept_third_percent": Decimal(35),
}
"""Figures to begin with where the company's data say nothing; the page says so."""
USUAL_HOURS_PER_CALL = Decimal("1.5")
USUAL_CALLS = Decimal(6)


@dataclass(frozen=True)
class CallClass:
    """Accounts of one tier, called on alike."""

    tier: str
    accounts: int
    calls_per_year: Decimal
    hours_per_call: Decimal

    @property
    def label(self) -> str:
        """The tier as the page calls it."""
        return str(Account.Tier(self.tier).label)

    @property
    def hours(self) -> Decimal:
        """Hours a year that all their calls take."""
        return self.accounts * self.calls_per_year * self.hours_per_call


@dataclass(frozen=True)
class SizingInputs:
    """What all methods are told; money of a year in minor units."""

    currency: str
    present: int
    forecast_minor: int
    per_person_minor: int
    turnover_percent: Decimal
    weeks: Decimal
    hours_per_week: Decimal
    selling_percent: Decimal
    margin_percent: Decimal
    cost_per_person_minor: int
    commission_percent: Decimal
    elasticity: Decimal
    kept_second_percent: Decimal
    kept_third_percent: Decimal
    classes: tuple[CallClass, ...] = ()

    def plain(self) -> dict[str, Any]:
        """All but the classes, by the names of the sheet's fields."""
        return {
            field.name: getattr(self, field.name)
            for field in fields(self)
            if field.name != "classes"
        }


def kept_sheet() -> SizingSheet | None:
    """The company's sheet; none until somebody has saved one."""
    return SizingSheet.objects.filter(is_current=True).first()


def inputs_of(sheet: SizingSheet) -> SizingInputs:
    """What was saved."""
    names = [field.name for field in fields(SizingInputs) if field.name != "classes"]
    rows = SizingClass.objects.filter(sheet=sheet)
    classes = [
        CallClass(row.tier, row.accounts, row.calls_per_year, row.hours_per_call) for row in rows
    ]
    return SizingInputs(**{name: getattr(sheet, name) for name in names}, classes=tuple(classes))


def inputs_from_data(today: date) -> SizingInputs | None:
    """What the company's data say; none before results are worked out or without sellers.

    Sellers are those who can lead an account. The forecast is the last twelve months again.
    Raises `MissingRate` where money cannot be brought into one currency.
    """
    currency = currency_of_plan()
    sellers = Person.objects.filter(not_gone(today), lead_fitness_percent__gt=0)
    present = sellers.count()
    if currency is None or not present:
        return None
    into = Converter(known_rates(), currency, today)
    sold, known, margin = _earned(into)
    if sold <= 0:
        return None
    elasticity = next(each for each in KNOWN if each.name == "personal selling")
    return SizingInputs(
        currency=currency,
        present=present,
        forecast_minor=sold,
        per_person_minor=max(1, sold // present),
        turnover_percent=_turnover(present, today),
        margin_percent=_percent(max(margin, 0), known),
        cost_per_person_minor=_cost_of_a_year(today, into),
        elasticity=Decimal(str(elasticity.elasticity)),
        classes=_classes(today),
        **USUAL,
    )


def _earned(into: Converter) -> tuple[int, int, int]:
    """Sales of all accounts, of those whose margin is known, and their margin."""
    sold = known = margin = 0
    rows = AccountResult.objects.order_by().values_list(
        "currency", "revenue_minor", "margin_minor", "account__name"
    )
    for currency, revenue, earned, name in rows:
        amount = into.minor(revenue, currency, name)
        sold += amount
        if earned is not None:
            known += amount
            margin += into.minor(earned, currency, name)
    return sold, known, margin


def _percent(part: int, whole: int) -> Decimal:
    return min(Decimal(100), round(100 * Decimal(part) / whole, 2)) if whole > 0 else Decimal(0)


def _turnover(present: int, today: date) -> Decimal:
    """Of those who could lead an account, how many have left within a year."""
    year = today - timedelta(days=365)
    gone = Person.objects.filter(
        lead_fitness_percent__gt=0, employed_until__gt=year, employed_until__lte=today
    )
    return _percent(gone.count(), present)


def _cost_of_a_year(today: date, into: Converter) -> int:
    """What one seller's year of working hours costs on average."""
    rows = (
        Person.objects.filter(
            not_gone(today), lead_fitness_percent__gt=0, cost_per_hour_minor__gt=0
        )
        .order_by()
        .values_list("cost_currency")
        .annotate(mean=Avg("cost_per_hour_minor"), people=Count("pk"))
    )
    total = people = 0
    for currency, mean, count in rows:
        total += into.minor(round(mean), currency, str(count)) * count
        people += count
    hours = USUAL["weeks"] * USUAL["hours_per_week"]
    return max(1, round(total / people * float(hours))) if people else 1


def _classes(today: date) -> tuple[CallClass, ...]:
    """Accounts by tier, with the visits that are usual for the models they have."""
    counted = dict(
        Account.objects.filter(lost_on=None)
        .order_by()
        .values_list("tier")
        .annotate(accounts=Count("pk"))
    )
    visits: dict[int, Decimal] = dict(
        ServiceStandard.objects.filter(activity=Activity.VISIT).values_list(
            "model", "quantity_per_year"
        )
    )
    covered = AccountCoverage.objects.on(today).order_by()
    rows = covered.values_list("account__tier", "model").annotate(accounts=Count("account"))
    calls: dict[str, Decimal] = {}
    weights: dict[str, int] = {}
    for tier, model, accounts in rows:
        if model in visits:
            calls[tier] = calls.get(tier, Decimal(0)) + visits[model] * accounts
            weights[tier] = weights.get(tier, 0) + accounts
    return tuple(
        CallClass(
            tier,
            counted[tier],
            round(calls[tier] / weights[tier], 1) if weights.get(tier) else USUAL_CALLS,
            USUAL_HOURS_PER_CALL,
        )
        for tier in Account.Tier.values
        if counted.get(tier)
    )
