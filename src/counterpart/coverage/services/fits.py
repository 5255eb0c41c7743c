"""Fitting how accounts answer effort to the months that are in the ledger and the service log."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext

from counterpart.access.viewer import Viewer
from counterpart.coverage.models import ResponseFit, ServiceEntry
from counterpart.coverage.queries.histories import History, histories
from counterpart.customers.models import Account
from counterpart.jobs.models import Job
from counterpart.jobs.services import queue
from counterpart.kernel.months import IN_A_YEAR
from counterpart.kernel.ticking import Tick, silent

if TYPE_CHECKING:
    from counterpart.coverage.engine import FittedResponse

FIT = "coverage.fits"
SEED = 7
SLICE = 100
LIKELY = (0.05, 0.95)
"""The flattest and the steepest likely curve: so many of the resampled ones are flatter."""


def fit_responses(*, today: date, tick: Tick = silent) -> int:
    """Fit every account with logged hours, by complete months or quarters; the count of curves
    that count.

    Where history cannot tell, that is kept. `tick` hears how far it is, and may raise to stop;
    slices that are done stay.
    """
    logged = ServiceEntry.objects.order_by().values("account")
    ids = list(Account.objects.filter(pk__in=logged).order_by("pk").values_list("pk", flat=True))
    ResponseFit.objects.exclude(account__in=ids).delete()
    counting = 0
    for start in range(0, len(ids), SLICE):
        accounts = list(Account.objects.filter(pk__in=ids[start : start + SLICE]).order_by("pk"))
        found = histories(accounts, today=today)
        rows = [_fit(account, found[account.pk]) for account in accounts if account.pk in found]
        _keep(accounts, rows)
        counting += sum(row.counts for row in rows)
        tick(min(start + SLICE, len(ids)) / len(ids))
    return counting


def _fit(account: Account, history: History) -> ResponseFit:
    from counterpart.coverage import engine

    row = ResponseFit(
        account=account,
        months=history.months,
        months_a_period=history.months_a_period,
        verdict=ResponseFit.Verdict.LITTLE,
    )
    if history.hours_a_period <= 0:
        return row
    try:
        fitted = engine.fit_history(
            account.name,
            history.periods,
            today=history.hours_a_period,
            periods_a_year=IN_A_YEAR // history.months_a_period,
            seed=SEED,
        )
    except engine.HistoryCannotTell:
        return row
    _write(row, fitted)
    return row


def _write(row: ResponseFit, fitted: FittedResponse) -> None:
    from counterpart.coverage import engine

    verdict = ResponseFit.Verdict
    row.verdict = verdict.CHANCE if fitted.is_doubtful else verdict.FITS
    row.by_chance_percent = 100 * fitted.by_chance
    ordered = sorted(fitted.resampled, key=lambda curve: curve.elasticity())
    flattest, steepest = (ordered[round(part * (len(ordered) - 1))] for part in LIKELY)
    for name, curve in (("curve", fitted.response.curve), ("low", flattest), ("high", steepest)):
        if isinstance(curve, engine.Adbudg):
            setattr(row, name, [curve.floor, curve.saturation, curve.shape, curve.half])


def fit_in_background(*, by: Viewer) -> Job:
    """Fit all accounts by a worker."""
    title = gettext("How accounts have answered effort so far")
    return queue(FIT, key=FIT, payload={}, title=title, by=by)


@transaction.atomic
def _keep(accounts: list[Account], rows: list[ResponseFit]) -> None:
    ResponseFit.objects.filter(account__in=[account.pk for account in accounts]).delete()
    ResponseFit.objects.bulk_create(rows)
