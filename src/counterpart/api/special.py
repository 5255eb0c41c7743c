"""Operations that are not rows of one model: posting, comparing, verdicts, the history."""

from __future__ import annotations

from typing import Annotated, Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from ninja import Body, File, Form, NinjaAPI, Query, Schema
from ninja.files import UploadedFile
from pydantic import Field

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import get_allowed, require
from counterpart.access.viewer import Viewer
from counterpart.api.calling import KEY, add_operation, answer, param
from counterpart.api.fields import Key, Text
from counterpart.api.models import Scope
from counterpart.api.resources import Param
from counterpart.api.rows import etag_of, facts_from, outgoing
from counterpart.api.shapes import body_shape, new_shape, outgoing_shape
from counterpart.api.tables.ledger import LEDGER, POST
from counterpart.api.tables.others import OTHERS
from counterpart.exchange import services as exchange
from counterpart.exchange.importing.verdicts import read_verdicts
from counterpart.exchange.models import Import
from counterpart.exchange.tables import table_named
from counterpart.history.models import Change
from counterpart.history.queries import hidden_columns, tracked_models
from counterpart.ledger import services as ledger
from counterpart.ledger.models import OrderLine
from counterpart.staffing.models import StaffingPlan
from counterpart.staffing.queries import differences_between
from counterpart.web.refusals import row_problem_text

ORDER_LINES = next(resource for resource in LEDGER if resource.name == "order-lines")
IMPORTS = next(resource for resource in OTHERS if resource.name == "imports")
MOST_LINES = 1000


class PostedShape(Schema):
    new: int
    same: int


class DifferenceShape(Schema):
    account: int
    contact: int | None
    first: int | None
    second: int | None


class DifferencesShape(Schema):
    items: list[DifferenceShape]


class VerdictProblemShape(Schema):
    column: str
    detail: str


class VerdictShape(Schema):
    row: int
    verdict: str
    label: str
    problems: list[VerdictProblemShape]
    changes: list[list[str]]


class VerdictPage(Schema):
    items: list[VerdictShape]


class ChangeShape(Schema):
    id: int
    at: str
    by_name: str
    kind: str
    thing: str
    thing_id: int
    label: str
    scope: str
    before: dict[str, Any]
    after: dict[str, Any]
    why: str
    batch: str


class ChangePage(Schema):
    items: list[ChangeShape]
    next: int | None


def add_special(api: NinjaAPI) -> None:
    """Add them all."""
    _add_posting(api)
    _add_comparing(api)
    _add_uploading(api)
    _add_verdicts(api)
    _add_history(api)


def _add_posting(api: NinjaAPI) -> None:
    line = new_shape(ORDER_LINES, {})
    lines: Any = Annotated[list[line], Field(min_length=1, max_length=MOST_LINES)]  # type: ignore[valid-type]
    shape = body_shape("PostedLines", {"lines": Param(lines)})

    def work(request: Request, viewer: Viewer, body: Any) -> HttpResponse:
        require(POST, viewer)
        rows = []
        for sent in body.lines:
            facts = facts_from(ORDER_LINES, dict(sent), viewer)
            facts.pop("why")
            rows.append(OrderLine(**facts))
        posted = ledger.post_order_lines(rows, by=viewer)
        return answer({"new": posted.new, "same": posted.same}, 201)

    add_operation(
        api,
        "POST",
        "/ledger/order-lines",
        work,
        params=(param("body", shape, Body(...)),),
        answers={201: PostedShape},
        tag="ledger",
        summary="Post order lines: all of them, or none",
        about="A line that is there already, word for word, counts as “same”.",
        scope=Scope.WRITE,
        name="post_ledger_order_lines",
    )


def _add_comparing(api: NinjaAPI) -> None:
    def work(request: Request, viewer: Viewer, a: int, b: int) -> HttpResponse:
        first, second = (
            get_allowed(
                StaffingPlan.objects.defer("problem"), key, viewer=viewer, to=Action.PLAN_STAFFING
            )
            for key in (a, b)
        )
        items = [
            {
                "account": one.account.pk,
                "contact": one.contact.pk if one.contact else None,
                "first": one.first.pk if one.first else None,
                "second": one.second.pk if one.second else None,
            }
            for one in differences_between(first, second)
        ]
        return answer({"items": items})

    add_operation(
        api,
        "GET",
        "/staffing/comparison",
        work,
        params=(param("a", Key, Query(...)), param("b", Key, Query(...))),
        answers={200: DifferencesShape},
        tag="staffing",
        summary="Compare two proposals: the places they give to different people",
        scope=Scope.READ,
        name="compare_staffing_plans",
    )


