"""What one does with a question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.desk import services
from counterpart.desk.forms import PassOnForm, PromiseForm, SayForm
from counterpart.desk.models import Question
from counterpart.desk.views.thread import allowed_question, question_page
from counterpart.kernel.errors import Refusal
from counterpart.web.forms import RoomForm
from counterpart.web.notices import done
from counterpart.web.refusals import refusal_text


def _done(
    request: Request, question: Question, form: RoomForm, act: Callable[[], str]
) -> HttpResponse:
    """Do it and go back to the question, or show the form with what is wrong."""
    if form.is_valid():
        try:
            told = act()
        except Refusal as refusal:
            form.add_error(None, refusal_text(refusal))
        else:
            done(request, told)
            return redirect("desk:question", question.pk)
    return question_page(request, question, wrong=form)


@login_required
@require_POST
def say(request: Request, pk: int) -> HttpResponse:
    question = allowed_question(request, pk, to=Action.ANSWER_QUESTION)
    form = SayForm(request.POST, question=question)
    use_cases = {
        SayForm.ANSWER: (services.answer, _("The answer is kept.")),
        SayForm.CHECK: (services.say_it_is_checked, _("Kept. The clock runs on.")),
        SayForm.ASK_BACK: (
            services.ask_back,
            _("Kept. The clock rests until the customer answers."),
        ),
        SayForm.THEIRS: (services.customer_replied, _("Kept. The question is open.")),
        SayForm.NOTE: (services.note, _("The note is kept. The customer never sees it.")),
    }

    def act() -> str:
        use_case, told = use_cases[form.cleaned_data["kind"]]
        use_case(question, form.cleaned_data["body"], by=request.viewer)
        return told

    return _done(request, question, form, act)


@login_required
@require_POST
def pass_on(request: Request, pk: int) -> HttpResponse:
    question = allowed_question(request, pk, to=Action.ANSWER_QUESTION)
    form = PassOnForm(request.POST, viewer=request.viewer)

    def act() -> str:
        given = form.cleaned_data
        services.pass_on(question, to=given["person"], why=given["why"], by=request.viewer)
        return _("The question is with %(person)s.") % {"person": given["person"]}

    return _done(request, question, form, act)


@login_required
@require_POST
def promise(request: Request, pk: int) -> HttpResponse:
    question = allowed_question(request, pk, to=Action.ANSWER_QUESTION)
    form = PromiseForm(request.POST)

    def act() -> str:
        given = form.cleaned_data
        zone = zone_of(question)
        due = datetime.combine(given["on"], given["at"], zone)
        services.promise(question, due=due, by=request.viewer)
        return _("The promise is kept in mind.")

    return _done(request, question, form, act)


def zone_of(question: Question) -> ZoneInfo:
    """The customer's clock: that of the contact's site, ours where it has none."""
    site = question.contact.site
    return (
        ZoneInfo(site.time_zone)
        if site and site.time_zone
        else ZoneInfo(timezone.get_current_timezone_name())
    )


@login_required
@require_POST
def close(request: Request, pk: int) -> HttpResponse:
    question = allowed_question(request, pk, to=Action.ANSWER_QUESTION)
    services.close(question, by=request.viewer)
    done(request, _("The question is closed."))
    return redirect("desk:question", question.pk)
