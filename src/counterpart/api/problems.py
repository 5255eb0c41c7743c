"""Every error as a problem (RFC 9457), told so that whoever calls can mend it."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig, ValidationError
from django.db import DataError, IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from counterpart.kernel.errors import Refusal
from counterpart.web.busy import RETRY_AFTER_SECONDS, is_busy
from counterpart.web.refusals import refusal_text, row_problem_text

log = logging.getLogger(__name__)
CONTENT_TYPE = "application/problem+json"


class Problem(Exception):
    """Something is wrong with the request, or cannot be done. `errors` name the places."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        code: str = "",
        errors: Sequence[Mapping[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.status = status
        self.detail = detail
        self.code = code or HTTPStatus(status).phrase.lower().replace(" ", "_").replace("-", "_")
        self.errors = list(errors)
        self.headers = dict(headers or {})
        super().__init__(detail)

    def as_response(self) -> HttpResponse:
        """The problem as it goes over the wire."""
        body: dict[str, Any] = {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
        }
        if self.errors:
            body["errors"] = self.errors
        text = json.dumps(body, ensure_ascii=False)
        return HttpResponse(
            text, status=self.status, content_type=CONTENT_TYPE, headers=self.headers
        )


def problem_of(error: Exception, request: HttpRequest) -> Problem:
    """What to tell about any error; what nobody expected is logged and told without details."""
    from ninja.errors import HttpError
    from ninja.errors import ValidationError as RequestError

    if isinstance(error, Problem):
        return error
    if is_busy(error):
        log.warning("API: %s %s: the database is busy: %s", request.method, request.path, error)
        told = _("Others are writing at this moment; nothing was changed. Send it again.")
        return Problem(503, told, code="busy", headers={"Retry-After": str(RETRY_AFTER_SECONDS)})
    if isinstance(error, Refusal):
        return _refused(error)
    if isinstance(error, Http404):
        return Problem(404, _("There is nothing here, or nothing that you may see."))
    if isinstance(error, RequestError):
        places = [_place(item) for item in error.errors]
        return Problem(422, _("The request does not fit; see the errors."), errors=places)
    if isinstance(error, ValidationError):
        return Problem(422, _("The values do not fit; see the errors."), errors=_fields(error))
    if isinstance(error, IntegrityError):
        return Problem(409, _("This clashes with what is already there."))
    if isinstance(error, DataError | OverflowError | UnicodeError):
        return Problem(422, _("A value is outside of what can be stored."))
    if isinstance(error, RequestDataTooBig):
        return Problem(413, _("The request is too large."))
    if isinstance(error, HttpError):
        return _of_http_error(error)
    log.error("API: %s %s", request.method, request.path, exc_info=error)
    return Problem(500, _("Something went wrong here. It has been written down."))


def _refused(refusal: Refusal) -> Problem:
    rows = getattr(refusal, "problems", ())
    errors = [
        {"pointer": f"/{problem.row}/{problem.column}", "detail": row_problem_text(problem)}
        for problem in rows
    ]
    return Problem(409, refusal_text(refusal), code=refusal.code, errors=errors[:100])


def _of_http_error(error: Any) -> Problem:
    if error.status_code == 401:
        return Problem(
            401,
            _("Log in, or send a token that works: Authorization: Bearer …"),
            headers={"WWW-Authenticate": 'Bearer realm="counterpart"'},
        )
    return Problem(error.status_code, str(error.message))


def _place(item: Mapping[str, Any]) -> dict[str, str]:
    where, *path = (str(part) for part in item.get("loc", ()))
    if where == "body" and path:
        path = path[1:]
    pointer = "/".join(path)
    return {"pointer": f"/{pointer}" if where == "body" else pointer, "detail": str(item["msg"])}


def _fields(error: ValidationError) -> list[dict[str, str]]:
    if not hasattr(error, "error_dict"):
        return [{"pointer": "", "detail": text} for text in error.messages]
    return [
        {"pointer": "" if name == "__all__" else f"/{name}", "detail": text}
        for name, texts in error.message_dict.items()
        for text in texts
    ]
