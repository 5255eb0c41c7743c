"""The operations of a described resource: list, read, create, change, remove, and its acts."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Body, NinjaAPI, Query, Schema

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import get_allowed
from counterpart.access.viewer import Viewer
from counterpart.api.calling import IF_MATCH, IF_NONE_MATCH, KEY, add_operation, answer, param
from counterpart.api.problems import Problem
from counterpart.api.resources import Act, Change, Create, Remove, Resource
from counterpart.api.rows import etag_of, facts_from, outgoing, refuse_secrets
from counterpart.api.shapes import (
    WHY,
    body_shape,
    change_shape,
    new_shape,
    outgoing_shape,
    page_shape,
    title_of,
)

MOST_ROWS = 200
QUEUED = (
    "What takes long is handed to a worker: then it answers 202 with the row as it still is, and "
    "with the job in `Location`."
)


def add_resource(api: NinjaAPI, resource: Resource) -> None:
    """Add every operation that the description names."""
    path = f"/{resource.room}/{resource.name}"
    row = outgoing_shape(resource)
    _add_list(api, resource, path, row)
    _add_read(api, resource, path, row)
    if resource.create:
        _add_create(api, resource, resource.create, path, row)
    if resource.change:
        _add_change(api, resource, resource.change, path, row)
    if resource.remove:
        _add_remove(api, resource, resource.remove, path)
    for act in resource.acts:
        _add_act(api, resource, act, path, row)


def _common(resource: Resource, verb: str, summary: str) -> dict[str, Any]:
    name = f"{verb}_{resource.room}_{resource.name}".replace("-", "_")
    return {"tag": resource.room, "summary": summary, "scope": resource.scope, "name": name}


def _add_list(api: NinjaAPI, resource: Resource, path: str, row: type[Schema]) -> None:
    def work(
        request: Request, viewer: Viewer, limit: int, cursor: str | None, **asked: Any
    ) -> HttpResponse:
        rows = resource.visible(viewer)
        for name, value in asked.items():
            if value is not None:
                rows = _narrowed(rows, resource.filters[name].lookup, value)
        if cursor is not None:
            rows = rows.filter(pk__gt=_read_cursor(cursor))
        found = list(rows.order_by("pk")[: limit + 1])
        items = outgoing(resource, found[:limit], viewer)
        if len(found) <= limit:
            return answer({"items": items, "next": None})
        query = request.GET.copy()
        query["cursor"] = _cursor(found[limit - 1].pk)
        following = f"{request.path}?{urlencode(query, doseq=True)}"
        return answer({"items": items, "next": following}, Link=f'<{following}>; rel="next"')

    filters = [
        param(name, one.type | None, Query(None, description=one.about or None))
        for name, one in resource.filters.items()
    ]
    add_operation(
        api,
        "GET",
        path,
        work,
        params=(
            *filters,
            param("limit", int, Query(50, ge=1, le=MOST_ROWS)),
            param("cursor", str | None, Query(None, description="From `next` of a page.")),
        ),
        answers={200: page_shape(row)},
        **_common(resource, "list", f"List: {resource.model._meta.verbose_name_plural}"),
    )


def _add_read(api: NinjaAPI, resource: Resource, path: str, row: type[Schema]) -> None:
    def work(request: Request, viewer: Viewer, key: int, if_none_match: str | None) -> HttpResponse:
        found = get_allowed(resource.visible(viewer), key, viewer=viewer)
        values = outgoing(resource, [found], viewer)[0]
        etag = etag_of(values)
        if if_none_match and etag in _etags(if_none_match):
            return HttpResponse(status=304, headers={"ETag": etag})
        return answer(values, ETag=etag)

    add_operation(
        api,
        "GET",
        path + "/{int:key}",
        work,
        params=(KEY, IF_NONE_MATCH),
        answers={200: row, 304: None},
        **_common(resource, "read", f"Read: {resource.label}"),
    )


def _add_create(
    api: NinjaAPI, resource: Resource, create: Create, path: str, row: type[Schema]
) -> None:
    def work(request: Request, viewer: Viewer, body: Schema) -> HttpResponse:
        refuse_secrets(resource, body.model_dump(exclude_unset=True), viewer, None)
        facts = facts_from(resource, dict(body), viewer)
        why = facts.pop("why")
        create.allow(facts, viewer)
        made = create.call(facts, by=viewer, why=why)
        values = outgoing(resource, [resource.visible(viewer).get(pk=made.pk)], viewer)[0]
        return answer(values, 201, ETag=etag_of(values), Location=f"{request.path}/{made.pk}")

    add_operation(
        api,
        "POST",
        path,
        work,
        params=(param("body", new_shape(resource, create.extra), Body(...)),),
        answers={201: row},
        **_common(resource, "create", f"Create: {resource.label}"),
    )


def _add_change(
    api: NinjaAPI, resource: Resource, change: Change, path: str, row: type[Schema]
) -> None:
    def work(
        request: Request, viewer: Viewer, key: int, if_match: str | None, body: Schema
    ) -> HttpResponse:
        found = _known(resource, key, viewer, change.to, if_match)
        sent = body.model_dump(exclude_unset=True)
        refuse_secrets(resource, sent, viewer, found)
        facts = facts_from(resource, {name: getattr(body, name) for name in sent}, viewer)
        change.call(found, facts, by=viewer, why=facts.pop("why", ""))
        values = outgoing(resource, [resource.visible(viewer).get(pk=key)], viewer)[0]
        return answer(values, ETag=etag_of(values))

    add_operation(
        api,
        "PATCH",
        path + "/{int:key}",
        work,
        params=(KEY, IF_MATCH, param("body", change_shape(resource, change.extra), Body(...))),
        answers={200: row},
        **_common(resource, "change", f"Change: {resource.label}"),
    )


def _add_remove(api: NinjaAPI, resource: Resource, remove: Remove, path: str) -> None:
    def work(
        request: Request, viewer: Viewer, key: int, if_match: str | None, why: str
    ) -> HttpResponse:
        found = _known(resource, key, viewer, remove.to, if_match)
        remove.call(found, by=viewer, why=why)
        return HttpResponse(status=204)

    add_operation(
        api,
        "DELETE",
        path + "/{int:key}",
        work,
        params=(KEY, IF_MATCH, param("why", WHY.type, Query("", description=WHY.about))),
        answers={204: None},
        **_common(resource, "remove", f"Remove: {resource.label}"),
    )


def _add_act(api: NinjaAPI, resource: Resource, act: Act, path: str, row: type[Schema]) -> None:
    def work(
        request: Request, viewer: Viewer, key: int, body: Schema | None = None
    ) -> HttpResponse:
        _hold_owner(resource.model, key)
        found = get_allowed(_locked(resource), key, viewer=viewer, to=act.to)
        facts = dict(body) if body else {}
        job = act.queue(found, facts, by=viewer) if act.queue else None
        if job is not None:
            values = outgoing(resource, [resource.visible(viewer).get(pk=key)], viewer)[0]
            return answer(values, 202, Location=f"/api/jobs/jobs/{job.pk}")
        changed = act.call(found, facts, by=viewer) or found
        fresh = resource.visible(viewer).filter(pk=changed.pk).first()
        if fresh is None:  # the act ended it, as stopping a job that nobody keeps
            return HttpResponse(status=204)
        values = outgoing(resource, [fresh], viewer)[0]
        return answer(values, act.status, ETag=etag_of(values))

    shape = body_shape(f"{title_of(resource)}{act.name.title()}".replace("-", ""), dict(act.body))
    body = (param("body", shape, Body(...)),) if act.body else ()
    add_operation(
        api,
        "POST",
        f"{path}/{{int:key}}/{act.name}",
        work,
        params=(KEY, *body),
        answers={act.status: row, 202: row} if act.queue else {act.status: row},
        about=QUEUED if act.queue else "",
        **_common(resource, act.name, act.summary),
    )


def _known(resource: Resource, key: int, viewer: Viewer, to: Action, if_match: str | None) -> Any:
    """The row, held until the end, if the caller knows it as it is now."""
    _hold_owner(resource.model, key)
    found = get_allowed(_locked(resource), key, viewer=viewer, to=to)
    if if_match is None:
        raise Problem(428, _("Send the ETag of the row that you read as If-Match."))
    values = outgoing(resource, [found], viewer)[0]
    if if_match.strip() != "*" and etag_of(values) not in _etags(if_match):
        raise Problem(412, _("The row was changed since you read it. Read it again."))
    return found


def _hold_owner(model: type[Model], key: int) -> None:
    """Hold the account, or person, that the row belongs to: as the use-cases do, and first.

    Were the row held before its owner, two callers could wait for each other for ever.
    """
    owner: Any = model
    path = []
    while step := getattr(owner, "visible_through", ""):
        path.append(step)
        owner = owner._meta.get_field(step).related_model
    if path:
        keys = model._default_manager.filter(pk=key).values("__".join(path))
        list(owner._default_manager.select_for_update(no_key=True).filter(pk__in=keys).values("pk"))


def _locked(resource: Resource) -> QuerySet[Any]:
    return resource.model._default_manager.select_for_update(of=("self",), no_key=True)


def _narrowed(rows: QuerySet[Any], lookup: Any, value: Any) -> QuerySet[Any]:
    return lookup(rows, value) if callable(lookup) else rows.filter(**{lookup: value})


def _etags(header: str) -> set[str]:
    return {part.strip().removeprefix("W/") for part in header.split(",")}


def _cursor(key: int) -> str:
    return urlsafe_b64encode(str(key).encode()).decode().rstrip("=")


def _read_cursor(cursor: str) -> int:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        return min(int(urlsafe_b64decode(padded.encode()).decode("ascii")), 2**63 - 1)
    except (ValueError, binascii.Error) as wrong:
        raise Problem(
            422,
            _("The request does not fit; see the errors."),
            errors=[{"pointer": "cursor", "detail": _("Take it from `next` of a page.")}],
        ) from wrong
