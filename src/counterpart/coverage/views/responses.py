"""How accounts answer effort: all of them, one account, and what is judged of whole segments."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import get_allowed, may, require
from counterpart.coverage import services
from counterpart.coverage.forms import (
    JudgementForm,
    PotentialForm,
    ResponseFilterForm,
    SegmentJudgementForm,
)
from counterpart.coverage.models import Activity, ResponseJudgement, ServiceEntry
from counterpart.coverage.queries import responses as queries
from counterpart.coverage.reckoning.judgement import closed_form
from counterpart.coverage.response_chart import ResponseChart, response_chart
from counterpart.coverage.translate.responses import USUAL, Responses
from counterpart.customers.models import Account
from counterpart.jobs.queries import latest_job
from counterpart.kernel.errors import Refusal
from counterpart.kernel.faults import ProblemError
from counterpart.web.notices import done
from counterpart.web.paging import keyset
from counterpart.web.refusals import refusal_text

ROWS_A_PAGE = 25


@login_required
@require_GET
def list_responses(request: Request) -> HttpResponse:
    viewer = request.viewer
    form = ResponseFilterForm(request.GET, viewer=viewer)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = queries.responses_for(
        viewer,
        text=asked.get("text", "").strip(),
        tier=asked.get("tier", ""),
        region=asked.get("region", ""),
        source=asked.get("source", ""),
    )
    page = keyset(rows, order=("-revenue_minor", "pk"), request=request, size=ROWS_A_PAGE)
    known = Responses([row.account_id for row in page.rows])
    listed = [
        (row, known.of(row.account, row.revenue_minor, row.currency),
         known.potentials.of_account.get(row.account_id))
        for row in page.rows
    ]  # fmt: skip
    job = latest_job(services.FIT)
    context = {
        "form": form,
        "job": job if job and job.is_live else None,
        "has_log": ServiceEntry.objects.filter(activity=Activity.HOURS).exists(),
        "page": page,
        "listed": listed,
        "narrows": any(asked.values()),
        "may_judge_segments": may(viewer, Action.JUDGE_RESPONSE),
    }
    return render(request, "coverage/responses.html", context)


@login_required
@require_POST
def fit_responses(request: Request) -> HttpResponse:
    require(Action.JUDGE_RESPONSE, request.viewer)
    services.fit_in_background(by=request.viewer)
    return redirect("coverage:responses")


@login_required
@require_http_methods(["GET", "POST"])
def show_response(request: Request, pk: int) -> HttpResponse:
    """One account: the curve that counts, everybody's judgements, and one's own."""
    viewer = request.viewer
    account = get_allowed(Account, pk, viewer=viewer, to=ResponseJudgement.see)
    may_judge = may(viewer, Action.JUDGE_RESPONSE, account)
    own = ResponseJudgement.objects.filter(account=account, judge=viewer.name).first()
    initial = {name: getattr(own, name) for name in (*queries.QUESTIONS, "note")} if own else {}
    form = JudgementForm(request.POST or None, initial=initial)
    if request.method == "POST":
        get_allowed(Account, pk, viewer=viewer, to=Action.JUDGE_RESPONSE)
        if form.is_valid():
            try:
                services.judge_response(
                    account=account, by=viewer, note=form.cleaned_data["note"], **form.answers
                )
            except Refusal as refusal:
                form.add_error(None, refusal_text(refusal))
            else:
                done(request, _("Your judgement of %(account)s is saved.") % {"account": account})
                return redirect("coverage:response", account.pk)
    page = queries.response_page(account, today=viewer.today)
    context = {
        "account": account,
        "tab": "response",
        "page": page,
        "form": form,
        "own": own,
        "chart": response_chart(page.known.curve, page.known.others),
        "may_judge": may_judge,
        "sees_money": may(viewer, Action.SEE_CONTRIBUTION, account),
        "prior": USUAL,
        "currency": account.currency,
    }
    status = 422 if form.errors else 200
    return render(request, "coverage/response.html", context, status=status)


@login_required
@require_GET
def preview_response(request: Request) -> HttpResponse:
    """The curve of answers that are being typed."""
    form = JudgementForm(request.GET)
    chart: ResponseChart | None = None
    if form.is_valid():
        try:
            judgement = services.judgement_of("", "", form.answers)
            chart = response_chart(closed_form(judgement), ())
        except ProblemError:
            chart = None
    return render(request, "coverage/response_curve.html", {"chart": chart, "is_preview": True})


@login_required
@require_POST
def withdraw_judgement(request: Request, pk: int) -> HttpResponse:
    row = get_object_or_404(ResponseJudgement, pk=pk)
    if row.account_id:
        get_allowed(Account, row.account_id, viewer=request.viewer, to=Action.JUDGE_RESPONSE)
    else:
        require(Action.JUDGE_RESPONSE, request.viewer)
    services.withdraw_judgement(row, by=request.viewer)
    done(request, _("The judgement is withdrawn."))
    return (
        redirect("coverage:response", row.account_id)
        if row.account_id
        else redirect("coverage:segment_responses")
    )


@login_required
@require_http_methods(["GET", "POST"])
def set_potential(request: Request, pk: int) -> HttpResponse:
    account = get_allowed(Account, pk, viewer=request.viewer, to=Action.JUDGE_RESPONSE)
    potential = queries.potential_of(account)
    initial = {
        "potential_minor": potential.potential_minor if potential else None,
        "source": potential.source if potential else "",
    }
    currency = potential.currency if potential else account.currency
    form = PotentialForm(request.POST or None, initial=initial, currency=currency)
    if request.method == "POST" and form.is_valid():
        services.set_potential(account, by=request.viewer, **form.cleaned_data)
        done(request, _("The potential of %(account)s is saved.") % {"account": account})
        return redirect("coverage:response", account.pk)
    context = {"form": form, "account": account, "tab": "response"}
    status = 422 if form.errors else 200
    return render(request, "coverage/potential.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def judge_segments(request: Request) -> HttpResponse:
    """What holds for all accounts of a segment that nobody has judged alone."""
    require(Action.JUDGE_RESPONSE, request.viewer)
    form = SegmentJudgementForm(request.POST or None, viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.judge_response(
                tier=given["tier"],
                region=given["region"],
                by=request.viewer,
                note=given["note"],
                **form.answers,
            )
        except Refusal as refusal:
            form.add_error(None, refusal_text(refusal))
        else:
            done(request, _("Your judgement is saved."))
            return redirect("coverage:segment_responses")
    context = {"form": form, "judgements": queries.segment_judgements()}
    status = 422 if form.errors else 200
    return render(request, "coverage/segment_responses.html", context, status=status)
