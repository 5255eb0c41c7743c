"""Who has a question: by its route, by passing it on, and until when an answer is promised."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from counterpart.access.viewer import Viewer
from counterpart.desk import engine
from counterpart.desk.models import Question, Step
from counterpart.desk.services.answering import refuse_unless_live
from counterpart.desk.services.steps import add_step, locked, work_out
from counterpart.desk.translate import route_facts
from counterpart.directory.models import Person
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _
from counterpart.web.templatetags.counterpart import moment

FARTHEST = timedelta(days=366)


class AlreadyWithThem(Refusal):
    """Passed on to whoever has it."""

    message = _("%(person)s has this question already. Choose somebody else.")


class PromisePassed(Refusal):
    """A promise for a moment that has passed."""

    message = _("%(due)s has passed. Promise a later moment.")


class PromiseTooFar(Refusal):
    """A promise for a moment that nobody would wait for."""

    message = _("%(due)s is more than a year ahead. Promise an earlier moment.")


def bring(question: Question, *, by: Viewer, now: datetime) -> Step | None:
    """Bring a new question to whom the route finds; nobody has it where it finds none."""
    about = question.function.code if question.function else ""
    facts = route_facts(question.contact, about, now)
    found = engine.route(engine.Asked(now, about), facts)
    if not found.found:
        return None
    return add_step(
        question,
        Step.Kind.GIVEN,
        by=by,
        now=now,
        person=Person.objects.get(pk=found.to),
        route=as_stored(found),
    )


def as_stored(found: engine.Route) -> dict[str, Any]:
    """The route as it is kept with the step, so that it can be said in words later."""
    return {
        "place": found.place,
        "reason": found.reason,
        "function": found.function,
        "considered": [
            {**asdict(each), "begins_at": each.begins_at and each.begins_at.isoformat()}
            for each in found.considered
        ],
    }


@transaction.atomic
def pass_on(
    question: Question, *, to: Person, by: Viewer, why: str = "", now: datetime | None = None
) -> Question:
    """Somebody else answers; what is left of the time counts in their hours."""
    now = now or timezone.now()
    question = locked(question)
    refuse_unless_live(question)
    if question.person_id == to.pk:
        raise AlreadyWithThem(person=to)
    add_step(question, Step.Kind.PASSED, by=by, now=now, person=to, why=why)
    return work_out(question, now)


@transaction.atomic
def promise(
    question: Question, *, due: datetime, by: Viewer, now: datetime | None = None
) -> Question:
    """Tell the customer by when they have an answer."""
    now = now or timezone.now()
    question = locked(question)
    refuse_unless_live(question)
    if due <= now:
        raise PromisePassed(due=moment(due))
    if due > now + FARTHEST:
        raise PromiseTooFar(due=moment(due))
    add_step(question, Step.Kind.PROMISED, by=by, now=now, due=due)
    return work_out(question, now)
