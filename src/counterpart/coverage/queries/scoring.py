"""Scores of accounts: ratings by people and from data, totals, and where money disagrees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import QuerySet

from counterpart.access.viewer import Viewer
from counterpart.coverage.models import (
    AccountRating,
    AccountResult,
    Scorecard,
    ScoreCriterion,
    ScoreTotal,
)
from counterpart.coverage.queries.earned import earned
from counterpart.coverage.queries.framing import functions_involved
from counterpart.coverage.queries.seen import of_accounts_named, of_seen_accounts
from counterpart.coverage.reckoning.scoring import Criterion, ScoreCard
from counterpart.coverage.translate.potentials import Potentials
from counterpart.kernel.days import Days
from counterpart.ledger.queries import known_rates
from counterpart.ledger.queries.revenue import year_before

BEST_RATING = 10
BEST_FIFTH = 5
LEAST_KNOWN = 50
"""Of the weight of each axis; where less is rated, a total would say little."""
Axis, Origin, Place, Dispute = (
    ScoreCriterion.Axis,
    ScoreCriterion.Origin,
    ScoreTotal.Place,
    ScoreTotal.Dispute,
)


def totals_of(
    card: Scorecard, today: date, wanted: Collection[int] | None = None
) -> list[ScoreTotal]:
    """Of every account with a result of which half the weight on both axes is rated.

    What comes from data is rated by the account's rank among all, so all are read even where only
    some are `wanted`.
    """
    criteria = list(card.criteria.all())
    results = list(AccountResult.objects.filter(account__lost_on=None).select_related("account"))
    rated: dict[int, dict[int, Fraction]] = defaultdict(dict)
    for criterion in criteria:
        if criterion.origin != Origin.JUDGED:
            for account, rank in _ranks(_data(criterion.origin, results, today)).items():
                rated[account][criterion.pk] = rank
    judged = AccountRating.objects.filter(criterion__in=criteria)
    for account, pk, rating in judged.values_list("account", "criterion", "rating"):
        rated[account][pk] = Fraction(rating)
    best = _best_fifth(results)
    found = []
    for row in results:
        if wanted is not None and row.account_id not in wanted:
            continue
        total = _total(card, criteria, rated[row.account_id], row, best)
        if total is not None:
            found.append(total)
    return found


def _total(
    card: Scorecard,
    criteria: Sequence[ScoreCriterion],
    ratings: Mapping[int, Fraction],
    result: AccountResult,
    best: int | None,
) -> ScoreTotal | None:
    points, known = {}, 0
    for axis in Axis:
        rated = [each for each in criteria if each.axis == axis and each.pk in ratings]
        weight = sum(each.weight for each in rated)
        if weight < LEAST_KNOWN:
            return None
        known += weight
        scaled = ScoreCard([Criterion(str(each.pk), Fraction(100 * each.weight, weight))
                            for each in rated])  # fmt: skip
        score = scaled.weighted(
            result.account.name, {str(each.pk): ratings[each.pk] for each in rated}
        )
        points[axis] = float(score.total)
    attractive = points[Axis.ATTRACTIVENESS] >= card.attractive_from
    strong = points[Axis.STRENGTH] >= card.strong_from
    place = {
        (True, True): Place.KEY,
        (True, False): Place.DEVELOP,
        (False, True): Place.MAINTAIN,
        (False, False): Place.LIGHT,
    }[attractive, strong]
    contribution = result.contribution_minor
    dispute = ""
    if attractive and contribution is not None and contribution < 0:
        dispute = Dispute.COSTLY
    elif not attractive and contribution is not None and best is not None and contribution >= best:
        dispute = Dispute.OVERLOOKED
    return ScoreTotal(
        account=result.account,
        card=card,
        attractiveness=points[Axis.ATTRACTIVENESS],
        strength=points[Axis.STRENGTH],
        known_percent=round(known / 2),
        place=place,
        dispute=dispute,
    )


def _best_fifth(results: Sequence[AccountResult]) -> int | None:
    """The least contribution among the best fifth of those that make money."""
    made = [row.contribution_minor for row in results if row.contribution_minor is not None]
    known = sorted((minor for minor in made if minor > 0), reverse=True)
    return known[max(0, len(known) // BEST_FIFTH - 1)] if known else None


def _ranks(data: Mapping[int, float]) -> dict[int, Fraction]:
    """From 0 for the lowest to 10 for the highest; equals get the same."""
    ordered = sorted(set(data.values()))
    last = max(1, len(ordered) - 1)
    rank = {value: Fraction(BEST_RATING * at, last) for at, value in enumerate(ordered)}
    return {account: rank[value] for account, value in data.items()}


def _data(origin: str, results: Sequence[AccountResult], today: date) -> dict[int, float]:
    """The figure of each account that a criterion is rated by, where it is known."""
    selling = [row for row in results if row.revenue_minor > 0]
    if origin == Origin.REVENUE:
        return {row.account_id: float(row.revenue_minor) for row in selling}
    if origin == Origin.MARGIN:
        return {
            row.account_id: row.margin_minor / row.revenue_minor
            for row in selling
            if row.margin_minor is not None
        }
    if origin == Origin.CHEAPNESS:
        return {row.account_id: -row.cost_to_serve_minor / row.revenue_minor for row in selling}
    if origin == Origin.FUNCTIONS:
        involved = functions_involved([row.account_id for row in results], today)
        return {account: float(number) for account, number in involved.items() if number}
    if origin == Origin.GROWTH:
        return _growth(selling, today)
    return _wallet(origin, selling)


def _growth(selling: Sequence[AccountResult], today: date) -> dict[int, float]:
    begin = year_before(today)
    days = Days(year_before(begin), begin)
    rates = known_rates()
    before = earned([row.account for row in selling], days, rates)
    return {
        row.account_id: row.revenue_minor / before[row.account_id].revenue_minor
        for row in selling
        if row.account_id in before and before[row.account_id].revenue_minor > 0
    }


def _wallet(origin: str, selling: Sequence[AccountResult]) -> dict[int, float]:
    potentials = Potentials([row.account_id for row in selling])
    found = {}
    for result in selling:
        size = potentials.minor(result.account_id, result.currency)
        if size:
            found[result.account_id] = (
                float(size) if origin == Origin.POTENTIAL else result.revenue_minor / size
            )
        elif origin == Origin.POTENTIAL:
            found[result.account_id] = float(result.revenue_minor)  # at least what it buys of us
    return found


@dataclass(frozen=True)
class ScoreFilter:
    """What the list is narrowed to; empty values narrow nothing."""

    text: str = ""
    place: str = ""
    disputed: bool = False

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for."""
        return self != ScoreFilter()


def scores_for(viewer: Viewer, asked: ScoreFilter) -> QuerySet[ScoreTotal]:
    """Totals of the accounts that the viewer may see and that fit."""
    rows = ScoreTotal.objects.select_related("account", "account__result")
    rows = of_seen_accounts(rows, viewer, ScoreTotal.see)
    rows = of_accounts_named(rows, asked.text)
    if asked.place:
        rows = rows.filter(place=asked.place)
    return rows.exclude(dispute="") if asked.disputed else rows


def unscored(viewer: Viewer) -> int:
    """How many accounts with sales have no total, for too little of them is rated."""
    rows = AccountResult.objects.filter(revenue_minor__gt=0, account__score_total=None)
    rows = of_seen_accounts(rows, viewer, ScoreTotal.see)
    return rows.count()
