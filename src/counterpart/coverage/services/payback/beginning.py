"""The baseline of every team begins with it: its former model, response and peers."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum

from counterpart.access.viewer import Viewer
from counterpart.coverage.models import (
    AccountCoverage,
    AccountResult,
    CoverageModel,
    TeamBaseline,
)
from counterpart.coverage.queries.models import coverage_on, terms_on
from counterpart.coverage.translate.responses import AccountResponse, account_responses
from counterpart.customers.models import Account
from counterpart.history import services as history
from counterpart.ledger.models import OrderLine
from counterpart.ledger.queries import counted_kind
from counterpart.ledger.queries.revenue import year_before

PEERS = 30
"""So many comparable accounts each: those nearest in sales of the twelve months before."""
CENT = Decimal("0.01")


@dataclass(frozen=True)
class TeamSpan:
    """An account's time under teams without a break, and what was before."""

    account: Account
    team: CoverageModel
    """The model it has had last."""
    since: date
    until: date | None
    former: CoverageModel | None


@transaction.atomic
def begin_baselines(*, today: date, by: Viewer) -> list[TeamBaseline]:
    """A baseline for every team that has none yet; a team that has ended gets its last day.

    Works with the engine's response curves: call it from background work only.
    """
    known = {(row.account_id, row.since): row for row in TeamBaseline.objects.all()}
    spans = [span for span in team_spans() if span.since <= today]
    _note_ends(spans, known, by)
    unknown = [span for span in spans if (span.account.pk, span.since) not in known]
    asked = {span: span.former or _assumed(span) for span in unknown}
    former = {span: model for span, model in asked.items() if model is not None}
    fresh = list(former)
    responses = _responses([span.account.pk for span in fresh], today)
    hours = {each.model.pk: float(each.hours_in_all) for each in terms_on(today)}
    peers = _peers(fresh)
    rows = []
    for span in fresh:
        row = TeamBaseline(
            account=span.account,
            former=former[span],
            since=span.since,
            until=span.until,
            currency=span.account.currency,
            peers=peers[span.account.pk, span.since],
        )
        _set_lift(row, responses.get(span.account.pk), hours, span.team)
        rows.append(row)
    return history.create_many(rows, by=by)


def team_spans() -> list[TeamSpan]:
    """Every account's times under teams; a change from one team model to another is no break."""
    rows = AccountCoverage.objects.select_related("account", "model").order_by("account", "since")
    with_teams = AccountCoverage.objects.filter(model__kind__in=CoverageModel.WITH_TEAM)
    by_account: dict[int, list[AccountCoverage]] = defaultdict(list)
    for row in rows.filter(account__in=with_teams.order_by().values("account")):
        by_account[row.account_id].append(row)
    return [span for theirs in by_account.values() for span in _spans(theirs)]


def _spans(rows: Sequence[AccountCoverage]) -> Iterator[TeamSpan]:
    before: AccountCoverage | None = None
    run: list[AccountCoverage] = []
    for row in rows:
        if run and (not row.model.has_team or run[-1].until != row.since):
            yield _span(run, before)
            before, run = run[-1], []
        if row.model.has_team:
            run.append(row)
        else:
            before = row
    if run:
        yield _span(run, before)


def _span(run: Sequence[AccountCoverage], before: AccountCoverage | None) -> TeamSpan:
    former = before.model if before is not None and not before.model.has_team else None
    return TeamSpan(run[0].account, run[-1].model, run[0].since, run[-1].until, former)


def _note_ends(
    spans: Collection[TeamSpan], known: dict[tuple[int, date], TeamBaseline], by: Viewer
) -> None:
    changed = []
    for span in spans:
        row = known.get((span.account.pk, span.since))
        if row is not None and row.until != span.until:
            row.until = span.until
            changed.append(row)
    history.update_many(changed, by=by)


def _assumed(span: TeamSpan) -> CoverageModel | None:
    """What is assumed of an account that nobody has said anything of before the team."""
    found = coverage_on(span.since - timedelta(days=1), [span.account]).get(span.account.pk)
    return found.model if found and not found.model.has_team else None


def _responses(accounts: Collection[int], today: date) -> dict[int, AccountResponse]:
    """Each account's curve, told at the hours its present model takes."""
    if not accounts:
        return {}
    results = list(AccountResult.objects.filter(account__in=accounts).select_related("account"))
    covered = coverage_on(today, [row.account for row in results])
    taken = {each.model.pk: float(each.hours_in_all) for each in terms_on(today)}
    hours = {pk: taken.get(by.model.pk, 0.0) for pk, by in covered.items()}
    return account_responses(results, hours, today=today)


def _set_lift(
    row: TeamBaseline,
    answer: AccountResponse | None,
    hours: dict[int, float],
    team: CoverageModel,
) -> None:
    """What the team's hours sell beyond the former model's, by the curve and its range."""
    then, now = hours.get(row.former_id, 0.0), hours.get(team.pk, 0.0)
    if answer is None or then <= 0 or now <= 0:
        return
    effort = answer.response.effort
    lifts = []
    for curve in (answer.low, answer.response.curve, answer.high):
        without = curve.value(then / effort)
        if without <= 0:
            return
        lifts.append(Decimal(100 * (curve.value(now / effort) / without - 1)).quantize(CENT))
    row.lift_low_percent, row.lift_percent, row.lift_high_percent = sorted(lifts)
    row.lift_source = answer.source


def _peers(spans: Sequence[TeamSpan]) -> dict[tuple[int, date], list[int]]:
    """Ids of the accounts without a team nearest in sales of the year before, by span."""
    teamed = {span.account.pk for span in team_spans()}
    currencies: dict[int, str] = dict(Account.objects.values_list("pk", "currency"))
    found = {}
    for since in {span.since for span in spans}:
        sales = _sales_before(since)
        others = {
            pk: math.log(minor)
            for (pk, currency), minor in sales.items()
            if minor > 0 and pk not in teamed and currencies[pk] == currency
        }
        for span in spans:
            if span.since == since:
                own = sales.get((span.account.pk, span.account.currency), 0)
                found[span.account.pk, since] = _nearest(others, own)
    return found


def _nearest(others: dict[int, float], own: int) -> list[int]:
    size = math.log(max(own, 1))
    return sorted(sorted(others, key=lambda pk: (abs(others[pk] - size), pk))[:PEERS])


def _sales_before(since: date) -> dict[tuple[int, str], int]:
    rows = OrderLine.objects.filter(
        on__gte=year_before(since), on__lt=since, document_kind=counted_kind()
    )
    summed = rows.order_by().values_list("account_id", "currency")
    return {(pk, code): minor for pk, code, minor in summed.annotate(minor=Sum("amount_minor"))}
