"""Rows about accounts, narrowed to what somebody may see and looks for."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from counterpart.access.actions import Action
from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account

Rows = TypeVar("Rows", bound=QuerySet[Any])


def of_seen_accounts(rows: Rows, viewer: Viewer, see: Action) -> Rows:
    """Rows of accounts to which the policy lets the viewer do it; all rows where of all accounts.

    In that case nothing is joined, so that sorting by an index stays fast.
    """
    seen = Account.objects.visible_to(viewer, see)
    return rows.filter(account__in=seen.order_by().values("pk")) if seen.query.where else rows


def of_accounts_named(rows: Rows, text: str) -> Rows:
    """Rows of accounts whose name has this in it; of all where nothing is looked for.

    SQLite knows capitals only in Latin letters, so both are tried.
    """
    if not text:
        return rows
    capital = text.capitalize()
    return rows.filter(Q(account__name__icontains=text) | Q(account__name__icontains=capital))
