"""What the dry run found: row by row, and the wrong rows to be corrected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import get_allowed
from counterpart.exchange.exporting.wrong_rows import wrong_row_lines
from counterpart.exchange.importing.advice import advice_for
from counterpart.exchange.importing.rows import VERDICT_LABELS, Verdict
from counterpart.exchange.mapping_page import source_systems
from counterpart.exchange.models import Import
from counterpart.exchange.queries import standing_of, verdict_page
from counterpart.exchange.tables import TABLES
from counterpart.exchange.views.reading import reading_form

State = Import.State


@login_required
def show_import(request: Request, pk: int) -> HttpResponse:
    rows = Import.objects.select_related("job")
    upload = get_allowed(rows, pk, viewer=request.viewer, to=Action.IMPORT)
    standing = standing_of(upload)
    page: dict[str, Any] = {
        "upload": upload,
        "standing": standing,
        "table": TABLES.get(upload.table),
    }
    if standing.state in (State.CHECKED, State.APPLIED, State.UNDONE):
        page |= _outcome(request, upload)
    if standing.state == State.FAILED:
        page |= {"reading": reading_form(upload), "systems": source_systems()}
    return render(request, "exchange/import.html", page)


def _outcome(request: Request, upload: Import) -> dict[str, Any]:
    after = request.GET.get("after", "")
    page = verdict_page(
        upload,
        verdict=request.GET.get("verdict", ""),
        after=int(after) if after.isdecimal() and len(after) < 10 else 0,
    )
    stats = [
        (label, upload.counts.get(verdict, 0), verdict is Verdict.WRONG)
        for verdict, label in VERDICT_LABELS.items()
    ]
    return {
        "page": page,
        "filters": _filters(upload, page.shown),
        "stats": stats,
        "advised": [_(text) for _name, text in advice_for(upload)],
    }


def _filters(upload: Import, shown: str) -> list[tuple[str, str, bool]]:
    address = reverse("exchange:import", args=[upload.pk])
    counts = upload.counts
    found = [(_("All") + f" {sum(counts.values())}", f"{address}?verdict=all", shown == "all")]
    for verdict, label in VERDICT_LABELS.items():
        if counts.get(verdict):
            text = f"{label} {counts[verdict]}"
            found.append((text, f"{address}?verdict={verdict}", shown == verdict))
    return found


@login_required
def show_wrong_rows(request: Request, pk: int) -> HttpResponseBase:
    """The wrong rows as they stand in the file, each with its reason, to be corrected."""
    upload = get_allowed(Import, pk, viewer=request.viewer, to=Action.IMPORT)
    if upload.table not in TABLES or not upload.counts:
        raise Http404
    lines: Iterator[str] = wrong_row_lines(upload)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="wrong-rows.csv"'
    return response
