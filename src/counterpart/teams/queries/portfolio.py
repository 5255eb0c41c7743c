"""The portfolio: key accounts with lead, cover, gaps, load and risk."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account
from counterpart.customers.queries.accounts import accounts_named
from counterpart.directory.models import Person
from counterpart.directory.queries.people import named
from counterpart.teams.models import AccountCover

# By column of the list: what it is sorted by, always ending with the key.
ORDERS = {
    "name": ("account__name", "pk"),
    "tier": ("account__tier", "account__name", "pk"),
    "lead": ("lead_last_name", "lead_first_name", "pk"),
    "cover": ("cover_percent", "pk"),
    "gaps": ("-gaps", "pk"),
    "contacts": ("-contacts", "pk"),
    "team": ("-team_size", "pk"),
    "load": ("-overloaded", "pk"),
    "single": ("-is_single_threaded", "pk"),
    "value": ("-account__annual_value_minor", "pk"),
}


@dataclass(frozen=True)
class PortfolioFilter:
    """What the portfolio is narrowed to; empty values narrow nothing."""

    text: str = ""
    tier: str = ""
    lead: str = ""  # a part of the name
    country: str = ""
    group: Account | None = None
    with_gaps: bool = False
    single_threaded: bool = False
    overloaded: bool = False
    mine: bool = False

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for."""
        return self != PortfolioFilter()


@dataclass(frozen=True, slots=True)
class Totals:
    """What the whole selection adds up to."""

    accounts: int
    contacts: int
    gaps: int
    single_threaded: int
    overloaded: int


def portfolio(viewer: Viewer, asked: PortfolioFilter) -> QuerySet[AccountCover]:
    """Key accounts that the viewer may see and that fit."""
    rows = AccountCover.objects.select_related("account__parent", "lead")
    seen = Account.objects.visible_to(viewer)
    if seen.query.where:
        rows = rows.filter(account__in=seen.order_by().values("pk"))
    if asked.text:
        called = accounts_named(asked.text, viewer=viewer).order_by()
        rows = rows.filter(account__in=called.values("pk"))
    if asked.tier:
        rows = rows.filter(account__tier=asked.tier)
    if asked.country:
        rows = rows.filter(account__country=asked.country)
    if asked.group:
        rows = rows.filter(Q(account=asked.group) | Q(account__parent=asked.group))
    if asked.lead:
        rows = rows.filter(
            lead__in=Person.objects.filter(named(asked.lead)).order_by().values("pk")
        )
    if asked.mine:
        rows = rows.filter(lead=viewer.person) if viewer.person else rows.none()
    if asked.with_gaps:
        rows = rows.filter(gaps__gt=0)
    if asked.single_threaded:
        rows = rows.filter(is_single_threaded=True)
    if asked.overloaded:
        rows = rows.filter(overloaded__gt=0)
    return rows


def in_order(rows: QuerySet[AccountCover], sort: str) -> tuple[QuerySet[AccountCover], list[str]]:
    """The rows and the order for a column; a minus sign before it turns it round."""
    name = sort.removeprefix("-")
    order = list(ORDERS.get(name, ORDERS["name"]))
    if sort.startswith("-"):
        order = [part.removeprefix("-") if part[0] == "-" else f"-{part}" for part in order]
    if name == "lead":
        rows = rows.annotate(
            lead_last_name=Coalesce(F("lead__last_name"), Value("")),
            lead_first_name=Coalesce(F("lead__first_name"), Value("")),
        )
    return rows, order


def totals(rows: QuerySet[AccountCover]) -> Totals:
    """One aggregate over the whole selection."""
    found = rows.select_related(None).aggregate(
        accounts=Count("pk"),
        contacts=Coalesce(Sum("contacts"), 0),
        gaps=Coalesce(Sum("gaps"), 0),
        single_threaded=Count("pk", filter=Q(is_single_threaded=True)),
        overloaded=Count("pk", filter=Q(overloaded__gt=0)),
    )
    return Totals(**found)


def countries_seen(viewer: Viewer) -> list[str]:
    """Countries of the key accounts that the viewer may see."""
    rows = Account.objects.visible_to(viewer).exclude(country="")
    rows = rows.exclude(tier=Account.Tier.STANDARD)
    return list(rows.order_by("country").values_list("country", flat=True).distinct())
