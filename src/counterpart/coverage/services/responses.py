"""Judging how accounts answer effort, and saying what they could buy."""

from __future__ import annotations

from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import transaction

from counterpart.access.viewer import Viewer
from counterpart.coverage.models import AccountPotential, ResponseJudgement
from counterpart.coverage.reckoning.judgement import Judgement, closed_form
from counterpart.customers.models import Account
from counterpart.history import services as history
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _
from counterpart.kernel.faults import ProblemError


class JudgementMakesNoSense(Refusal):
    """Sales would fall with effort, or no curve goes through the answers."""

    message = _(
        "These answers make no curve: sales must rise with effort, with no effort sell less than "
        "with half, and at one and a half sell less than with all effort imaginable."
    )


class Answers(TypedDict):
    """Sales at four efforts, in per cent of today's."""

    none_percent: int
    half_percent: int
    more_percent: int
    saturation_percent: int


def judgement_of(about: str, judge: str, answers: Answers) -> Judgement:
    """The answers as the engine counts; a `ProblemError` says what makes no sense."""
    none, half, more, most = (
        answers[name] / 100
        for name in ("none_percent", "half_percent", "more_percent", "saturation_percent")
    )
    return Judgement(about, none, half, 1.0, more, most, judge)


@transaction.atomic
def judge_response(
    *,
    account: Account | None = None,
    tier: str = "",
    region: str = "",
    by: Viewer,
    note: str = "",
    judge: str = "",
    batch: str = "",
    **answers: Unpack[Answers],
) -> ResponseJudgement:
    """What this person thinks of the account, or of all accounts of a segment: of a tier, a region,
    or both; a former judgement of the same person gives way."""
    who = judge or by.name
    about: dict[str, Any] = {"account": account, "tier": tier, "region": region, "judge": who}
    row = ResponseJudgement(**about)
    try:
        closed_form(judgement_of(account.name if account else row.segment, who, answers))
    except ProblemError as problem:
        raise JudgementMakesNoSense from problem
    found = ResponseJudgement.objects.filter(**about).first()
    write = history.save if found else history.create
    row = found or row
    for name, value in answers.items():
        setattr(row, name, value)
    row.on, row.note = by.today, note
    return write(row, by=by, batch=batch)


def withdraw_judgement(row: ResponseJudgement, *, by: Viewer, batch: str = "") -> None:
    """The judgement counts no longer; the history keeps it."""
    history.remove(row, by=by, batch=batch)


@transaction.atomic
def set_potential(
    account: Account,
    *,
    potential_minor: int,
    currency: str,
    source: str = "",
    on: date | None = None,
    by: Viewer,
    batch: str = "",
) -> AccountPotential:
    """What the account could buy a year, of us and all others."""
    found = AccountPotential.objects.filter(account=account).first()
    write = history.save if found else history.create
    row = found or AccountPotential(account=account)
    row.potential_minor, row.currency = potential_minor, currency
    row.source, row.on = source, on or by.today
    return write(row, by=by, batch=batch)
