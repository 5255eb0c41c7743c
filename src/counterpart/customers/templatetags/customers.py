"""Tags of the customers room: the frame of an account's pages, its group, attitudes."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils import timezone

from counterpart.customers.map_drawing import Stance, role_letter, stance_of
from counterpart.customers.models import Account, BuyingRole
from counterpart.customers.queries.accounts import AccountFrame, account_frame
from counterpart.customers.queries.groups import Group, group_of

register = template.Library()

TIER_TONES = {
    Account.Tier.STRATEGIC: "good",
    Account.Tier.GLOBAL: "info",
    Account.Tier.NATIONAL: "info",
    Account.Tier.KEY: "info",
}


@register.simple_tag(takes_context=True, name="account_frame")
def frame_of(context: dict[str, Any], account: Account) -> AccountFrame:
    """What the frame of the account's pages shows; asked for once a request."""
    request = context["request"]
    known: AccountFrame | None = getattr(request, "_account_frame", None)
    if known is None:
        known = account_frame(account, viewer=request.viewer, now=timezone.now())
        request._account_frame = known
    return known


@register.inclusion_tag("customers/group_card.html", takes_context=True)
def group_card(context: dict[str, Any], account: Account) -> dict[str, Any]:
    """The account's group as a card; nothing where the account stands alone."""
    group: Group = group_of(account, viewer=context["request"].viewer)
    return {"group": group, "account": account}


@register.filter
def tier_tone(account: Account) -> str:
    """How strongly the tier stands out."""
    return TIER_TONES.get(Account.Tier(account.tier), "quiet")


@register.filter
def stance(attitude: int) -> Stance:
    """An attitude with its sign and word."""
    return stance_of(attitude)


@register.filter
def stance_tone(attitude: int) -> str:
    """The tone of a pill for an attitude."""
    return {-2: "bad", -1: "warn", 0: "quiet", 1: "info", 2: "good"}[attitude]


@register.filter
def letter(role: BuyingRole.Role) -> str:
    """A buying role as one or two letters."""
    return role_letter(role)
