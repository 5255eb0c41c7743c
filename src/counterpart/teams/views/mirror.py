"""An account's first screen: the mirror, with what is known about it."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import get_allowed, may
from counterpart.customers.models import Account, Need
from counterpart.customers.queries.needs import needs_of
from counterpart.history.queries import latest_changes
from counterpart.teams.forms import DayForm
from counterpart.teams.mirror import Mirror
from counterpart.teams.mirror_reading import mirror_of
from counterpart.teams.mirror_svg import Links, mirror_svg
from counterpart.teams.views.asked import asked_day

DRAWN_AT_ONCE = 14  # contacts; a larger picture follows the page, so that the page stays small
NEEDS_SHOWN = 5
CHANGES_SHOWN = 5


@login_required
def show_mirror(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    account = get_allowed(Account, pk, viewer=viewer)
    on = asked_day(request)
    mirror = _mirror(request, account)
    may_change = may(viewer, Action.CHANGE_TEAM, account)
    is_small = len(mirror.contacts) <= DRAWN_AT_ONCE
    context = {
        "account": account,
        "tab": "mirror",
        "mirror": mirror,
        "lead": mirror.lead.name if mirror.lead else None,
        "day_form": DayForm(initial={"on": on}),
        "is_today": on == viewer.today,
        "picture": _drawn(mirror, may_change and on >= viewer.today) if is_small else "",
        "may_mend": may_change and on >= viewer.today,
        "may_change": may_change,
        "may_create_contact": not mirror.contacts and may(viewer, Action.CHANGE_ACCOUNT, account),
    }
    return render(request, "teams/mirror.html", context)


@login_required
def show_mirror_more(request: Request, pk: int) -> HttpResponse:
    """The fragment under the mirror: needs to review, and what changed last."""
    viewer = request.viewer
    account = get_allowed(Account, pk, viewer=viewer)
    needs = needs_of(account, today=viewer.today, state=Need.State.OPEN)
    context = {
        "account": account,
        "needs": needs.order_by(F("review_on").asc(nulls_last=True), "pk")[:NEEDS_SHOWN],
        "changes": latest_changes(account.history_scope, viewer, limit=CHANGES_SHOWN),
    }
    return render(request, "teams/mirror_more.html", context)


@login_required
def show_mirror_svg(request: Request, pk: int) -> HttpResponse:
    """The picture as a file, or with `?part=page` as a part of the page."""
    viewer = request.viewer
    account = get_allowed(Account, pk, viewer=viewer)
    mirror = _mirror(request, account)
    if request.GET.get("part") == "page":
        may_mend = may(viewer, Action.CHANGE_TEAM, account) and mirror.on >= viewer.today
        return HttpResponse(_drawn(mirror, may_mend), content_type="text/html; charset=utf-8")
    response = HttpResponse(mirror_svg(mirror), content_type="image/svg+xml; charset=utf-8")
    name = quote(f"{account.name} {mirror.on}.svg")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


def _mirror(request: Request, account: Account) -> Mirror:
    viewer, on = request.viewer, asked_day(request)
    now = timezone.now() if on == viewer.today else None
    return mirror_of(account, on=on, viewer=viewer, now=now)


def _drawn(mirror: Mirror, may_mend: bool) -> str:
    """The picture as part of the page; every text in it was escaped when it was drawn."""
    links = Links(
        contact=lambda pk: reverse("customers:contact", args=[pk]),
        person=lambda pk: reverse("teams:person", args=[pk]),
        gap=(lambda pk: reverse("teams:pairing_edit", args=[pk])) if may_mend else None,
    )
    return mark_safe(mirror_svg(mirror, links))  # noqa: S308
