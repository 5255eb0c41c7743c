"""What the frame of an account's pages shows, and finding accounts by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from counterpart.access.actions import Action
from counterpart.access.relations import allowed_actions
from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account, Site


@dataclass(frozen=True, slots=True)
class AccountFrame:
    """Where the account is, what time it is there, its group, and which tabs to offer."""

    place: str
    local_time: str
    parent: Account | None
    may_change: bool
    may_see_orders: bool
    may_see_profit: bool
    may_see_log: bool
    may_see_questions: bool
    may_see_response: bool


def account_frame(account: Account, *, viewer: Viewer, now: datetime) -> AccountFrame:
    """At most three queries."""
    sites = list(account.sites.order_by("pk")[:20])
    home = next((site for site in sites if site.city and site.city == account.city), None)
    parent = None
    if account.parent_id:
        parent = Account.objects.visible_to(viewer).filter(pk=account.parent_id).first()
    tabs = (
        Action.CHANGE_ACCOUNT,
        Action.SEE_ORDERS,
        Action.SEE_CONTRIBUTION,
        Action.SEE_SERVICE_LOG,
        Action.SEE_QUESTION,
        Action.SEE_RESPONSE,
    )
    allowed = allowed_actions(viewer, tabs, account)
    return AccountFrame(
        place=", ".join(filter(None, [account.city, account.country])),
        local_time=clock_at(home or next(iter(sites), None), now),
        parent=parent,
        may_change=Action.CHANGE_ACCOUNT in allowed,
        may_see_orders=Action.SEE_ORDERS in allowed,
        may_see_profit=Action.SEE_CONTRIBUTION in allowed,
        may_see_log=Action.SEE_SERVICE_LOG in allowed,
        may_see_questions=Action.SEE_QUESTION in allowed,
        may_see_response=Action.SEE_RESPONSE in allowed,
    )


def accounts_named(text: str, *, viewer: Viewer) -> QuerySet[Account]:
    """Accounts whose name begins with the text, or has it inside."""
    seen = Account.objects.visible_to(viewer).order_by("name", "pk")
    return seen.filter(Q(name__icontains=text) | Q(name__icontains=text.capitalize()))


def clock_at(site: Site | None, now: datetime) -> str:
    """The time of day at the site; nothing without a site."""
    return now.astimezone(ZoneInfo(site.time_zone)).strftime("%H:%M") if site else ""
