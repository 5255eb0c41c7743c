"""Steps are added, and what stands with the question is worked out from them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from counterpart.access.viewer import Viewer
from counterpart.desk import engine
from counterpart.desk.models import Message, Question, Step
from counterpart.desk.translate import PEOPLE, events_of, hours_of
from counterpart.directory.models import Person

MINUTE = timedelta(minutes=1)
STATES = {
    Step.Kind.ASKED: Question.State.OPEN,
    Step.Kind.WAITING: Question.State.WAITING,
    Step.Kind.REPLIED: Question.State.OPEN,
    Step.Kind.ANSWERED: Question.State.ANSWERED,
    Step.Kind.CLOSED: Question.State.CLOSED,
}
"""What a question is after a step; others leave it as it is."""


def locked(question: Question) -> Question:
    """The question as it is now; nobody else changes it until the transaction ends."""
    return Question.objects.select_for_update(of=("self",)).get(pk=question.pk)


def add_step(
    question: Question, kind: Step.Kind, *, by: Viewer, now: datetime, **facts: Any
) -> Step:
    """One more step; nothing is worked out yet."""
    return Step.objects.create(
        question=question, kind=kind, at=now, by=by.login, by_name=by.name, **facts
    )


def say(question: Question, side: Message.Side, body: str, *, by: Viewer, now: datetime) -> Message:
    """Something said in the thread; what the customer said is theirs, whoever typed it in."""
    theirs = side is Message.Side.THEIRS
    return Message.objects.create(
        question=question,
        side=side,
        author=str(question.contact) if theirs else by.name,
        person=None if theirs else by.person,
        body=body,
        at=now,
    )


def work_out(question: Question, now: datetime) -> Question:
    """Everything about the question that follows from its steps, as of now."""
    steps = list(question.steps.all())
    clock = clock_at(steps, now)
    states = [STATES[Step.Kind(step.kind)] for step in steps if step.kind in STATES]
    question.state = states[-1]
    question.person_id = int(clock.with_whom) if clock.with_whom else None
    question.first_person_id = int(clock.first) if clock.first else None
    question.hands = clock.hands
    question.due_at = clock.due_at
    question.answered_at = clock.answered_at
    taken = clock.to_first_answer
    question.minutes_to_answer = None if taken is None else taken // MINUTE
    question.is_late, question.was_checked = clock.was_late, clock.was_checked
    question.at_once = None if clock.answered_at is None else clock.answered_at_once
    question.next_at = min((at for _level, at in ahead(clock, steps)), default=None)
    question.save()
    return question


BEGIN_ANEW = {Step.Kind.ASKED, Step.Kind.REPLIED, Step.Kind.PROMISED}
"""From such a step on lateness is told once more."""


def ahead(clock: engine.Clock, steps: list[Step]) -> list[tuple[engine.Level, datetime]]:
    """Whom lateness still concerns, and when: levels of which no step tells yet."""
    begun = max(at for at, step in enumerate(steps) if step.kind in BEGIN_ANEW)
    told = {step.route.get("late") for step in steps[begun:]}
    return [(level, at) for level, at in (clock.levels or {}).items() if level.value not in told]


def clock_at(steps: list[Step], now: datetime) -> engine.Clock:
    """The clock of these steps."""
    ids = {step.person_id for step in steps if step.person_id}
    people = Person.objects.filter(pk__in=ids).select_related(*PEOPLE)
    hours = hours_of(list(people), steps[0].at, now)
    return engine.clock_of(events_of(steps), hours=hours, now=now)
