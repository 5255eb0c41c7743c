"""Typing in what a contact asked."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import get_allowed
from counterpart.customers.models import Account
from counterpart.desk import services
from counterpart.desk.forms import AskForm
from counterpart.desk.models import Question
from counterpart.kernel.errors import Refusal
from counterpart.web.notices import done
from counterpart.web.refusals import refusal_text


@login_required
@require_http_methods(["GET", "POST"])
def ask_question(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    account = get_allowed(Account, pk, viewer=viewer, to=Action.ASK_QUESTION)
    initial = {"contact": request.GET.get("contact")}
    form = AskForm(request.POST or None, account=account, viewer=viewer, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            question = services.ask(account, by=viewer, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, refusal_text(refusal))
        else:
            done(request, _told(question))
            return redirect("desk:question", question.pk)
    context = {"account": account, "tab": "questions", "form": form}
    return render(request, "desk/ask.html", context, status=422 if form.errors else 200)


def _told(question: Question) -> str:
    if question.person is None:
        return _("The question is kept. Nobody is there to answer it: pass it on to somebody.")
    return _("The question is with %(person)s.") % {"person": question.person}
