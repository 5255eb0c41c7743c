"""What accounts brought in during twelve months."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Sum

from counterpart.customers.models import Account
from counterpart.ledger.models import ExchangeRate, OrderLine
from counterpart.ledger.queries.basis import counted_kind
from counterpart.ledger.rates import MissingRate, Rates

SLICE = 500


@dataclass(frozen=True, slots=True)
class AnnualRevenue:
    """Sales less returns by account id, in minor units of the account's own currency.

    Accounts with an amount that cannot be converted are not in `minor`; `missing` says why.
    """

    minor: dict[int, int]
    missing: tuple[MissingRate, ...]


def annual_revenue(accounts: Iterable[Account], *, today: date) -> AnnualRevenue:
    """The twelve months up to, not including, today; each line at the rate of its day.

    Lines of the one kind of document that counts, see `basis`; credit notes and returns lower
    it. Rounded once, for the whole account, half up.
    """
    known = {account.pk: account for account in accounts}
    totals = {pk: Decimal(0) for pk in known}
    missing: dict[tuple[int, str], MissingRate] = {}
    rows = list(daily_revenue(sorted(known), since=year_before(today), until=today))
    rates = rates_between({currency for _pk, currency, _on, _minor in rows} | _currencies(known))
    for pk, currency, on, minor in rows:
        account = known[pk]
        amount = rates.minor_units(minor, currency, account.currency, on)
        if amount is None:
            missing.setdefault(
                (pk, currency),
                MissingRate(base=currency, quote=account.currency, on=on, account=account.name),
            )
        else:
            totals[pk] += amount
    without = {pk for pk, _currency in missing}
    minor_of = {pk: rounded(total) for pk, total in totals.items() if pk not in without}
    return AnnualRevenue(minor=minor_of, missing=tuple(missing.values()))


def year_before(day: date) -> date:
    """The same day a year earlier; 28 February for 29 February."""
    last = day.month == 2 and day.day == 29
    return day.replace(year=day.year - 1, day=28 if last else day.day)


def known_rates() -> Rates:
    """All rates of exchange that are known."""
    return Rates(ExchangeRate.objects.order_by().values_list("base", "quote", "on", "rate"))


def rates_between(currencies: set[str]) -> Rates:
    """All rates known between these currencies."""
    if len(currencies) < 2:
        return Rates([])
    rows = ExchangeRate.objects.filter(base__in=currencies, quote__in=currencies)
    return Rates(rows.order_by().values_list("base", "quote", "on", "rate"))


Sums = Iterable[tuple[int, str, date, int]]


def daily_revenue(pks: Sequence[int], *, since: date, until: date) -> Sums:
    """Account id, currency, day and minor units: what counts as revenue, in order of the days."""
    kind = counted_kind()
    for start in range(0, len(pks), SLICE):
        lines = OrderLine.objects.filter(
            account__in=pks[start : start + SLICE],
            on__gte=since,
            on__lt=until,
            document_kind=kind,
        )
        grouped = lines.order_by("on").values_list("account_id", "currency", "on")
        yield from grouped.annotate(minor=Sum("amount_minor"))


def _currencies(accounts: dict[int, Account]) -> set[str]:
    return {account.currency for account in accounts.values()}


def rounded(amount: Decimal) -> int:
    """Whole minor units, half up."""
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))
