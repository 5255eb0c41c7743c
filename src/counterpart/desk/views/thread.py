"""One question: the thread, its clock, its route, and what one may do."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import get_allowed, may
from counterpart.desk.forms import PassOnForm, PromiseForm, SayForm
from counterpart.desk.models import Question
from counterpart.desk.queries.thread import thread_of
from counterpart.web.forms import RoomForm

ROWS = Question.objects.select_related(
    "account", "contact__function", "contact__site", "person", "first_person", "function"
)


def allowed_question(request: Request, pk: int, to: Action = Question.see) -> Question:
    """The question, if the viewer may do this to it."""
    return get_allowed(ROWS, pk, viewer=request.viewer, to=to)


@login_required
@require_GET
def show_question(request: Request, pk: int) -> HttpResponse:
    return question_page(request, allowed_question(request, pk))


def question_page(
    request: Request, question: Question, wrong: RoomForm | None = None
) -> HttpResponse:
    """The page; with a form that was filled in wrongly in the place of its empty one."""
    viewer = request.viewer
    answers = may(viewer, Action.ANSWER_QUESTION, question)
    forms: dict[str, Any] = {}
    if answers:
        forms["say"] = SayForm(question=question)
        if question.is_live:
            forms["pass_on"] = PassOnForm(viewer=viewer)
            forms["promise"] = PromiseForm()
    for name, form in forms.items():
        if type(form) is type(wrong):
            forms[name] = wrong
    context = {
        "question": question,
        "account": question.account,
        "sees_account": may(viewer, Action.SEE_ACCOUNT, question.account),
        "thread": thread_of(question),
        "forms": forms,
        "now": timezone.now(),
    }
    return render(request, "desk/question.html", context, status=422 if wrong else 200)
