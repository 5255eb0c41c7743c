"""Changing a team by hand: counterparts, lead, consultants; and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import get_allowed
from counterpart.customers.models import Account, Contact
from counterpart.history.models import Change
from counterpart.kernel.errors import Refusal
from counterpart.teams import services
from counterpart.teams.candidates import candidates_for
from counterpart.teams.forms import EndForm, LeadForm, MemberForm, PairingForm
from counterpart.teams.models import Member, Pairing
from counterpart.teams.services import Changed
from counterpart.teams.views.asked import asked_day, redirect_back
from counterpart.web.notices import done, warn
from counterpart.web.refusals import refusal_text
from counterpart.web.templatetags.counterpart import hours

TO = Action.CHANGE_TEAM


@login_required
def edit_pairing(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    rows = Contact.objects.select_related("account", "function", "site")
    contact = get_allowed(rows, pk, viewer=viewer, to=TO)
    since = max(asked_day(request), viewer.today)
    candidates = candidates_for(contact, since=since, viewer=viewer)
    rank = Pairing.Rank.BACKUP if request.GET.get("rank") == "backup" else Pairing.Rank.PRIMARY
    initial = {"rank": rank, "since": since}
    form = PairingForm(request.POST or None, initial=initial, viewer=viewer, candidates=candidates)

    def change(given: dict[str, Any]) -> Changed:
        return services.set_counterpart(
            contact,
            given["person"],
            rank=given["rank"],
            since=given["since"],
            hours_per_month=given["hours_per_month"],
            reasons=given["reasons"],
            why=given["why"],
            by=viewer,
        )

    if _changed(request, form, change):
        return redirect("teams:mirror", pk=contact.account_id)
    context = {
        "contact": contact,
        "account": contact.account,
        "form": form,
        "candidates": candidates,
        "tab": "mirror",
    }
    return render(request, "teams/pairing_edit.html", context)


@login_required
def end_pairing(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    rows = Pairing.objects.select_related("contact__account", "person", "account")
    pairing = get_allowed(rows, pk, viewer=viewer, to=TO)
    form = EndForm(request.POST or None, initial={"since": viewer.today})

    def change(given: dict[str, Any]) -> Changed:
        return services.end_counterpart(pairing.contact, rank=pairing.rank, by=viewer, **given)

    if _changed(request, form, change):
        return redirect("teams:mirror", pk=pairing.account_id)
    context = {"account": pairing.account, "pairing": pairing, "form": form, "tab": "mirror"}
    return render(request, "teams/pairing_end.html", context)


@login_required
def edit_lead(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    account = get_allowed(Account, pk, viewer=viewer, to=TO)
    held = Member.objects.on(viewer.today).filter(team__account=account, role=Member.Role.LEAD)
    now = held.select_related("person").first()
    initial: dict[str, Any] = {"since": viewer.today}
    if now is not None:
        initial |= {"person": now.person, "hours_per_month": now.hours_per_month}
    current = now.person if now else None
    form = LeadForm(request.POST or None, initial=initial, viewer=viewer, current=current)

    def change(given: dict[str, Any]) -> Changed:
        return services.set_lead(account, by=viewer, **given)

    if _changed(request, form, change):
        return redirect("teams:roster", pk=account.pk)
    context = {"account": account, "form": form, "tab": "team"}
    return render(request, "teams/lead_edit.html", context)


@login_required
def create_member(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    account = get_allowed(Account, pk, viewer=viewer, to=TO)
    form = MemberForm(request.POST or None, initial={"since": viewer.today}, viewer=viewer)

    def change(given: dict[str, Any]) -> Changed:
        return services.add_member(account, by=viewer, **given)

    if _changed(request, form, change):
        return redirect("teams:roster", pk=account.pk)
    context = {"account": account, "form": form, "tab": "team"}
    return render(request, "teams/member_create.html", context)


@login_required
def end_member(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    rows = Member.objects.select_related("team__account", "person")
    member = get_allowed(rows, pk, viewer=viewer, to=TO)
    form = EndForm(request.POST or None, initial={"since": viewer.today})

    def change(given: dict[str, Any]) -> Changed:
        return services.end_member(member, by=viewer, **given)

    if _changed(request, form, change):
        return redirect("teams:roster", pk=member.team.account_id)
    faced = Pairing.objects.on(viewer.today).filter(
        account=member.team.account, person=member.person, rank=Pairing.Rank.PRIMARY
    )
    context = {
        "account": member.team.account,
        "member": member,
        "form": form,
        "faced": faced.count() if member.role == Member.Role.COUNTERPART else 0,
        "tab": "team",
    }
    return render(request, "teams/member_end.html", context)


@login_required
@require_POST
def undo(request: Request, batch: str) -> HttpResponse:
    """Take a change by hand back; for those who may change each account it touched."""
    viewer = request.viewer
    lines = set(Change.objects.filter(batch=batch).values_list("thing", "scope"))
    if not lines or any(not thing.startswith("teams.") for thing, _scope in lines):
        raise Http404
    accounts = [
        get_allowed(Account, int(scope.rpartition(":")[2]), viewer=viewer, to=TO)
        for scope in sorted({scope for _thing, scope in lines})
    ]
    try:
        services.undo_staffing(batch, by=viewer)
    except Refusal as refusal:
        warn(request, refusal_text(refusal))
    else:
        done(request, _("Taken back."))
    return redirect_back(request, "teams:mirror", pk=accounts[0].pk)


def _changed(request: Request, form: Any, change: Callable[[dict[str, Any]], Changed]) -> bool:
    """Whether the change was made; says so, with an Undo, and warns of overload."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        changed = change(form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, refusal_text(refusal))
        return False
    if not changed.laid.changed:
        done(request, _("Nothing to change: it is so already."))
        return True
    done(request, _("The team is changed."), undo_url=reverse("teams:undo", args=[changed.batch]))
    for overload in changed.overloads:
        warn(
            request,
            _("%(person)s now gives %(hours)s of %(limit)s a month.")
            % {
                "person": overload.person,
                "hours": hours(overload.hours),
                "limit": hours(overload.limit),
            },
        )
    return True
