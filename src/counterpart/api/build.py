"""The API put together; made when the first call comes, so that web pages need not carry it."""

from __future__ import annotations

import json
import re
from functools import cache
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLResolver
from django.urls.resolvers import RegexPattern
from ninja import NinjaAPI

from counterpart import __version__
from counterpart.api.exports import add_exports
from counterpart.api.operations import add_resource
from counterpart.api.problems import CONTENT_TYPE, problem_of
from counterpart.api.shapes import ProblemShape
from counterpart.api.special import add_special
from counterpart.api.tables import RESOURCES
from counterpart.api.who import BySession, ByToken

PROBLEMS = (400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 428, 429, 500, 503)
ABOUT = (
    "The same rooms as the pages, with the same rules: what you may not see is not found. "
    "Lists come in pages; `next` is the address of the following one. A row is changed or "
    "removed with its ETag as If-Match. A POST with an Idempotency-Key happens once."
)


@cache
def api() -> NinjaAPI:
    """Every operation."""
    made = NinjaAPI(
        title="Counterpart",
        version=__version__,
        description=ABOUT,
        auth=[ByToken(), BySession()],
        docs_url=None,
        openapi_url=None,
        urls_namespace="api-operations",
    )
    made.add_exception_handler(Exception, _tell)
    for kind in list(made._exception_handlers):
        made.add_exception_handler(kind, _tell)
    for resource in RESOURCES:
        add_resource(made, resource)
    add_special(made)
    add_exports(made)
    return made


@cache
def resolver() -> URLResolver:
    """Finds the operation for what follows `/api`."""
    return URLResolver(RegexPattern(r"^/"), api().urls[0])


@cache
def openapi() -> dict[str, Any]:
    """The description (OpenAPI 3.1), with problems as `application/problem+json`."""
    described: dict[str, Any] = dict(api().get_openapi_schema(path_prefix="/api/"))
    paths = {re.sub(r"{\w+:", "{", path): told for path, told in described["paths"].items()}
    described["paths"] = paths
    described["components"]["schemas"] |= _problem_shapes()
    problems = {status: _problem_answer(status) for status in PROBLEMS}  # the same to all
    for operations in paths.values():
        for operation in operations.values():
            operation["responses"] |= problems
    return described


@cache
def openapi_json() -> bytes:
    """The description as programs read it; written once, since going through it copies it.

    What web processes share, each of them copies as soon as it counts references on it.
    """
    return json.dumps(openapi(), ensure_ascii=False).encode()


def _problem_shapes() -> dict[str, Any]:
    shape = ProblemShape.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**shape.pop("$defs"), "Problem": shape}


def _problem_answer(status: int) -> dict[str, Any]:
    # Told once here: as shapes of every operation they would weigh more than all the rest.
    content = {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": HTTPStatus(status).phrase, "content": content}


def _tell(request: HttpRequest, error: Any) -> HttpResponse:
    return problem_of(error, request).as_response()
