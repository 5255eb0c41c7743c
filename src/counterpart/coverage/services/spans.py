"""The dated rows of one account's coverage put in order, and what contradicts in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from counterpart.coverage.models import AccountCoverage, CoverageModel
from counterpart.coverage.services.history_faults import (
    EndsBeforeItBegins,
    EndsBeforeTheNext,
    EndsInTheNext,
    HasModelAlready,
    NotOffered,
    OfAnotherAccount,
    TwoBegin,
)
from counterpart.customers.models import Account
from counterpart.kernel.errors import Refusal
from counterpart.web.templatetags.counterpart import day


@dataclass(frozen=True, slots=True)
class ToldCoverage:
    """A dated row of an account's coverage as it is to be; `standing` is the row it corrects.

    `until` is the first day no more. Without it the row holds until the next begins, and the last
    one on; a row that ended before that keeps its end.
    """

    account: Account
    model: CoverageModel
    since: date
    until: date | None = None
    standing: AccountCoverage | None = None
    row: int = 0

    @property
    def is_choice(self) -> bool:
        """Whether the model is new here."""
        return self.standing is None or self.standing.model_id != self.model.pk

    @property
    def is_change(self) -> bool:
        """Whether anything it tells differs from what stands."""
        there = self.standing
        if there is None or self.is_choice:
            return True
        moves = (there.account_id, there.since) != (self.account.pk, self.since)
        return moves or self.until not in (None, there.until)


@dataclass(slots=True)
class Span:
    """One row among all of an account: what is told of it, or only what stands."""

    since: date
    model: CoverageModel
    standing: AccountCoverage | None
    told: ToldCoverage | None
    led_to_next: bool = True
    """Whether it ended where the next one began, or held on."""
    until: date | None = None

    @property
    def is_change(self) -> bool:
        """Whether it is to be written because of what is told of it."""
        return self.told is not None and self.told.is_change


@dataclass(frozen=True, slots=True)
class Fault:
    """What contradicts, and the column that says so."""

    told: ToldCoverage
    column: str
    refusal: Refusal


def settled(standing: Iterable[AccountCoverage], told: Sequence[ToldCoverage]) -> list[Span]:
    """All rows of one account by their days, each with its end."""
    told_of = {each.standing.pk: each for each in told if each.standing is not None}
    rows = sorted(standing, key=lambda row: row.since)
    nexts = [*(row.since for row in rows), None][1:]
    spans = [
        _standing(row, told_of.get(row.pk), row.until == following)
        for row, following in zip(rows, nexts, strict=True)
    ]
    spans += [Span(new.since, new.model, None, new) for new in told if new.standing is None]
    spans.sort(key=lambda span: span.since)
    for span, after in pairwise(spans):
        span.until = _end(span, after.since)
    for last in spans[-1:]:
        last.until = _end(last, None)
    return spans


def _standing(row: AccountCoverage, told: ToldCoverage | None, led_to_next: bool) -> Span:
    """A row that stands, as it is told to be where something is told of it."""
    shown = told or row
    return Span(shown.since, shown.model, row, told, led_to_next)


def _end(span: Span, following: date | None) -> date | None:
    """The end that is told, or the own end that stands, or where the next begins."""
    if span.told is not None and span.told.until is not None:
        return span.told.until
    own = span.standing.until if span.standing is not None and not span.led_to_next else None
    if own is not None and own > span.since:
        return min(own, following or own)
    return following


def faults_of(
    account: Account, spans: Sequence[Span], told: Sequence[ToldCoverage], *, today: date
) -> Iterator[Fault]:
    """Everything in what is told of an account that cannot be."""
    for each in told:
        if each.standing is not None and each.standing.account_id != account.pk:
            yield Fault(each, "account", OfAnotherAccount(other=each.standing.account.name))
        if each.until is not None and each.until <= each.since:
            yield Fault(each, "until", EndsBeforeItBegins(since=day(each.since)))
        if each.is_choice and not each.model.is_offered and each.since >= today:
            yield Fault(each, "model", NotOffered(model=str(each.model)))
    for span, after in pairwise(spans):
        yield from _faults_between(account, span, after)


def _faults_between(account: Account, span: Span, after: Span) -> Iterator[Fault]:
    said = {"account": account.name, "model": str(after.model), "since": day(after.since)}
    if span.since == after.since:
        if (told := _to_blame(span, after)) is not None:
            yield Fault(told, "since", TwoBegin(**said))
    elif span.until == after.since and span.model.pk == after.model.pk:
        if (told := _to_blame(span, after)) is not None:
            other = span if told is after.told else after
            yield Fault(told, "since", HasModelAlready(**said | {"since": day(other.since)}))
    elif span.told is not None and span.told.until is not None:
        del said["account"]
        if span.told.until > after.since:
            yield Fault(span.told, "until", EndsInTheNext(**said))
        elif span.told.until < after.since and _has_parted(span):
            yield Fault(span.told, "until", EndsBeforeTheNext(**said))


def _to_blame(span: Span, after: Span) -> ToldCoverage | None:
    """Of two the later that is told to be so; what stands is nobody's fault."""
    return next((each.told for each in (after, span) if each.is_change), None)


def _has_parted(span: Span) -> bool:
    """Whether it led to the next one, keeps its end as it was, and the next begins later now."""
    there, told = span.standing, span.told
    if there is None or told is None or there.until is None:
        return False
    return span.led_to_next and there.until == told.until
