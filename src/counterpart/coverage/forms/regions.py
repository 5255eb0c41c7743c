"""The regions that accounts lie in, to choose from."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from counterpart.access.actions import Action
from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account


def regions_of(accounts: QuerySet[Account]) -> QuerySet[Any, str]:
    """Every region that one of the accounts lies in, by name."""
    named = accounts.exclude(region="").order_by("region")
    return named.values_list("region", flat=True).distinct()


def region_choices(viewer: Viewer, to: Action) -> list[tuple[str, str | Promise]]:
    """All, or one region of the accounts to which the viewer may do this."""
    regions = regions_of(Account.objects.visible_to(viewer, to))
    return [("", _("All")), *((name, name) for name in regions)]
