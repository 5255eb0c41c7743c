"""The API put together; made when the first call comes, so that web pages need not carry it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLResolver
from django.urls.resolvers import RegexPattern
from ninja import NinjaAPI

from counterpart import __version__
from counterpart.api.operations import add_resource
from counterpart.api.problems import CONTENT_TYPE, problem_of
from counterpart.api.special import add_special
from counterpart.api.tables import RESOURCES
from counterpart.api.who import BySession, ByToken

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
    for operations in paths.values():
        for operation in operations.values():
            for status, told in operation["responses"].items():
                if int(status) >= 400 and "content" in told:
                    told["content"] = {CONTENT_TYPE: told["content"].pop("application/json")}
    return described


def _tell(request: HttpRequest, error: Any) -> HttpResponse:
    return problem_of(error, request).as_response()
