"""Questions of everybody's, and those of one account."""

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
from counterpart.customers.models import Account
from counterpart.desk.forms import QuestionFilterForm
from counterpart.desk.models import Question
from counterpart.desk.queries.quality import quality_for
from counterpart.desk.queries.questions import OPEN, order_of, questions_for
from counterpart.web.paging import keyset

ROWS_A_PAGE = 25


@login_required
@require_GET
def list_questions(request: Request) -> HttpResponse:
    """Everything that the viewer may see, the most pressing first."""
    return render(request, "desk/questions.html", _listed(request, None))


@login_required
@require_GET
def list_of_account(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    account = get_allowed(Account, pk, viewer=viewer, to=Question.see)
    context = {
        "account": account,
        "tab": "questions",
        "may_ask": may(viewer, Action.ASK_QUESTION, account),
    }
    return render(request, "desk/account_questions.html", context | _listed(request, account.pk))


def _listed(request: Request, account: int | None) -> dict[str, Any]:
    viewer, now = request.viewer, timezone.now()
    form = QuestionFilterForm(request.GET, viewer=viewer)
    asked = form.asked(account)
    rows = questions_for(viewer, asked, now)
    return {
        "form": form,
        "page": keyset(rows, order=order_of(asked), request=request, size=ROWS_A_PAGE),
        "narrows": bool(asked.text or asked.whose or asked.state != OPEN),
        "quality": quality_for(viewer, now, account=account),
        "now": now,
    }
