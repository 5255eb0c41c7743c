"""What somebody was allowed to see when a file was written, to be compared when it is fetched."""

from __future__ import annotations

from typing import Any

from counterpart.access.actions import Action
from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account
from counterpart.directory.models import Person

Rights = dict[str, list[int] | None]  # by action: of which rows; None is of all

LOOKED_AT: tuple[tuple[Action, Any], ...] = (
    (Action.SEE_ACCOUNT, Account),
    (Action.SEE_ORDERS, Account),
    (Action.SEE_CONTRIBUTION, Account),
    (Action.SEE_SERVICE_LOG, Account),
    (Action.SEE_RESPONSE, Account),
    (Action.SEE_HAND_OVER, Account),
    (Action.SEE_PERSON, Person),
    (Action.SEE_COST, Person),
    (Action.SEE_QUOTA, Person),
)


def rights_of(viewer: Viewer) -> Rights:
    """Of which accounts and people the viewer sees what."""
    return {action.value: _keys(action, model, viewer) for action, model in LOOKED_AT}


def still_hold(rights: Rights, viewer: Viewer) -> bool:
    """Whether the viewer may see all that these rights gave, and perhaps more."""
    now = rights_of(viewer)
    for name, keys in rights.items():
        held = now.get(name, [])
        if held is not None and (keys is None or not set(keys) <= set(held)):
            return False
    return True


def _keys(action: Action, model: Any, viewer: Viewer) -> list[int] | None:
    if viewer.has_role_for(action):
        return None
    rows = model._default_manager.visible_to(viewer, action).order_by("pk")
    return list(rows.values_list("pk", flat=True))
