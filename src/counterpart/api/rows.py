"""Rows to and from what goes over the wire."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from counterpart.access.actions import Action
from counterpart.access.relations import may, visible_rows
from counterpart.access.viewer import Viewer
from counterpart.api.fields import outgoing_value
from counterpart.api.problems import Problem
from counterpart.api.resources import Facts, Resource


def outgoing(resource: Resource, rows: Sequence[Any], viewer: Viewer) -> list[dict[str, Any]]:
    """The rows as JSON, without what the viewer may not see; a fixed number of queries."""
    hidden = _hidden(resource, rows, viewer)
    computed = {name: of(list(rows)) for name, (_type, of) in resource.computed.items()}
    given = []
    for row in rows:
        values: dict[str, Any] = {"id": row.pk}
        for name in resource.fields:
            if name in computed:
                values[name] = computed[name].get(row.pk)
                continue
            field = resource.column(name)
            if (row.pk, field.attname) not in hidden:
                values[name] = outgoing_value(field, row)
        given.append(values)
    return given


def etag_of(values: dict[str, Any]) -> str:
    """Another one whenever anything of the row that the caller sees is another."""
    text = json.dumps(values, sort_keys=True, default=str)
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def facts_from(resource: Resource, sent: dict[str, Any], viewer: Viewer) -> Facts:
    """What was sent, with rows for keys; a row that the viewer may not see is refused."""
    facts = dict(sent)
    for name, model in resource.references().items():
        if facts.get(name) is not None:
            facts[name] = referred(model, facts[name], name, viewer)
    return facts


def referred(model: type[Model], key: int, name: str, viewer: Viewer) -> Any:
    """The row with this key, if the viewer may see it."""
    rows = visible_rows(model._default_manager.all(), viewer)
    row = rows.filter(pk=key).first()
    if row is None:
        told = _("There is no %(kind)s %(key)s.") % {
            "kind": model._meta.verbose_name,
            "key": key,
        }
        raise Problem(
            422,
            _("The request does not fit; see the errors."),
            errors=[{"pointer": f"/{name}", "detail": told}],
        )
    return row


def refuse_secrets(resource: Resource, sent: dict[str, Any], viewer: Viewer, row: Any) -> None:
    """What one may not see one may not set either."""
    for name, action in resource.secrets().items():
        if name in sent and not may(viewer, action, row):
            raise Problem(
                403, _("You may not set “%(name)s”.") % {"name": name}, code="secret_field"
            )


def _hidden(resource: Resource, rows: Sequence[Any], viewer: Viewer) -> set[tuple[int, str]]:
    by_action: dict[Action, list[str]] = {}
    for name, action in resource.secrets().items():
        by_action.setdefault(action, []).append(name)
    keys = {row.pk for row in rows}
    hidden: set[tuple[int, str]] = set()
    for action, names in by_action.items():
        if viewer.has_role_for(action):
            continue
        seen = visible_rows(resource.model._default_manager.filter(pk__in=keys), viewer, action)
        for key in keys - set(seen.values_list("pk", flat=True)):
            hidden |= {(key, name) for name in names}
    return hidden
