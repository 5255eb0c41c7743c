"""Buttons of an import: each asks for one step and goes back to its page."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import get_allowed
from counterpart.exchange import services
from counterpart.exchange.models import Import
from counterpart.jobs import services as jobs
from counterpart.kernel.errors import Refusal
from counterpart.web.notices import done, warn
from counterpart.web.refusals import refusal_text


@login_required
@require_POST
def check_import(request: Request, pk: int) -> HttpResponse:
    """Check anew; without the wrong rows, if that is what was pressed."""
    upload = _allowed(request, pk)
    if "leave_wrong_out" in request.POST and upload.state == Import.State.CHECKED:
        services.leave_wrong_rows_out(upload)
    return _then_back(request, upload, lambda: services.ask_for_check(upload, by=request.viewer))


@login_required
@require_POST
def apply_import(request: Request, pk: int) -> HttpResponse:
    upload = _allowed(request, pk)
    return _then_back(request, upload, lambda: services.ask_to_apply(upload, by=request.viewer))


@login_required
@require_POST
def undo_import(request: Request, pk: int) -> HttpResponse:
    upload = _allowed(request, pk)
    return _then_back(request, upload, lambda: services.undo_import(upload, by=request.viewer))


@login_required
@require_POST
def cancel_import(request: Request, pk: int) -> HttpResponse:
    upload = _allowed(request, pk)
    job = upload.job
    if job is None:
        raise Http404
    return _then_back(request, upload, lambda: jobs.cancel(job, by=request.viewer))


@login_required
@require_POST
def discard_import(request: Request, pk: int) -> HttpResponse:
    upload = _allowed(request, pk)
    if _goes(request, lambda: services.discard_import(upload)):
        done(request, _("The file %(file)s is forgotten.") % {"file": upload.file_name})
        return redirect("exchange:home")
    return redirect("exchange:import", pk=pk)


def _allowed(request: Request, pk: int) -> Import:
    rows = Import.objects.select_related("job")
    return get_allowed(rows, pk, viewer=request.viewer, to=Action.IMPORT)


def _then_back(request: Request, upload: Import, step: Callable[[], object]) -> HttpResponse:
    _goes(request, step)
    return redirect("exchange:import", pk=upload.pk)


def _goes(request: Request, step: Callable[[], object]) -> bool:
    """Take the step; a refusal is said on the next page."""
    try:
        step()
    except Refusal as refusal:
        warn(request, refusal_text(refusal))
        return False
    return True
