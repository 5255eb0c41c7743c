"""Questions as lists show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from counterpart.access.viewer import Viewer
from counterpart.desk.models import Question

ORDERS = {"due": ("due_at", "pk"), "new": ("-asked_at", "-pk")}
OPEN, WAITING, LATE, DONE, ALL = "open", "waiting", "late", "done", "all"
MINE, OTHERS = "mine", "everybodys"


@dataclass(frozen=True)
class QuestionFilter:
    """What the filters above the list say."""

    text: str = ""
    state: str = OPEN
    whose: str = ""
    account: int | None = None


def questions_for(viewer: Viewer, asked: QuestionFilter, now: datetime) -> QuerySet[Question]:
    """Questions that the viewer may see and that fit."""
    rows = Question.objects.visible_to(viewer).select_related("account", "contact", "person")
    if asked.account is not None:
        rows = rows.filter(account=asked.account)
    if asked.whose == MINE and viewer.person is not None:
        rows = rows.filter(person=viewer.person)
    if asked.text:
        words = Q(subject__icontains=asked.text) | Q(account__name__icontains=asked.text)
        rows = rows.filter(words | Q(contact__last_name__icontains=asked.text))
    states = Question.State
    wanted = {
        OPEN: Q(state=states.OPEN),
        WAITING: Q(state=states.WAITING),
        LATE: Q(state=states.OPEN, due_at__lte=now),
        DONE: Q(state__in=[states.ANSWERED, states.CLOSED]),
    }
    return rows.filter(wanted[asked.state]) if asked.state in wanted else rows


def order_of(asked: QuestionFilter) -> tuple[str, ...]:
    """The most pressing first where answers are due, else the newest."""
    return ORDERS["due" if asked.state in {OPEN, LATE} else "new"]
