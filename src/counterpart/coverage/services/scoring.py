"""The scorecard, what people rate, and the totals that follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from counterpart.access.viewer import Viewer
from counterpart.coverage.models import (
    AccountRating,
    Scorecard,
    ScoreCriterion,
    ScoreTotal,
)
from counterpart.coverage.queries.scoring import totals_of
from counterpart.customers.models import Account
from counterpart.history import services as history
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _
from counterpart.kernel.ticking import Tick, silent

Axis, Origin = ScoreCriterion.Axis, ScoreCriterion.Origin
ROWS_AT_ONCE = 2000


class WeightsDoNotAddUp(Refusal):
    """The weights of an axis are not 100 together."""

    message = _("The weights of “%(axis)s” add up to %(total)s. Make them 100.")


class CriterionTwice(Refusal):
    """Two criteria of one name."""

    message = _("There are two criteria called “%(name)s”. Rename one.")


@dataclass(frozen=True)
class CriterionFacts:
    """A criterion as it is wished; `pk` of one that is there already."""

    axis: str
    name: str
    weight: int
    origin: str = Origin.JUDGED
    name_ru: str = ""
    pk: int | None = None


READY_MADE = (
    CriterionFacts(Axis.ATTRACTIVENESS, "Revenue potential", 15, Origin.POTENTIAL,
                   "Потенциал продаж"),
    CriterionFacts(Axis.ATTRACTIVENESS, "Cost to serve", 35, Origin.CHEAPNESS,
                   "Стоимость обслуживания"),
    CriterionFacts(Axis.ATTRACTIVENESS, "Stability of demand", 20, Origin.JUDGED,
                   "Устойчивость спроса"),
    CriterionFacts(Axis.ATTRACTIVENESS, "Access to new markets", 30, Origin.JUDGED,
                   "Доступ к новым рынкам"),
    CriterionFacts(Axis.STRENGTH, "Fit of our products", 10, Origin.WALLET,
                   "Соответствие наших товаров"),
    CriterionFacts(Axis.STRENGTH, "Innovation together", 20, Origin.JUDGED,
                   "Совместные новшества"),
    CriterionFacts(Axis.STRENGTH, "Learning from the account", 30, Origin.FUNCTIONS,
                   "Обучение у клиента"),
    CriterionFacts(Axis.STRENGTH, "Our reputation there", 20, Origin.JUDGED,
                   "Наша репутация у клиента"),
    CriterionFacts(Axis.STRENGTH, "Way of buying", 20, Origin.JUDGED, "Способ закупок"),
)  # fmt: skip
SOURCE = "Weights of the growth and harmony matrix of key-account management courses"


def scorecard_in_use() -> Scorecard | None:
    """The card that accounts are scored by."""
    return Scorecard.objects.first()


def take_ready_made_card(*, by: Viewer, batch: str = "") -> Scorecard:
    """A card with published weights, to begin with; the one in use where there is one."""
    card = Scorecard(name="Growth and harmony", source=SOURCE)
    return scorecard_in_use() or save_card(card, READY_MADE, by=by, batch=batch)


@transaction.atomic
def save_card(
    card: Scorecard, criteria: Sequence[CriterionFacts], *, by: Viewer, batch: str = ""
) -> Scorecard:
    """The card with exactly these criteria; ratings of those that go are kept by the history."""
    _refuse_unless_sound(criteria)
    card = (history.save if card.pk else history.create)(card, by=by, batch=batch)
    standing = {row.pk: row for row in card.criteria.all()}
    kept = {facts.pk for facts in criteria}
    for pk, row in standing.items():
        if pk not in kept:
            for rating in row.ratings.all():
                history.remove(rating, by=by, batch=batch)
            history.remove(row, by=by, batch=batch)
    for position, facts in enumerate(criteria, start=1):
        row = standing.get(facts.pk or 0) or ScoreCriterion(card=card)
        before = (row.axis, row.name, row.name_ru, row.weight, row.origin, row.position)
        wished = (facts.axis, facts.name, facts.name_ru, facts.weight, facts.origin, 10 * position)
        row.axis, row.name, row.name_ru, row.weight, row.origin, row.position = wished
        if row.pk is None:
            history.create(row, by=by, batch=batch)
        elif before != wished:
            history.save(row, by=by, batch=batch)
    return card


def _refuse_unless_sound(criteria: Sequence[CriterionFacts]) -> None:
    names = [facts.name for facts in criteria]
    for name in names:
        if names.count(name) > 1:
            raise CriterionTwice(name=name)
    for axis in Axis:
        total = sum(facts.weight for facts in criteria if facts.axis == axis)
        if total != 100:
            raise WeightsDoNotAddUp(axis=axis.label, total=total)


@transaction.atomic
def rate_account(
    account: Account,
    ratings: Mapping[ScoreCriterion, int | None],
    *,
    by: Viewer,
    batch: str = "",
    work_out: bool = True,
) -> None:
    """What the person thinks of the account; `None` takes a rating away. Its totals follow at
    once, unless `work_out` leaves that to the caller."""
    standing = {row.criterion_id: row for row in AccountRating.objects.filter(account=account)}
    for criterion, rating in ratings.items():
        row = standing.get(criterion.pk)
        if rating is None:
            if row is not None:
                history.remove(row, by=by, batch=batch)
            continue
        if row is not None and row.rating == rating:
            continue
        write = history.save if row else history.create
        row = row or AccountRating(account=account, criterion=criterion)
        row.rating, row.judge, row.on = rating, by.name, by.today
        write(row, by=by, batch=batch)
    if work_out:
        work_out_scores(by.today, accounts=[account.pk])


def work_out_scores(
    today: date, *, accounts: Sequence[int] | None = None, tick: Tick = silent
) -> int:
    """The totals of all accounts, or of some, by the card in use; says how many."""
    card = scorecard_in_use()
    rows = [] if card is None else totals_of(card, today, accounts)
    with transaction.atomic():
        old = ScoreTotal.objects.all()
        if accounts is not None:
            old = old.filter(account__in=accounts)
        old.delete()
        ScoreTotal.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)
    tick(1)
    return len(rows)
