"""Choosing key accounts by score: the picture and the list, the card, one account's ratings."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import get_allowed, may, require
from counterpart.coverage import services
from counterpart.coverage.forms import CardForm, RatingForm, ScoreFilterForm, criterion_forms
from counterpart.coverage.models import AccountRating, AccountResult, Scorecard, ScoreCriterion
from counterpart.coverage.queries.scoring import ScoreFilter, scores_for, unscored
from counterpart.coverage.score_chart import score_chart
from counterpart.customers.models import Account
from counterpart.kernel.errors import Refusal
from counterpart.web.notices import done
from counterpart.web.paging import keyset
from counterpart.web.refusals import refusal_text

ROWS_A_PAGE = 25
MOST_BUBBLES = 150


@login_required
@require_GET
def show_choice(request: Request) -> HttpResponse:
    viewer = request.viewer
    card = services.scorecard_in_use()
    form = ScoreFilterForm(request.GET)
    asked = form.asked()
    rows = scores_for(viewer, asked)
    page = keyset(rows, order=("-attractiveness", "pk"), request=request, size=ROWS_A_PAGE)
    largest = rows.order_by("-account__result__revenue_minor", "pk")[:MOST_BUBBLES]
    context = {
        "card": card,
        "form": form,
        "asked": asked,
        "page": page,
        "chart": score_chart(card, list(largest)) if card and page.rows else None,
        "unscored": unscored(viewer) if card else 0,
        "disputes": scores_for(viewer, ScoreFilter(disputed=True)).count() if card else 0,
        "shown": min(MOST_BUBBLES, rows.count()) if page.rows else 0,
        "may_change": may(viewer, Action.CHANGE_COVERAGE),
    }
    return render(request, "coverage/choice.html", context)


@login_required
@require_POST
def take_ready_made_card(request: Request) -> HttpResponse:
    require(Action.CHANGE_COVERAGE, request.viewer)
    services.take_ready_made_card(by=request.viewer)
    services.work_out_scores(request.viewer.today)
    return redirect("coverage:choice")


@login_required
@require_http_methods(["GET", "POST"])
def change_card(request: Request) -> HttpResponse:
    require(Action.CHANGE_COVERAGE, request.viewer)
    card = services.scorecard_in_use() or Scorecard()
    criteria = list(card.criteria.all()) if card.pk else []
    form = CardForm(request.POST or None, instance=card)
    rows = criterion_forms(request.POST or None, criteria)
    if request.method == "POST":
        sound = [form.is_valid(), *(row.is_valid() for row in rows)]
        if all(sound):
            facts = [each for row in rows if (each := row.facts()) is not None]
            try:
                services.save_card(form.instance, facts, by=request.viewer)
            except Refusal as refusal:
                form.add_error(None, refusal_text(refusal))
            else:
                services.work_out_scores(request.viewer.today)
                done(request, _("The scorecard is saved."))
                return redirect("coverage:choice")
    status = 422 if form.errors or any(row.errors for row in rows) else 200
    context = {"form": form, "rows": rows, "card": card}
    return render(request, "coverage/scorecard.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def rate_account(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    account = get_allowed(Account, pk, viewer=viewer, to=AccountResult.see)
    may_rate = may(viewer, Action.SCORE_ACCOUNT, account)
    judged = ScoreCriterion.objects.filter(origin=ScoreCriterion.Origin.JUDGED)
    rows = AccountRating.objects.filter(account=account).select_related("criterion")
    known = {row.criterion_id: row.rating for row in rows}
    form = RatingForm(request.POST or None, criteria=list(judged), known=known)
    if request.method == "POST":
        get_allowed(Account, pk, viewer=viewer, to=Action.SCORE_ACCOUNT)
        if form.is_valid():
            services.rate_account(account, form.ratings(), by=viewer)
            done(request, _("The ratings of %(account)s are saved.") % {"account": account})
            return redirect("coverage:rating", account.pk)
    context: dict[str, Any] = {
        "account": account,
        "tab": "rating",
        "form": form,
        "rows": rows,
        "total": getattr(account, "score_total", None),
        "may_rate": may_rate,
        "has_card": bool(form.criteria),
    }
    status = 422 if form.errors else 200
    return render(request, "coverage/rating.html", context, status=status)
