"""One question: what was said, what happened, and the route in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from counterpart.desk.engine import Level, Reason
from counterpart.desk.models import Message, Question, Step
from counterpart.directory.models import Function, Person

WHY = {
    Reason.COUNTERPART: _("the counterpart of %(contact)s"),
    Reason.BACKUP: _("the backup counterpart of %(contact)s"),
    Reason.DEPUTY: _("stands in for the counterpart, who is away"),
    Reason.SAME_FUNCTION: _("does the work that the question is about"),
    Reason.NEAREST_FUNCTION: _("the nearest function to the work that the question is about"),
    Reason.LEAD: _("leads the account"),
}
WHY_NOT = {
    Reason.AWAY: _("away"),
    Reason.NOT_AT_WORK: _("would begin much later"),
    Reason.CROWDED: _("has far more open questions"),
    Reason.OTHER_WORK: _("does other work"),
    Reason.IN_LINE: _("would be next"),
}
LATE = {
    Level.WARNED: _("the answer is soon due"),
    Level.DEPUTY: _("the answer was due"),
    Level.LEAD: _("the answer was long due"),
}


@dataclass(frozen=True)
class PassedOver:
    """Somebody who was considered and did not get the question."""

    person: Person
    why: str | Promise
    begins_at: datetime | None


@dataclass(frozen=True)
class StepLine:
    """One step as people read it."""

    step: Step
    why: str | Promise
    passed_over: Sequence[PassedOver] = ()


@dataclass(frozen=True)
class Thread:
    """Everything about a question."""

    messages: Sequence[Message]
    steps: Sequence[StepLine]
    function: Function | None


def thread_of(question: Question) -> Thread:
    """What was said and done, the earliest first."""
    steps = list(question.steps.select_related("person"))
    keys = {int(each["person"]) for step in steps for each in step.route.get("considered", ())}
    people = Person.objects.in_bulk(keys)
    lines = [_line(step, question, people) for step in steps]
    return Thread(list(question.messages.select_related("person")), lines, question.function)


def _line(step: Step, question: Question, people: dict[int, Person]) -> StepLine:
    route: dict[str, Any] = step.route
    if "late" in route:
        return StepLine(step, LATE[Level(route["late"])])
    reason = route.get("reason")
    if reason is None:
        return StepLine(step, step.why)
    why = WHY[Reason(reason)]
    over = [
        PassedOver(people[int(each["person"])], WHY_NOT[Reason(each["reason"])], _at(each))
        for each in route["considered"]
        if int(each["person"]) in people and each["reason"] != Reason.OTHER_WORK
    ]
    return StepLine(step, str(why) % {"contact": question.contact}, over)


def _at(considered: dict[str, Any]) -> datetime | None:
    text = considered["begins_at"]
    return datetime.fromisoformat(text) if text else None
