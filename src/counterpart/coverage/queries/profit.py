"""Accounts by what they contribute, and the whale curve over them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from counterpart.access.viewer import Viewer
from counterpart.coverage.models import AccountCoverage, AccountResult
from counterpart.coverage.queries.seen import of_accounts_named, of_seen_accounts
from counterpart.coverage.reckoning import whale
from counterpart.coverage.translate.service import Converter
from counterpart.customers.models import Account
from counterpart.ledger.queries import known_rates
from counterpart.ledger.rates import MissingRate, Rates

ORDERS = {
    "name": ("account__name", "pk"),
    "revenue": ("-revenue_minor", "pk"),
    "margin": ("-margin_minor", "pk"),
    "cost": ("-cost_to_serve_minor", "pk"),
    "contribution": ("-contribution_minor", "pk"),
}
LARGEST = 20
"""So many of the largest in revenue are looked at for whether they lose money."""
BEST = "0.2"


@dataclass(frozen=True)
class ProfitFilter:
    """What the list is narrowed to; empty values narrow nothing."""

    text: str = ""
    tier: str = ""
    region: str = ""
    model: int | None = None
    losing: bool = False

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for."""
        return self != ProfitFilter()


def results_for(viewer: Viewer, asked: ProfitFilter, *, today: date) -> QuerySet[AccountResult]:
    """Results of the accounts that the viewer may see and that fit."""
    rows = AccountResult.objects.select_related("account")
    rows = of_seen_accounts(rows, viewer, AccountResult.see)
    rows = of_accounts_named(rows, asked.text)
    if asked.tier:
        rows = rows.filter(account__tier=asked.tier)
    if asked.region:
        rows = rows.filter(account__region=asked.region)
    if asked.model:
        covered = AccountCoverage.objects.on(today).filter(model=asked.model)
        rows = rows.filter(account__in=covered.order_by().values("account"))
    if asked.losing:
        rows = rows.filter(contribution_minor__lt=0)
    return rows


@dataclass(frozen=True)
class Whale:
    """The whale curve of a selection, in one currency, and its large losers."""

    curve: whale.WhaleCurve
    currency: str
    without_margin: int
    """Accounts that are not in the curve, because some of their goods have no known cost."""
    losers: list[tuple[Account, whale.LargeLoser]]

    @property
    def best_percent(self) -> float | None:
        """The share of all profit that the best fifth of the accounts makes, in per cent."""
        share = self.curve.share_of_best(BEST)
        return None if share is None else 100 * share

    @property
    def given_back_percent(self) -> float | None:
        """What losing accounts take back, in per cent of what all others make."""
        return 100 * self.curve.given_back / self.curve.peak if self.curve.peak else None


def whale_of(rows: QuerySet[AccountResult], *, today: date) -> Whale | None:
    """Over all rows, in the currency that most of them have; nothing where there is no margin."""
    columns = ("account", "currency", "revenue_minor", "contribution_minor")
    found = list(rows.order_by().values_list(*columns))
    known = [row for row in found if row[3] is not None]
    if not known:
        return None
    currency = Counter(row[1] for row in known).most_common(1)[0][0]
    others = {row[1] for row in known}
    rates = Rates([])
    if len(others) > 1:
        rates = known_rates()
    into = Converter(rates, currency, today)
    sales, contributions = {}, {}
    for account, own, revenue, contribution in known:
        try:
            contributions[str(account)] = into.minor(contribution, own, str(account))
            sales[str(account)] = max(into.minor(revenue, own, str(account)), 0)
        except MissingRate:
            continue
    losers = whale.large_losers(sales, contributions, largest=min(LARGEST, len(sales)))
    accounts = Account.objects.in_bulk([int(each.account) for each in losers])
    return Whale(
        whale.whale_curve(contributions),
        currency,
        len(found) - len(contributions),
        [(accounts[int(each.account)], each) for each in losers],
    )