def _add_uploading(api: NinjaAPI) -> None:
    def work(
        request: Request, viewer: Viewer, file: UploadedFile, table: str, source_system: str
    ) -> HttpResponse:
        require(Action.IMPORT, viewer)
        table_named(table, to_import=True)
        upload = exchange.take_file(
            file.chunks(),
            file_name=file.name or "file",
            by=viewer,
            table=table,
            system=source_system,
        )
        if upload.state == Import.State.MAPPING:
            upload = exchange.ask_for_check(upload, by=viewer)
        values = outgoing(IMPORTS, [upload], viewer)[0]
        return answer(values, 201, ETag=etag_of(values), Location=f"{request.path}/{upload.pk}")

    short: Any = Annotated[Text, Field(max_length=40)]
    add_operation(
        api,
        "POST",
        "/imports/imports",
        work,
        params=(
            param("file", UploadedFile, File(...)),
            param("table", short, Form(...)),
            param("source_system", short, Form("")),
        ),
        answers={201: outgoing_shape(IMPORTS)},
        tag="imports",
        summary="Upload a file and check it; nothing is written yet",
        scope=Scope.IMPORT,
        name="upload_import",
        takes="multipart/form-data",
    )


def _add_verdicts(api: NinjaAPI) -> None:
    def work(
        request: Request, viewer: Viewer, key: int, verdict: str, after: int, limit: int
    ) -> HttpResponse:
        upload = get_allowed(IMPORTS.visible(viewer), key, viewer=viewer)
        found = read_verdicts(upload.verdicts_path, verdict=verdict, after=after, limit=limit)
        items = [
            {
                "row": one.row,
                "verdict": one.verdict,
                "label": one.label,
                "problems": [
                    {"column": problem.column, "detail": row_problem_text(problem)}
                    for problem in one.problems
                ],
                "changes": [list(change) for change in one.changes],
            }
            for one in found
        ]
        return answer({"items": items})

    kinds: Any = Annotated[str, Field(pattern="^(|new|changed|same|wrong)$")]
    add_operation(
        api,
        "GET",
        "/imports/imports/{int:key}/verdicts",
        work,
        params=(
            KEY,
            param("verdict", kinds, Query("")),
            param("after", int, Query(0, ge=0, le=2**31, description="Rows below this one.")),
            param("limit", int, Query(50, ge=1, le=1000)),
        ),
        answers={200: VerdictPage},
        tag="imports",
        summary="What the dry run found out about each row",
        scope=Scope.READ,
        name="read_import_verdicts",
    )


def _add_history(api: NinjaAPI) -> None:
    def work(
        request: Request, viewer: Viewer, before: int | None, limit: int, **asked: Any
    ) -> HttpResponse:
        if not viewer.has_role_for(Action.SEE_ALL_HISTORY):
            _check_scope_is_seen(asked["scope"], viewer)
        wanted = Q(**{name: value for name, value in asked.items() if value is not None})
        if before is not None:
            wanted &= Q(pk__lt=before)
        lines = list(Change.objects.filter(wanted)[: limit + 1])
        page = lines[:limit]
        hidden = hidden_columns(page, viewer)
        items = [_line(line, hidden) for line in page]
        return answer({"items": items, "next": page[-1].pk if len(lines) > limit else None})

    short: Any = Annotated[Text, Field(max_length=80)]
    add_operation(
        api,
        "GET",
        "/history/changes",
        work,
        params=(
            param(
                "scope", short | None, Query(None, description="For example customers.account:7")
            ),
            param("thing", short | None, Query(None)),
            param("thing_id", Key | None, Query(None)),
            param("batch", short | None, Query(None)),
            param("before", Key | None, Query(None, description="From `next` of a page.")),
            param("limit", int, Query(50, ge=1, le=200)),
        ),
        answers={200: ChangePage},
        tag="history",
        summary="Who changed what, from what to what; the latest first",
        scope=Scope.READ,
        name="list_history_changes",
    )


def _check_scope_is_seen(scope: str | None, viewer: Viewer) -> None:
    """Whoever may not see everything names a thing that they may see."""
    thing, _colon, key = (scope or "").partition(":")
    model = tracked_models().get(thing)
    if model is None or not key.isdecimal():
        raise Http404
    get_allowed(model, int(key), viewer=viewer)


def _line(line: Change, hidden: set[tuple[str, int, str]]) -> dict[str, Any]:
    def seen(values: dict[str, Any]) -> dict[str, Any]:
        return {
            name: value
            for name, value in values.items()
            if (line.thing, line.thing_id, name) not in hidden
        }

    return {
        "id": line.pk,
        "at": line.at.isoformat(),
        "by_name": line.by_name,
        "kind": line.kind,
        "thing": line.thing,
        "thing_id": line.thing_id,
        "label": line.label,
        "scope": line.scope,
        "before": seen(line.before),
        "after": seen(line.after),
        "why": line.why,
        "batch": line.batch,
    }
