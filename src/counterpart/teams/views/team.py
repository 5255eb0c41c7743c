"""The team of an account, the page of a person, and what is to be handed over."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import get_allowed, may
from counterpart.customers.models import Account, Contact
from counterpart.directory.models import Person
from counterpart.directory.queries import person_facts
from counterpart.directory.queries.standing_in import away_on
from counterpart.teams import services
from counterpart.teams.forms import DayForm
from counterpart.teams.models import HandOver, Pairing
from counterpart.teams.queries.hand_overs import hand_over_lines, hand_overs_of
from counterpart.teams.queries.person import person_page
from counterpart.teams.queries.quotas import quotas_of
from counterpart.teams.queries.roster import roster_of
from counterpart.teams.views.asked import asked_day, redirect_back
from counterpart.web.notices import done

HAND_OVERS_SHOWN = 200


@login_required
def show_roster(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    account = get_allowed(Account, pk, viewer=viewer)
    on = asked_day(request)
    open_ones = hand_overs_of(account).filter(done_on=None)
    context = {
        "account": account,
        "tab": "team",
        "roster": roster_of(account, on=on, viewer=viewer),
        "on": on,
        "is_today": on == viewer.today,
        "day_form": DayForm(initial={"on": on}),
        "may_change": may(viewer, Action.CHANGE_TEAM, account),
        "open_hand_overs": open_ones.count(),
    }
    return render(request, "teams/roster.html", context)


@login_required
def show_hand_overs(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    account = get_allowed(Account, pk, viewer=viewer)
    context = {
        "account": account,
        "tab": "team",
        "lines": hand_over_lines(hand_overs_of(account)[:HAND_OVERS_SHOWN], viewer),
        "today": viewer.today,
    }
    return render(request, "teams/hand_overs.html", context)


@login_required
@require_POST
def tick_hand_over(request: Request, pk: int) -> HttpResponse:
    """Done today; ticked again, not done after all."""
    viewer = request.viewer
    hand_over = get_allowed(HandOver, pk, viewer=viewer, to=Action.TICK_HAND_OVER)
    is_done = hand_over.done_on is not None
    services.complete_hand_over(hand_over, on=None if is_done else viewer.today, by=viewer)
    done(request, _("Open again.") if is_done else _("Handed over."))
    account = Account.objects.filter(pk=hand_over.account_id).visible_to(viewer)
    if account.exists():
        return redirect_back(request, "teams:hand_overs", pk=hand_over.account_id)
    return redirect_back(request, "teams:person", pk=viewer.person.pk)


@login_required
def show_person(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    rows = Person.objects.select_related("function", "office__calendar")
    person = get_allowed(rows, pk, viewer=viewer)
    context = {
        "person": person,
        "page": person_page(person, viewer),
        "may_change": may(viewer, Action.CHANGE_PERSON, person),
        "may_plan": may(viewer, Action.PLAN_STAFFING),
        "quotas": quotas_of(person, viewer),
        "may_change_quotas": may(viewer, Action.CHANGE_QUOTA, person),
    }
    return render(request, "teams/person.html", context)


@login_required
def show_person_side(request: Request, pk: int) -> HttpResponse:
    """The fragment beside a person's accounts: facts of the directory."""
    viewer = request.viewer
    rows = Person.objects.select_related("function", "office__calendar", "manager")
    person = get_allowed(rows, pk, viewer=viewer)
    context = {
        "person": person,
        "facts": person_facts(person, viewer),
    }
    return render(request, "teams/person_side.html", context)


@login_required
def show_contact_counterparts(request: Request, pk: int) -> HttpResponse:
    """The fragment on a contact's page: who faces them, since when, who did before."""
    viewer = request.viewer
    contact = get_allowed(Contact.objects.select_related("account"), pk, viewer=viewer)
    rows = Pairing.objects.filter(contact=contact).select_related("person").order_by("-since", "pk")
    pairings = [row for row in rows if row.since != row.until]
    today = viewer.today
    now = [row for row in pairings if row.holds_on(today)]
    away = away_on([row.person for row in now], today, viewer) if now else {}
    context = {
        "contact": contact,
        "now": [(row, away.get(row.person_id)) for row in now],
        "coming": [row for row in pairings if row.since > today],
        "before": [row for row in pairings if row.until is not None and row.until <= today][:10],
        "may_change": may(viewer, Action.CHANGE_TEAM, contact) and not contact.left_on,
    }
    return render(request, "teams/contact_counterparts.html", context)
