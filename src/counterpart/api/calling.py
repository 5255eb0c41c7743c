"""What every operation has in common: who may call, how often, once or again, in one piece."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Mapping
from inspect import Parameter, Signature
from typing import Any

from django.db import OperationalError, connection, transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Header, NinjaAPI, Path

from counterpart.access.http import Request
from counterpart.access.viewer import Viewer
from counterpart.api.fields import LARGEST_KEY
from counterpart.api.models import Scope
from counterpart.api.problems import Problem
from counterpart.api.repeats import answered_once
from counterpart.api.who import check_rate, check_scope
from counterpart.web.busy import is_clash

PAUSES = (0.05, 0.2)  # seconds before the second and the third try
KEY = Parameter(
    "key", Parameter.KEYWORD_ONLY, annotation=int, default=Path(..., ge=1, le=LARGEST_KEY)
)
IF_MATCH = Parameter(
    "if_match",
    Parameter.KEYWORD_ONLY,
    annotation=str | None,
    default=Header(None, alias="If-Match", description="The ETag of the row as you know it."),
)
IF_NONE_MATCH = Parameter(
    "if_none_match",
    Parameter.KEYWORD_ONLY,
    annotation=str | None,
    default=Header(None, alias="If-None-Match", description="Answers 304 if this is its ETag."),
)
IDEMPOTENCY_KEY = Parameter(
    "idempotency_key",
    Parameter.KEYWORD_ONLY,
    annotation=str | None,
    default=Header(
        None,
        alias="Idempotency-Key",
        max_length=200,
        description="Sent again with the same key, the request happens once.",
    ),
)


_TAKES: dict[tuple[str, str], str] = {}


def check_content_type(request: Request, route: str) -> None:
    """Refuse a body of a kind that the operation does not read; it would be misread."""
    takes = _TAKES.get((request.method or "", _route(route)))
    if takes and request.content_type != takes:
        raise Problem(415, _("Send the body as %(type)s.") % {"type": takes})


def _route(path: str) -> str:
    return path.lstrip("^/").replace("<", "{").replace(">", "}")


def param(name: str, annotation: Any, default: Any) -> Parameter:
    """A parameter of an operation, as ninja reads it from the signature."""
    return Parameter(name, Parameter.KEYWORD_ONLY, annotation=annotation, default=default)


def add_operation(
    api: NinjaAPI,
    method: str,
    path: str,
    work: Callable[..., HttpResponse],
    *,
    params: tuple[Parameter, ...],
    answers: Mapping[int, Any],
    tag: str,
    summary: str,
    about: str = "",
    scope: Scope,
    name: str,
    takes: str = "application/json",
    described: Mapping[int, Any] | None = None,
) -> None:
    """Add one operation; `work(request, viewer, **values)` does it and answers.

    `described` says in words of OpenAPI what answers hold that are not JSON.
    """
    if method == "POST":
        params = (*params, IDEMPOTENCY_KEY)
    if any(parameter.name in {"body", "file"} for parameter in params):
        _TAKES[method, _route(path)] = takes

    def view(request: Request, **values: Any) -> HttpResponse:
        viewer: Viewer = request.viewer
        check_scope(viewer, Scope.READ if method == "GET" else scope)
        check_rate(viewer)
        if method == "GET":
            return work(request, viewer, **values)
        key = values.pop("idempotency_key", None)

        def once() -> HttpResponse:
            with transaction.atomic():
                if key and viewer.login:
                    return answered_once(
                        request, key, viewer, lambda: work(request, viewer, **values)
                    )
                return work(request, viewer, **values)

        return once() if takes != "application/json" else _begun_again_after_a_clash(once)

    request_parameter = Parameter("request", Parameter.POSITIONAL_OR_KEYWORD)
    view.__signature__ = Signature([request_parameter, *params])  # type: ignore[attr-defined]
    view.__doc__ = about
    api.api_operation(
        [method],
        path,
        response=dict(answers),
        tags=[tag],
        summary=summary,
        operation_id=name,
        openapi_extra={"responses": dict(described)} if described else None,
    )(view)


def _begun_again_after_a_clash(once: Callable[[], HttpResponse]) -> HttpResponse:
    """Do it; when another writer was in the way, everything is undone and tried anew."""
    for pause in PAUSES:
        try:
            return once()
        except OperationalError as fault:
            if not is_clash(fault) or connection.in_atomic_block:
                raise
            time.sleep(pause * (0.5 + random.random()))  # noqa: S311 - so that the two part
    return once()


def answer(body: Any, status: int = 200, **headers: str) -> HttpResponse:
    """JSON, with headers whose underscores stand for hyphens."""
    text = json.dumps(body, ensure_ascii=False, default=str)
    response = HttpResponse(text, status=status, content_type="application/json")
    for name, value in headers.items():
        response[name.replace("_", "-")] = value
    return response
