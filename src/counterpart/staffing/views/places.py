"""One place of a proposal: who else could stand there, and what it would cost."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import get_allowed
from counterpart.directory.models import Person
from counterpart.kernel.errors import Refusal
from counterpart.staffing import services
from counterpart.staffing.forms import WhyForm, why_given
from counterpart.staffing.models import ProposedLead, ProposedPairing
from counterpart.staffing.reasons import reasons_for
from counterpart.staffing.words import breach_name
from counterpart.web.notices import done, warn
from counterpart.web.refusals import refusal_text


@login_required
@require_http_methods(["GET", "POST"])
def change_pairing(request: Request, pk: int) -> HttpResponse:
    return _change(request, ProposedPairing, pk)


@login_required
@require_http_methods(["GET", "POST"])
def change_backup(request: Request, pk: int) -> HttpResponse:
    return _change(request, ProposedPairing, pk, as_backup=True)


@login_required
@require_http_methods(["GET", "POST"])
def change_lead(request: Request, pk: int) -> HttpResponse:
    return _change(request, ProposedLead, pk)


def allowed_place(request: Request, model: Any, pk: int) -> Any:
    """The place, if the viewer may plan staffing."""
    about = ["contact__site"] if model is ProposedPairing else []
    rows = model.objects.select_related("plan", "account", "person", *about)
    rows = rows.defer("plan__problem", "plan__trajectory")
    return get_allowed(rows, pk, viewer=request.viewer, to=Action.PLAN_STAFFING)


def _change(request: Request, model: Any, pk: int, *, as_backup: bool = False) -> HttpResponse:
    place = allowed_place(request, model, pk)
    if request.method == "POST":
        return _apply(request, place, as_backup)
    try:
        offered = services.preview_changes(place, as_backup=as_backup)
    except Refusal as refusal:
        warn(request, refusal_text(refusal))
        return redirect("staffing:plan", place.plan_id)
    people = Person.objects.select_related("function", "office").in_bulk(
        [preview.person_id for preview in offered if preview.person_id]
    )
    why = reasons_for(place, people, request.viewer)
    context = {
        "place": place,
        "about": getattr(place, "contact", None) or place.account,
        "offered": [
            (people.get(preview.person_id or 0), preview, why.get(preview.person_id or 0))
            for preview in offered
        ],
        "as_backup": as_backup,
        "stands": place.backup_id if as_backup else place.person_id,
        "lock_url": _lock_url(place),
        "form": WhyForm(),
    }
    return render(request, "staffing/place.html", context)


def _apply(request: Request, place: Any, as_backup: bool) -> HttpResponse:
    chosen = request.POST.get("person", "")
    person_id = int(chosen) if chosen.isdecimal() else None
    try:
        tried = services.change_by_hand(
            place,
            person_id=person_id,
            by=request.viewer,
            why=why_given(request),
            as_backup=as_backup,
        )
    except Refusal as refusal:
        warn(request, refusal_text(refusal))
    else:
        done(request, _("Changed. The value of the proposal follows."))
        for breach in tried.breaches:
            warn(request, breach_name(breach))
    return redirect(reverse("staffing:plan", args=[place.plan_id]))


def _lock_url(place: Any) -> str:
    name = "staffing:lead_lock" if isinstance(place, ProposedLead) else "staffing:pairing_lock"
    return reverse(name, args=[place.pk])
