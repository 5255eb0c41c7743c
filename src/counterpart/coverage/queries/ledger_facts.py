"""What the ledgers of teams are worked out from: sales by month, costs, and who is no peer now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from counterpart.coverage.models import AccountCoverage, CoverageModel, TeamBaseline
from counterpart.coverage.queries.costing import CostBook
from counterpart.coverage.queries.models import ModelOnDay, terms_on
from counterpart.coverage.queries.monthly import Monthly, monthly_earned
from counterpart.coverage.translate.service import Converter
from counterpart.customers.models import Account
from counterpart.kernel.days import Days
from counterpart.kernel.months import IN_A_YEAR, months_later, months_up_to
from counterpart.kernel.ticking import Tick
from counterpart.ledger.queries import known_rates
from counterpart.ledger.queries.revenue import year_before
from counterpart.ledger.rates import Rates

HALF_A_YEAR = 6


@dataclass(frozen=True)
class LedgerFacts:
    """Everything that the ledgers are worked out from, read once.

    What cannot be brought into an account's currency is not there.
    """

    monthly: Mapping[int, Monthly]
    costs: Mapping[tuple[int, date], int]
    """What serving cost by account id and month."""
    former: Mapping[int, int]
    """What serving cost in the twelve months before the team, by baseline id."""
    set_up: Mapping[int, int]
    """What setting the team up cost, by baseline id."""
    lost_peers: Mapping[int, date]
    """Accounts that have got a team since, and when: no peers from then on."""


def months_of(baseline: TeamBaseline, today: date) -> list[date]:
    """First days of the months under the team that are over; a month begun counts as a whole."""
    end = min(today, baseline.until or today).replace(day=1)
    months, month = [], baseline.since.replace(day=1)
    while month < end:
        months.append(month)
        month = months_later(month, 1)
    return months


def base_month(month: date, start: date) -> date:
    """The same month of the year within the twelve before the team's first; earlier ones, a year
    before."""
    years = 1 + ((month.year - start.year) * IN_A_YEAR + month.month - start.month) // IN_A_YEAR
    return month.replace(year=month.year - max(years, 1))


def read_facts(baselines: Sequence[TeamBaseline], today: date, tick: Tick) -> LedgerFacts:
    """For all these baselines at once; `tick` hears how far it is."""
    exchange = known_rates()
    wanted = {baseline.account_id for baseline in baselines}
    wanted |= {pk for baseline in baselines for pk in baseline.peers}
    accounts = list(Account.objects.filter(pk__in=wanted))
    first = min((row.since for row in baselines), default=today).replace(day=1)
    since = year_before(months_up_to(first, HALF_A_YEAR)[0])
    monthly = monthly_earned(accounts, Days(since, today), exchange)
    return LedgerFacts(
        monthly,
        _monthly_costs(baselines, today, tick),
        _former_costs(baselines),
        _set_up(baselines, exchange),
        _lost_peers(wanted),
    )


def _monthly_costs(
    baselines: Sequence[TeamBaseline], today: date, tick: Tick
) -> dict[tuple[int, date], int]:
    by_month: dict[date, list[Account]] = {}
    for baseline in baselines:
        for month in months_of(baseline, today):
            by_month.setdefault(month, []).append(baseline.account)
    found: dict[tuple[int, date], int] = {}
    for done, (month, accounts) in enumerate(sorted(by_month.items())):
        costs = _costs(CostBook(Days(month, months_later(month, 1))), accounts)
        found |= {(pk, month): minor for pk, minor in costs.items()}
        tick((done + 1) / len(by_month))
    return found


def _former_costs(baselines: Sequence[TeamBaseline]) -> dict[int, int]:
    by_start: dict[date, list[TeamBaseline]] = {}
    for baseline in baselines:
        by_start.setdefault(baseline.since.replace(day=1), []).append(baseline)
    found: dict[int, int] = {}
    for start, rows in by_start.items():
        book = CostBook(Days(year_before(start), start))
        costs = _costs(book, [row.account for row in rows])
        found |= {row.pk: costs[row.account_id] for row in rows if row.account_id in costs}
    return found


def _costs(book: CostBook, accounts: Sequence[Account]) -> dict[int, int]:
    """Cost to serve by account id, without the accounts of whose costs some cannot be converted."""
    found = book.costs_of(accounts)
    return {pk: cost.minor for pk, cost in found.costs.items() if pk not in found.without_exchange}


def _set_up(baselines: Sequence[TeamBaseline], exchange: Rates) -> dict[int, int]:
    starts = {baseline.since for baseline in baselines}
    terms = {since: {each.model.pk: each for each in terms_on(since)} for since in starts}
    accounts = [baseline.account_id for baseline in baselines]
    begun = AccountCoverage.objects.filter(account__in=accounts, since__in=starts)
    models = {(row.account_id, row.since): row.model_id for row in begun}
    found = {}
    for baseline in baselines:
        model = models.get((baseline.account_id, baseline.since))
        each: ModelOnDay | None = terms[baseline.since].get(model or 0)
        into = Converter(exchange, baseline.account.currency, baseline.since)
        minor = into.minor_or_none(each.terms.set_up_minor, each.terms.currency) if each else 0
        if minor is not None:
            found[baseline.pk] = minor
    return found


def _lost_peers(accounts: Iterable[int]) -> dict[int, date]:
    rows = AccountCoverage.objects.filter(
        account__in=list(accounts), model__kind__in=CoverageModel.WITH_TEAM
    )
    found: dict[int, date] = {}
    for account, since in rows.order_by("-since").values_list("account", "since"):
        found[account] = since
    return found
