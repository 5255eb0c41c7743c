"""What is said in a thread, and what that does to the question."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from counterpart.access.viewer import Viewer
from counterpart.desk.models import Message, Question, Step
from counterpart.desk.services.steps import add_step, locked, say, work_out
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _


class QuestionClosed(Refusal):
    """Nobody waits for an answer any more."""

    message = _(
        "“%(question)s” is answered or closed. Write down what the customer says, and it is open "
        "again."
    )


def refuse_unless_live(question: Question) -> None:
    """Only a question that is open or waits can be passed on, promised or asked back."""
    if not question.is_live:
        raise QuestionClosed(question=question.subject)


def answer(question: Question, body: str, *, by: Viewer, now: datetime | None = None) -> Question:
    """The customer is told what they wanted to know. An answer may be followed by another."""
    return _said(question, Message.Side.OURS, body, Step.Kind.ANSWERED, by=by, now=now)


def say_it_is_checked(
    question: Question, body: str, *, by: Viewer, now: datetime | None = None
) -> Question:
    """“I will check and call you back”: the clock runs on, and it is not answered at once."""
    refuse_unless_live(question)
    return _said(question, Message.Side.OURS, body, Step.Kind.CHECKING, by=by, now=now)


def ask_back(question: Question, body: str, *, by: Viewer, now: datetime | None = None) -> Question:
    """The customer owes an answer; until it comes the clock rests."""
    refuse_unless_live(question)
    return _said(question, Message.Side.OURS, body, Step.Kind.WAITING, by=by, now=now)


def customer_replied(
    question: Question, body: str, *, by: Viewer, now: datetime | None = None
) -> Question:
    """The customer said something more: the question is open, and its clock runs."""
    return _said(question, Message.Side.THEIRS, body, Step.Kind.REPLIED, by=by, now=now)


def close(
    question: Question, *, why: str = "", by: Viewer, now: datetime | None = None
) -> Question:
    """Nobody waits any more, answered or not."""
    now = now or timezone.now()
    with transaction.atomic():
        question = locked(question)
        add_step(question, Step.Kind.CLOSED, by=by, now=now, why=why)
        return work_out(question, now)


@transaction.atomic
def note(question: Question, body: str, *, by: Viewer, now: datetime | None = None) -> Message:
    """Something among us, which the customer never sees."""
    return say(question, Message.Side.NOTE, body, by=by, now=now or timezone.now())


@transaction.atomic
def _said(
    question: Question,
    side: Message.Side,
    body: str,
    kind: Step.Kind,
    *,
    by: Viewer,
    now: datetime | None,
) -> Question:
    now = now or timezone.now()
    question = locked(question)
    say(question, side, body, by=by, now=now)
    answers = kind is Step.Kind.ANSWERED
    add_step(question, kind, by=by, now=now, person=by.person if answers else None)
    return work_out(question, now)
