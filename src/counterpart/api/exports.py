"""Large files out: asked for, prepared by a worker, fetched."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpResponse
from ninja import Body, NinjaAPI

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import get_allowed
from counterpart.access.viewer import Viewer
from counterpart.api.calling import KEY, add_operation, answer, param
from counterpart.api.fields import Key
from counterpart.api.models import Scope
from counterpart.api.resources import Param
from counterpart.api.rows import outgoing
from counterpart.api.shapes import body_shape, outgoing_shape
from counterpart.api.tables.others import OTHERS
from counterpart.exchange.exporting.given import TYPES, given_file
from counterpart.exchange.exporting.wanted import (
    DELIMITERS,
    EVERYTHING,
    FORMATS,
    HISTORY,
    WantedFile,
)
from counterpart.exchange.services.exporting import ask_for_export, file_of
from counterpart.exchange.tables import TABLES

EXPORTS = next(resource for resource in OTHERS if resource.name == "exports")
NAMES: Any = Literal[(*TABLES, EVERYTHING, HISTORY)]
FORMAT: Any = Literal[FORMATS]
DELIMITER: Any = Literal[tuple(DELIMITERS)]


def add_exports(api: NinjaAPI) -> None:
    """Add asking for a file, and fetching it; the list is a resource like others."""
    _add_asking(api)
    _add_fetching(api)


def _add_asking(api: NinjaAPI) -> None:
    shape = body_shape(
        "WantedExport",
        {
            "table": Param(
                NAMES, about="`everything` is a workbook of all tables; `history` is CSV only."
            ),
            "format": Param(FORMAT, "csv"),
            "labels": Param(bool, False, "Headings and words as on the screen, not codes."),
            "delimiter": Param(DELIMITER, "comma"),
            "bom": Param(bool, True, "A mark that tells spreadsheets that a CSV is UTF-8."),
            "account": Param(Key | None, None, "Only the rows of this account."),
            "plan": Param(Key | None, None, "Only the rows of this proposal."),
        },
    )

    def work(request: Request, viewer: Viewer, body: Any) -> HttpResponse:
        wanted = WantedFile(
            body.table,
            body.format,
            codes=not body.labels,
            delimiter=DELIMITERS[body.delimiter],
            bom=body.bom,
            account=body.account,
            plan=body.plan,
        )
        wanted.check(viewer)
        export = ask_for_export(wanted, by=viewer)
        values = outgoing(EXPORTS, [export], viewer)[0]
        return answer(values, 202, Location=f"/api/jobs/jobs/{export.job_id}")

    add_operation(
        api,
        "POST",
        "/exports/exports",
        work,
        params=(param("body", shape, Body(...)),),
        answers={202: outgoing_shape(EXPORTS)},
        tag="exports",
        summary="Ask for a file; a worker prepares it",
        about=(
            "Answers 202 with the job in `Location`. Once the job is done, the file is at "
            "`/exports/exports/{key}/file`, for whoever asked for it and for a week."
        ),
        scope=Scope.READ,
        name="ask_for_export",
    )


def _add_fetching(api: NinjaAPI) -> None:
    def work(request: Request, viewer: Viewer, key: int) -> HttpResponse:
        rows = EXPORTS.visible(viewer)
        export = get_allowed(rows, key, viewer=viewer, to=Action.FETCH_EXPORT)
        path = file_of(export, by=viewer)
        return given_file(path, WantedFile(**export.wanted).name)  # type: ignore[return-value]  # streamed; only calls with a key are kept

    content = {
        kind.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}}
        for kind in TYPES.values()
    }
    add_operation(
        api,
        "GET",
        "/exports/exports/{int:key}/file",
        work,
        params=(KEY,),
        answers={200: None},
        tag="exports",
        summary="Fetch the file of an export",
        about="Refused (409) until it is ready, and once you may no longer see all that it holds.",
        scope=Scope.READ,
        name="fetch_export",
        described={200: {"description": "The file", "content": content}},
    )
