"""Locks: set from a proposal, listed and removed on a page of their own."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import get_allowed, require
from counterpart.directory.models import Person
from counterpart.kernel.errors import Refusal
from counterpart.staffing import services
from counterpart.staffing.forms import why_given
from counterpart.staffing.models import Lock, ProposedLead, ProposedPairing
from counterpart.staffing.views.places import allowed_place
from counterpart.web.notices import done, warn
from counterpart.web.paging import keyset
from counterpart.web.refusals import refusal_text


@login_required
@require_GET
def list_locks(request: Request) -> HttpResponse:
    require(Action.PLAN_STAFFING, request.viewer)
    rows = Lock.objects.visible_to(request.viewer).select_related("account", "contact", "person")
    text = request.GET.get("q", "").strip()
    if text:
        rows = rows.filter(account__name__icontains=text)
    page = keyset(rows, order=("account__name", "pk"), request=request)
    return render(request, "staffing/locks.html", {"page": page, "text": text})


@login_required
@require_POST
def lock_pairing(request: Request, pk: int) -> HttpResponse:
    place = allowed_place(request, ProposedPairing, pk)
    return _lock(request, place, contact=place.contact)


@login_required
@require_POST
def lock_lead(request: Request, pk: int) -> HttpResponse:
    place = allowed_place(request, ProposedLead, pk)
    return _lock(request, place, contact=None)


@login_required
@require_POST
def remove_lock(request: Request, pk: int) -> HttpResponse:
    row = get_allowed(Lock, pk, viewer=request.viewer, to=Action.PLAN_STAFFING)
    services.unlock(row, by=request.viewer)
    done(request, _("The lock is removed."))
    return redirect("staffing:locks")


def _lock(request: Request, place: Any, *, contact: Any) -> HttpResponse:
    kind = next((kind for kind in Lock.Kind.values if kind in request.POST), "")
    person_id = request.POST.get(kind, "")
    if not person_id.isdecimal():
        raise Http404
    person = get_allowed(Person, int(person_id), viewer=request.viewer)
    try:
        services.lock(
            kind,
            person,
            account=place.account,
            contact=contact,
            why=why_given(request),
            by=request.viewer,
        )
    except Refusal as refusal:
        warn(request, refusal_text(refusal))
    else:
        done(request, _("Locked. Solve again, and the proposal keeps to it."))
    return redirect("staffing:plan", place.plan_id)
