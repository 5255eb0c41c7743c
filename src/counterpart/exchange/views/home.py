"""The page of files: what there is, and what came in lately."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.exchange.importing.rows import VERDICT_LABELS
from counterpart.exchange.models import Import
from counterpart.exchange.queries import tables_seen

RECENT = 15


@login_required
def show_home(request: Request) -> HttpResponse:
    viewer = request.viewer
    may_import = viewer.has_role_for(Action.IMPORT)
    page = {
        "lines": tables_seen(viewer),
        "may_import": may_import,
        "may_export_all": viewer.has_role_for(Action.EXPORT_ALL),
        "imports": Import.objects.all()[:RECENT] if may_import else [],
        "verdict_labels": list(VERDICT_LABELS.values()),
    }
    return render(request, "exchange/home.html", page)
