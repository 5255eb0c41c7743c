"""How each account's sales answer effort, as the engine counts: from what is known of it.

What people judged of the account goes before what its history tells, that before what they judged
of its segment (its tier within its region, then its tier, then its region), and that before the
mean of published studies. A potential says where the latter
saturates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from django.db.models import Sum

from counterpart.coverage.models import (
    AccountResult,
    Activity,
    ResponseFit,
    ResponseJudgement,
    ServiceEntry,
)
from counterpart.coverage.reckoning.judgement import (
    Judgement,
    LittleCurve,
    closed_form,
    middle_of,
)
from counterpart.coverage.reckoning.known_elasticities import KNOWN, KnownElasticity, saturating
from counterpart.coverage.translate.potentials import Potentials
from counterpart.customers.models import Account
from counterpart.kernel.faults import ProblemError

if TYPE_CHECKING:
    from counterpart.coverage.engine import Curve, SalesResponse

Source = Literal["judged", "fitted", "segment", "prior"]
USUAL: KnownElasticity = KNOWN[0]
"""Taken where nobody has judged."""
USUAL_SATURATION = 2.0
"""What all effort imaginable sells where nobody has said, in multiples of today's sales. Ours, no
study's: a choice that rests on it says so."""
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class KnownResponse:
    """A curve in multiples of today's effort and sales, where it came from, and how sure it is."""

    curve: LittleCurve
    source: Source
    others: Sequence[LittleCurve]
    """Everybody's own curve, or the flattest and steepest that history or studies leave open."""
    judges: int = 0
    segment: str = ""
    """Of which segment it was judged, in words; empty where it is the account's own."""
    lacks_exchange: bool = False
    """Whether a potential is said and not counted: no rate brings it into the sales' currency."""

    @property
    def saturation_percent(self) -> float:
        """What all effort imaginable sells, in per cent of today's sales."""
        return 100 * self.curve.ceiling

    def range_at(self, effort: float) -> tuple[float, float]:
        """The lowest and highest sales that any of the others expects."""
        expected = [curve.sales(effort) for curve in self.others] or [self.curve.sales(effort)]
        return min(expected), max(expected)


@dataclass(frozen=True)
class AccountResponse:
    """An account's curve: effort in hours a year, sales in minor units of its currency."""

    response: SalesResponse
    source: Source
    low: Curve
    high: Curve
    """Between these two the truth is likely to lie."""


class Responses:
    """What is known of some accounts, read once."""

    def __init__(self, accounts: Collection[int], saturation: float = USUAL_SATURATION) -> None:
        self.saturation = saturation
        self.of_account: dict[int, list[Judgement]] = defaultdict(list)
        self.of_segment: dict[tuple[str, str], list[Judgement]] = defaultdict(list)
        rows = ResponseJudgement.objects.filter(account__in=list(accounts)) | (
            ResponseJudgement.objects.filter(account=None)
        )
        for row in rows:
            if row.account_id:
                self.of_account[row.account_id].append(as_judgement(row))
            else:
                self.of_segment[row.tier, row.region].append(as_judgement(row))
        self.potentials = Potentials(accounts)
        self.fit = {
            row.account_id: row for row in ResponseFit.objects.filter(account__in=list(accounts))
        }

    def of(self, account: Account, sales_minor: int, currency: str) -> KnownResponse:
        """The account's curve; `sales_minor` are today's, in this currency."""
        return (
            _judged(self.of_account.get(account.pk, []), "judged")
            or _fitted(self.fit.get(account.pk))
            or self._of_segments(account.tier, account.region)
            or self._by_studies(account.pk, sales_minor, currency)
        )

    def _of_segments(self, tier: str, region: str) -> KnownResponse | None:
        for segment in ((tier, region), (tier, ""), ("", region)):
            judgements = self.of_segment.get(segment, [])
            if found := _judged(judgements, "segment"):
                return replace(found, segment=judgements[0].account)
        return None

    def _by_studies(self, account: int, sales_minor: int, currency: str) -> KnownResponse:
        potential = self.potentials.minor(account, currency)
        saturation = self.saturation
        if potential is not None and sales_minor > 0:
            saturation = max(potential / sales_minor, 1.0)
        low, high = (saturating(each, saturation) for each in (USUAL.low, USUAL.high))
        return KnownResponse(
            saturating(USUAL.elasticity, saturation),
            "prior",
            (low, high),
            lacks_exchange=potential is None and account in self.potentials.of_account,
        )


def account_responses(
    results: Collection[AccountResult],
    hours: Mapping[int, float],
    *,
    today: date,
    saturation: float = USUAL_SATURATION,
) -> dict[int, AccountResponse]:
    """By account id, of those that sold something within their result's twelve months.

    `hours` are a year's of the coverage that each account has; where hours are logged, these
    count. `saturation` holds where nothing says more.
    """
    from counterpart.coverage import engine

    ids = [row.account_id for row in results]
    known, logged = Responses(ids, saturation), hours_logged(ids, today=today)
    found = {}
    for row in results:
        pk = row.account_id
        effort = logged.get(pk) or hours.get(pk, 0.0)
        if row.revenue_minor <= 0 or effort <= 0:
            continue
        curve = known.of(row.account, row.revenue_minor, row.currency)
        by_elasticity = sorted(curve.others, key=lambda each: each.elasticity)
        answer = engine.SalesResponse(
            str(pk), engine.Adbudg(*curve.curve), effort, row.revenue_minor, curve.source
        )
        low, high = (engine.Adbudg(*by_elasticity[at]) for at in (0, -1))
        found[pk] = AccountResponse(answer, curve.source, low, high)
    return found


def as_judgement(row: ResponseJudgement) -> Judgement:
    """A row as the engine counts."""
    return Judgement(
        str(row.account_id or row.segment),
        row.none_percent / 100,
        row.half_percent / 100,
        1.0,
        row.more_percent / 100,
        row.saturation_percent / 100,
        row.judge,
    )


def _judged(judgements: Sequence[Judgement], source: Source) -> KnownResponse | None:
    curves = list(_curves(judgements))
    if not curves:
        return None
    return KnownResponse(_middle(judgements, curves), source, curves, len(curves))


def _fitted(fit: ResponseFit | None) -> KnownResponse | None:
    if fit is None or not fit.counts:
        return None
    curve, low, high = (LittleCurve(*numbers) for numbers in (fit.curve, fit.low, fit.high))
    return KnownResponse(curve, "fitted", (low, high))


def _curves(judgements: Iterable[Judgement]) -> Iterable[LittleCurve]:
    for judgement in judgements:
        try:
            yield closed_form(judgement)
        except ProblemError:  # brought in by a file before it was looked at: no curve, no vote
            continue


def _middle(judgements: Sequence[Judgement], curves: Sequence[LittleCurve]) -> LittleCurve:
    """The curve of the middle answers; where they tie, the middle of the curves by elasticity."""
    try:
        return closed_form(middle_of(judgements))
    except ProblemError:
        return sorted(curves, key=lambda curve: curve.elasticity)[len(curves) // 2]


def hours_logged(accounts: Collection[int], *, today: date) -> dict[int, float]:
    """Hours logged within the last twelve months, by account id; none where nobody logs."""
    rows = (
        ServiceEntry.objects.filter(
            account__in=list(accounts),
            activity=Activity.HOURS,
            quantity__gt=0,
            on__gte=today - YEAR,
            on__lt=today,
        )
        .order_by()
        .values_list("account")
        .annotate(hours=Sum("quantity"))
    )
    return {account: float(hours) for account, hours in rows}
