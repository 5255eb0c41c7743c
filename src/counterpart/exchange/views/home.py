"""The page of files: what there is, and what came in lately."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import visible_rows
from counterpart.access.viewer import Viewer
from counterpart.exchange.exporting.wanted import WantedFile
from counterpart.exchange.importing.rows import VERDICT_LABELS
from counterpart.exchange.models import Export, Import
from counterpart.exchange.queries import tables_seen
from counterpart.exchange.services.exporting import title_of

RECENT = 15


@login_required
def show_home(request: Request) -> HttpResponse:
    viewer = request.viewer
    may_import = viewer.has_role_for(Action.IMPORT)
    page = {
        "lines": tables_seen(viewer),
        "may_import": may_import,
        "may_export_all": viewer.has_role_for(Action.EXPORT_ALL),
        "exports": _exports(viewer),
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


def _exports(viewer: Viewer) -> list[tuple[Export, str]]:
    """The viewer's own large exports that are kept, each with what it holds."""
    mine = visible_rows(Export.objects.select_related("job"), viewer)
    return [(one, title_of(WantedFile(**one.wanted))) for one in mine[:RECENT]]
