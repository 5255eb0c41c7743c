"""The list of jobs, and one job while it runs."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import get_allowed
from counterpart.jobs import services
from counterpart.jobs.models import Job
from counterpart.jobs.outcomes import outcome
from counterpart.jobs.queries import jobs_to_show
from counterpart.kernel.errors import Refusal
from counterpart.web.notices import done, warn
from counterpart.web.paging import keyset
from counterpart.web.refusals import refusal_text


@login_required
def show_all(request: Request) -> HttpResponse:
    which = request.GET.get("state", "")
    page = keyset(jobs_to_show(request.viewer, which), order=("-pk",), request=request)
    base = reverse("jobs:all")
    choices = [("", _("All")), ("live", _("Under way")), ("failed", _("Failed"))]
    context = {
        "page": page,
        "tabs": [
            (label, f"{base}?state={state}" if state else base, state == which)
            for state, label in choices
        ],
        "any_live": any(job.is_live for job in page.rows),
    }
    return render(request, "jobs/all.html", context)


@login_required
def show(request: Request, pk: int) -> HttpResponse:
    """The job's page; for the live part of any page, that part alone.

    When a live part sees its job end, it says `job-ended` to the page around it.
    """
    job = get_allowed(Job, pk, viewer=request.viewer, to=Action.SEE_JOBS)
    if request.htmx.target != f"job-{job.pk}":
        page = {"job": job, "outcome": outcome(job, request.viewer)}
        return render(request, "jobs/job.html", page)
    response = render(request, "jobs/progress.html", {"job": job})
    if not job.is_live:
        response["HX-Trigger-After-Settle"] = "job-ended"
    return response


@login_required
@require_POST
def cancel(request: Request, pk: int) -> HttpResponseBase:
    job = get_allowed(Job, pk, viewer=request.viewer, to=Action.SEE_JOBS)
    try:
        job = services.cancel(job, by=request.viewer)
    except Refusal as refusal:
        return _answer(request, job, refusal)
    if job.is_live:
        done(request, _("“%(title)s” stops at the next opportunity.") % {"title": job.title})
    else:
        done(request, _("“%(title)s” is cancelled.") % {"title": job.title})
    return _answer(request, job)


@login_required
@require_POST
def retry(request: Request, pk: int) -> HttpResponseBase:
    job = get_allowed(Job, pk, viewer=request.viewer, to=Action.SEE_JOBS)
    try:
        job = services.retry(job, by=request.viewer)
    except Refusal as refusal:
        return _answer(request, job, refusal)
    done(request, _("“%(title)s” runs again.") % {"title": job.title})
    return _answer(request, job)


def _answer(request: Request, job: Job, refusal: Refusal | None = None) -> HttpResponseBase:
    """The live part for a button inside it, else back to where the button was."""
    if refusal is not None:
        warn(request, refusal_text(refusal))
    if request.htmx:
        return render(request, "jobs/progress.html", {"job": job})
    if request.POST.get("from") == "list":
        return redirect("jobs:all")
    return redirect("jobs:job", pk=job.pk)
