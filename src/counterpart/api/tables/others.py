"""Background jobs and files, in and out. The history is read by `reading_history`."""

from __future__ import annotations

from typing import Any, Literal

from counterpart.access.actions import Action
from counterpart.access.relations import visible_rows
from counterpart.access.viewer import Viewer
from counterpart.api.models import Scope
from counterpart.api.resources import Act, Facts, Filter, Resource
from counterpart.exchange import services as imports
from counterpart.exchange.models import Export, Import
from counterpart.jobs import services as jobs
from counterpart.jobs.models import Job


def _cancel(job: Job, facts: Facts, *, by: Viewer) -> Job:
    return jobs.cancel(job, by=by)


def _apply(upload: Import, facts: Facts, *, by: Viewer) -> Import:
    return imports.ask_to_apply(upload, by=by)


def _check(upload: Import, facts: Facts, *, by: Viewer) -> Import:
    return imports.ask_for_check(upload, by=by)


def _undo(upload: Import, facts: Facts, *, by: Viewer) -> Import:
    return imports.undo_import(upload, by=by)


def _imports(viewer: Viewer) -> Any:
    return visible_rows(Import.objects.all(), viewer)


def _exports(viewer: Viewer) -> Any:
    return visible_rows(Export.objects.all(), viewer)


OTHERS = (
    Resource(
        "jobs",
        "jobs",
        Job,
        fields=(
            "kind",
            "title",
            "state",
            "progress",
            "error",
            "attempts",
            "asked_at",
            "started_at",
            "ended_at",
        ),
        filters={"state": Filter(Literal[tuple(Job.State.values)], "state")},
        acts=(Act("cancel", "Cancel", _cancel, Action.SEE_JOBS),),
    ),
    Resource(
        "exports",
        "exports",
        Export,
        fields=("table", "format", "rows", "size", "job", "created_at", "ready_at"),
        rows=_exports,
        scope=Scope.READ,
    ),
    Resource(
        "imports",
        "imports",
        Import,
        fields=(
            "file_name",
            "table",
            "source_system",
            "size",
            "state",
            "headings",
            "mapping",
            "counts",
            "failure",
            "by_name",
            "created_at",
            "checked_at",
            "applied_at",
            "undone_at",
        ),
        rows=_imports,
        scope=Scope.IMPORT,
        filters={"state": Filter(Literal[tuple(Import.State.values)], "state")},
        acts=(
            Act("check", "Dry run: every row gets its verdict", _check, Action.IMPORT),
            Act("apply", "Write all rows or none", _apply, Action.IMPORT),
            Act("undo", "Take back what was written", _undo, Action.IMPORT),
        ),
    ),
)
