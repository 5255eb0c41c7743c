"""Clocks are minded: who has a question is warned, then their deputy gets it, then the lead."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from counterpart.access.viewer import Viewer
from counterpart.desk import engine
from counterpart.desk.models import Question, Step
from counterpart.desk.services.steps import add_step, ahead, clock_at, locked, work_out
from counterpart.desk.translate import backups_of, leads_of
from counterpart.directory.availability import unavailable_people
from counterpart.directory.models import Person
from counterpart.directory.queries.standing_in import deputies_of

AT_ONCE = 500


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
        kind = Step.Kind.GIVEN if to else Step.Kind.WARNED
        add_step(question, kind, by=by, now=now, person=to, route={"late": level.value})
        question.person = to or question.person
    work_out(question, now)


def _whom(question: Question, level: engine.Level, now: datetime) -> Person | None:
    """Who gets a late question: the backup or else a deputy of who has it, then the lead.

    Nobody where it is only a warning, or where none of them is there.
    """
    today = now.date()
    if level is engine.Level.DEPUTY:
        able = [*backups_of(question.contact, today), *deputies_of(question.person, today)]
    else:
        able = leads_of(question.account, today) if level is engine.Level.LEAD else []
    away = unavailable_people([each.pk for each in able], today)
    others = (each for each in able if each.pk not in away and each != question.person)
    return next(others, None)
