"""What is to be handed over, and what the viewer may do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Model, QuerySet

from counterpart.access.actions import Action
from counterpart.access.relations import visible_rows
from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account
from counterpart.teams.models import HandOver


@dataclass(frozen=True, slots=True)
class HandOverLine:
    """One hand-over as it is listed."""

    row: HandOver
    may_tick: bool
    is_account_seen: bool  # otherwise its name stands without a link


def hand_overs_of(account: Account) -> QuerySet[HandOver]:
    """The account's hand-overs, open ones first; ordered without nulls by `is_done`, due, key."""
    rows = HandOver.objects.filter(account=account).select_related("contact", "giver", "taker")
    return rows.order_by(F("done_on").asc(nulls_first=True), "due_on", "pk")


def hand_over_lines(rows: Iterable[HandOver], viewer: Viewer) -> tuple[HandOverLine, ...]:
    """The rows with what the viewer may do; at most two queries, none where a role allows it."""
    listed = list(rows)
    ticked = _allowed(HandOver, {row.pk for row in listed}, viewer, Action.TICK_HAND_OVER)
    seen = _allowed(Account, {row.account_id for row in listed}, viewer, Action.SEE_ACCOUNT)
    return tuple(HandOverLine(row, row.pk in ticked, row.account_id in seen) for row in listed)


def _allowed(model: type[Model], keys: set[int], viewer: Viewer, to: Action) -> set[int]:
    if not keys or viewer.has_role_for(to):
        return keys
    rows = visible_rows(model._default_manager.filter(pk__in=keys), viewer, to)
    return set(rows.order_by().values_list("pk", flat=True))
