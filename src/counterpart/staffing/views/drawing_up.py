"""Drawing up a proposal: accounts and people are chosen by filters and by name, then solved."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import require
from counterpart.kernel.errors import Refusal
from counterpart.staffing import services
from counterpart.staffing.choosing import Counts, counts_of, found_accounts, found_people
from counterpart.staffing.forms import DrawUpForm
from counterpart.staffing.models import StaffingPlan
from counterpart.web.refusals import refusal_text


@login_required
@require_http_methods(["GET", "POST"])
def draw_up(request: Request) -> HttpResponse:
    viewer = request.viewer
    require(Action.PLAN_STAFFING, viewer)
    form = DrawUpForm(request.POST if request.method == "POST" else None, viewer=viewer)
    choice = form.choice()
    if form.is_choosing:
        form.errors.clear()  # nobody has said that they are done
    form.refuse_too_many()
    if form.is_bound and not form.is_choosing and form.is_valid():
        try:
            return redirect("staffing:plan", _drawn_up(form, request).pk)
        except Refusal as refusal:
            form.add_error(None, refusal_text(refusal))
    counts = counts_of(choice, viewer)
    context = {
        "form": form,
        "counts": counts,
        "missing": [] if form.errors and not form.is_choosing else _missing(counts, request),
        "accounts": found_accounts(form.find_account, choice, viewer),
        "people": found_people(form.find_person, choice, viewer),
    }
    status = 422 if form.errors and not form.is_choosing else 200
    return render(request, "staffing/draw_up.html", context, status=status)


def _missing(counts: Counts, request: Request) -> list[str]:
    found = services.missing_sides(
        accounts=counts.accounts, people=counts.people, by=request.viewer
    )
    return [refusal_text(refusal) for refusal in found]


def _drawn_up(form: DrawUpForm, request: Request) -> StaffingPlan:
    choice, viewer = form.choice(), request.viewer
    return services.draw_up(
        form.cleaned_data["name"],
        accounts=list(choice.chosen_accounts(viewer)),
        people=None if choice.is_everybody else list(choice.chosen_people(viewer)),
        options=form.options(),
        by=viewer,
    )
