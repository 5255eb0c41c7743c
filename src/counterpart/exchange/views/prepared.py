"""An export that a worker prepares: how far it is, and the file."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import get_allowed
from counterpart.exchange.exporting.given import given_file
from counterpart.exchange.exporting.wanted import WantedFile
from counterpart.exchange.models import Export
from counterpart.exchange.services.exporting import file_of, title_of
from counterpart.kernel.errors import Refusal
from counterpart.web.notices import warn
from counterpart.web.refusals import refusal_text


@login_required
def show_export(request: Request, pk: int) -> HttpResponse:
    export = _allowed(request, pk)
    page = {"export": export, "what": title_of(WantedFile(**export.wanted))}
    return render(request, "exchange/prepared.html", page)


@login_required
def fetch_export(request: Request, pk: int) -> HttpResponseBase:
    export = _allowed(request, pk)
    try:
        path = file_of(export, by=request.viewer)
    except Refusal as refusal:
        warn(request, refusal_text(refusal))
        return redirect("exchange:prepared", pk)
    return given_file(path, WantedFile(**export.wanted).name)


def _allowed(request: Request, pk: int) -> Export:
    rows = Export.objects.select_related("job")
    return get_allowed(rows, pk, viewer=request.viewer, to=Action.FETCH_EXPORT)
