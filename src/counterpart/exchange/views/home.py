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
        "imports": _recent() if may_import else [],
        "verdict_labels": list(VERDICT_LABELS.values()),
    }
    return render(request, "exchange/home.html", page)


def _recent() -> list[tuple[Import, list[tuple[str, int | None]]]]:
    """The last imports, each with its number of rows of each verdict."""
    return [
        (one, [(str(label), one.counts.get(name)) for name, label in VERDICT_LABELS.items()])
        for one in Import.objects.all()[:RECENT]
    ]
