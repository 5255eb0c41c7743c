"""Idempotency-Key: a POST that is sent twice happens once and is answered alike."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from counterpart.access.http import Request
from counterpart.access.viewer import Viewer
from counterpart.api.models import KeptAnswer
from counterpart.api.problems import Problem

KEPT_FOR = timedelta(days=1)
KEPT_HEADERS = ("Content-Type", "ETag", "Location")


def answered_once(
    request: Request, key: str, viewer: Viewer, work: Callable[[], HttpResponse]
) -> HttpResponse:
    """Do the work unless a request with this key did it; an answer that failed is not kept.

    The key is written before the work, in the same transaction: of two requests at the same
    moment the second waits, and then gives the answer of the first.
    """
    KeptAnswer.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
    asked = _digest(request)
    kept = KeptAnswer(login=viewer.login, key=key, asked=asked)
    try:
        with transaction.atomic():
            kept.save(force_insert=True)
    except IntegrityError:
        return _again(KeptAnswer.objects.get(login=viewer.login, key=key), asked)
    response = work()
    kept.status, kept.body = response.status_code, response.content
    kept.headers = {name: response[name] for name in KEPT_HEADERS if name in response}
    kept.save()
    return response


def _again(kept: KeptAnswer, asked: str) -> HttpResponse:
    if kept.asked != asked:
        raise Problem(
            422, _("This Idempotency-Key was used for another request."), code="key_reused"
        )
    response = HttpResponse(bytes(kept.body), status=kept.status, headers=kept.headers)
    response["Idempotency-Replayed"] = "true"
    return response


def _digest(request: Request) -> str:
    told = f"{request.method} {request.get_full_path()} {request.content_type}\n".encode()
    digest = hashlib.sha256(told)
    if request.content_type != "multipart/form-data":
        digest.update(request.body)
        return digest.hexdigest()
    # Parsed already; and its boundaries differ from one sending to the next.
    digest.update(repr(sorted(request.POST.lists())).encode())
    for name in sorted(request.FILES):
        file: Any = request.FILES[name]
        digest.update(repr((name, file.name, file.size)).encode())
        for chunk in file.chunks():
            digest.update(chunk)
        file.seek(0)
    return digest.hexdigest()
