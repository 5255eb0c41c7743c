"""What each account brought in, cost to serve and contributed over the last twelve months."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from counterpart.access.viewer import Viewer
from counterpart.coverage.models import AccountResult
from counterpart.coverage.queries.costing import CostBook, is_usual
from counterpart.coverage.queries.earned import Earned, earned
from counterpart.coverage.reckoning import cost_to_serve
from counterpart.coverage.reckoning.activities import What
from counterpart.customers.models import Account
from counterpart.jobs.models import Job
from counterpart.jobs.services import queue
from counterpart.kernel.days import Days
from counterpart.kernel.ticking import Tick, silent
from counterpart.ledger.queries.revenue import year_before

WORK_OUT = "coverage.results"
SLICE = 500


@dataclass(frozen=True)
class WorkedOut:
    """How many accounts have a result, which have none for want of a rate, and what lacks one."""

    accounts: int
    without_exchange: tuple[str, ...]
    unpriced: tuple[What, ...]


def work_out_results(*, today: date, tick: Tick = silent) -> WorkedOut:
    """The results of all accounts for the twelve months up to, not including, today.

    Accounts with an amount in a currency that cannot be converted lose their result and are named.
    `tick` hears how far it is, and may raise to stop; slices that are done stay.
    """
    days = Days(year_before(today), today)
    book = CostBook(days)
    ids = list(Account.objects.order_by("pk").values_list("pk", flat=True))
    done, without = 0, list[str]()
    unpriced: set[What] = set()
    for start in range(0, len(ids), SLICE):
        accounts = list(Account.objects.filter(pk__in=ids[start : start + SLICE]).order_by("pk"))
        found = earned(accounts, days, book.facts.exchange, book.facts.kind)
        costing = book.costs_of(accounts)
        unpriced |= costing.unpriced
        without += [account.name for account in accounts if account.pk not in found]
        rows = [
            _result(account, days, found[account.pk], costing.costs[account.pk])
            for account in accounts
            if account.pk in found
        ]
        _keep(accounts, rows)
        done += len(rows)
        tick(min(start + SLICE, len(ids)) / len(ids))
    return WorkedOut(done, tuple(without), tuple(sorted(unpriced)))


def work_out_in_background(*, by: Viewer) -> Job:
    """The same, by a worker."""
    title = gettext("What each account contributes")
    return queue(WORK_OUT, key=WORK_OUT, payload={}, title=title, by=by)


def _result(
    account: Account, days: Days, found: Earned, cost: cost_to_serve.CostToServe
) -> AccountResult:
    contribution = None if found.margin_minor is None else found.margin_minor - cost.minor
    by_activity: dict[str, int] = defaultdict(int)
    for activity, minor in cost.by_activity().items():
        by_activity[activity] += minor
    standard = sum(line.minor for line in cost.lines if is_usual(line))
    return AccountResult(
        account=account,
        since=days.since,
        until=days.end,
        currency=account.currency,
        revenue_minor=found.revenue_minor,
        margin_minor=found.margin_minor,
        cost_to_serve_minor=cost.minor,
        contribution_minor=contribution,
        standard_minor=standard,
        by_activity=dict(by_activity),
    )


@transaction.atomic
def _keep(accounts: Sequence[Account], rows: Sequence[AccountResult]) -> None:
    AccountResult.objects.filter(account__in=[account.pk for account in accounts]).delete()
    AccountResult.objects.bulk_create(rows)
