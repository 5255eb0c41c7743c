"""How accounts answer effort, as pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from counterpart.access.viewer import Viewer
from counterpart.coverage.models import (
    AccountPotential,
    AccountResult,
    CoverageModel,
    ResponseFit,
    ResponseJudgement,
)
from counterpart.coverage.queries.models import coverage_on, terms_on
from counterpart.coverage.queries.seen import of_accounts_named, of_seen_accounts
from counterpart.coverage.translate.responses import KnownResponse, Responses, hours_logged
from counterpart.customers.models import Account

JUDGED, FITTED, SEGMENT, PRIOR = "judged", "fitted", "segment", "prior"


@dataclass(frozen=True)
class AtModel:
    """What the account is expected to buy under a model at its usual hours."""

    model: CoverageModel
    hours: float
    sales_minor: int
    low_minor: int
    high_minor: int
    is_today: bool


@dataclass(frozen=True)
class ResponsePage:
    """One account's response."""

    sales_minor: int | None
    """Of the last twelve months; none where nothing is worked out yet or sold."""
    hours: float
    """Today's effort a year."""
    hours_are_logged: bool
    known: KnownResponse
    judgements: list[ResponseJudgement]
    spread: list[tuple[int, int, int]]
    """The lowest, middle and highest answer to each question; empty with fewer than two."""
    potential: AccountPotential | None
    potential_minor: int | None
    """The same in the account's currency; none where no rate brings it there."""
    fit: ResponseFit | None
    """What history tells, or that it cannot; none where no hours are logged."""
    at_models: list[AtModel]

    @property
    def share_of_wallet(self) -> float | None:
        """Our part of what the account could buy, in per cent."""
        if not self.sales_minor or not self.potential_minor:
            return None
        return 100 * self.sales_minor / self.potential_minor


QUESTIONS = ("none_percent", "half_percent", "more_percent", "saturation_percent")


def response_page(account: Account, *, today: date) -> ResponsePage:
    """What is known of how the account answers effort."""
    result = AccountResult.objects.filter(account=account).first()
    sales = result.revenue_minor if result and result.revenue_minor > 0 else None
    responses = Responses([account.pk])
    known = responses.of(account, sales or 0, account.currency)
    covered = coverage_on(today, [account]).get(account.pk)
    models = terms_on(today)
    usual = next(
        (float(on.hours_in_all) for on in models if covered and on.model == covered.model), 0.0
    )
    logged = hours_logged([account.pk], today=today).get(account.pk)
    hours = logged or usual
    judgements = list(ResponseJudgement.objects.filter(account=account))
    at_models = [
        _at_model(on.model, float(on.hours_in_all), hours, sales, known, covered)
        for on in models
        if sales and hours and on.model.is_offered
    ]
    return ResponsePage(
        sales_minor=sales,
        hours=hours,
        hours_are_logged=bool(logged),
        known=known,
        judgements=judgements,
        spread=_spread(judgements),
        potential=responses.potentials.of_account.get(account.pk),
        potential_minor=responses.potentials.minor(account.pk, account.currency),
        fit=responses.fit.get(account.pk),
        at_models=at_models,
    )


def _at_model(
    model: CoverageModel,
    hours: float,
    today: float,
    sales: int,
    known: KnownResponse,
    covered: Any,
) -> AtModel:
    times = hours / today
    low, high = known.range_at(times)
    return AtModel(
        model,
        hours,
        round(sales * known.curve.sales(times)),
        round(sales * low),
        round(sales * high),
        covered is not None and covered.model == model,
    )


def _spread(judgements: list[ResponseJudgement]) -> list[tuple[int, int, int]]:
    if len(judgements) < 2:
        return []
    found = []
    for name in QUESTIONS:
        answers = sorted(getattr(row, name) for row in judgements)
        middle = (answers[(len(answers) - 1) // 2] + answers[len(answers) // 2]) / 2
        found.append((answers[0], round(middle), answers[-1]))
    return found


def responses_for(
    viewer: Viewer, *, text: str = "", tier: str = "", region: str = "", source: str = ""
) -> QuerySet[AccountResult]:
    """Accounts with sales that the viewer may see, by how their response is known."""
    rows = AccountResult.objects.select_related("account", "account__potential")
    rows = of_seen_accounts(rows, viewer, AccountResult.see)
    rows = rows.filter(revenue_minor__gt=0)
    rows = of_accounts_named(rows, text)
    if tier:
        rows = rows.filter(account__tier=tier)
    if region:
        rows = rows.filter(account__region=region)
    own = Exists(ResponseJudgement.objects.filter(account=OuterRef("account")))
    of_segment = Exists(
        ResponseJudgement.objects.filter(
            Q(tier="") | Q(tier=OuterRef("account__tier")),
            Q(region="") | Q(region=OuterRef("account__region")),
            account=None,
        )
    )
    fitted = Exists(
        ResponseFit.objects.filter(account=OuterRef("account"), verdict=ResponseFit.Verdict.FITS)
    )
    conditions = {
        JUDGED: own,
        FITTED: ~own & fitted,
        SEGMENT: ~own & ~fitted & of_segment,
        PRIOR: ~own & ~fitted & ~of_segment,
    }
    return rows.filter(conditions[source]) if source in conditions else rows


def segment_judgements() -> QuerySet[ResponseJudgement]:
    """What was judged of whole segments."""
    return ResponseJudgement.objects.filter(account=None)


def potential_of(account: Account) -> AccountPotential | None:
    """What the account could buy, if somebody has said."""
    return AccountPotential.objects.filter(account=account).first()
