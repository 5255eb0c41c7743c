"""Clocks are minded: who has a question is warned, then their deputy gets it, then the lead."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from counterpart.access.viewer import Viewer
from counterpart.desk import engine
from counterpart.desk.models import Question, Step
from counterpart.desk.services.steps import add_step, ahead, clock_at, locked, work_out
from counterpart.desk.translate import route_facts
from counterpart.directory.models import Person

AT_ONCE = 500
PLACES = {
    engine.Level.DEPUTY: (engine.Place.DEPUTY, engine.Place.BACKUP),
    engine.Level.LEAD: (engine.Place.LEAD,),
}


def mind_clocks(now: datetime) -> int:
    """Do what has come due for every open question; how many were touched.

    Several may do so at once: each question is looked at anew once it is locked.
    """
    by = Viewer.system("Counterpart")
    rows = Question.objects.filter(next_at__lte=now).order_by("next_at", "pk")
    keys = list(rows.values_list("pk", flat=True)[:AT_ONCE])
    for key in keys:
        _mind(key, now=now, by=by)
    return len(keys)


@transaction.atomic
def _mind(key: int, *, now: datetime, by: Viewer) -> None:
    question = locked(Question(pk=key))
    steps = list(question.steps.all())
    due = [level for level, at in ahead(clock_at(steps, now), steps) if at <= now]
    for level in due:
        to = _whom(question, level, now)
        if to is None or level is engine.Level.WARNED:
            add_step(question, Step.Kind.WARNED, by=by, now=now, why=level.value)
        else:
            route = {"late": level.value}
            add_step(question, Step.Kind.GIVEN, by=by, now=now, person=to, route=route)
    work_out(question, now)


def _whom(question: Question, level: engine.Level, now: datetime) -> Person | None:
    """Who gets a late question next: the first of those places who is at work soonest."""
    facts = route_facts(question.contact, "", now)
    places = PLACES.get(level, ())
    for place, each in facts.places:
        if place in places and int(each.key) != question.person_id and not each.hours.is_away(now):
            return Person.objects.get(pk=each.key)
    return None
