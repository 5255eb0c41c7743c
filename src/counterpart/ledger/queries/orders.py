"""What one account ordered and returned: totals, quarters, documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import ExtractQuarter, ExtractYear

from counterpart.customers.models import Account
from counterpart.ledger.models import OrderLine, Product

MOST_PRODUCTS = 200
SALES, RETURNS = "sales", "returns"
SALE, RETURN = Q(amount_minor__gt=0), Q(amount_minor__lt=0)


@dataclass(frozen=True, slots=True)
class Totals:
    """Sales, returns (negative) and what remains; the margin if every line's cost is known."""

    sales_minor: int
    returns_minor: int
    margin_minor: int | None
    lines: int

    @property
    def net_minor(self) -> int:
        return self.sales_minor + self.returns_minor


@dataclass(frozen=True, slots=True)
class Quarter:
    """Sales and returns (negative) of a quarter, in one currency."""

    year: int
    number: int
    sales_minor: int
    returns_minor: int

    @property
    def net_minor(self) -> int:
        return self.sales_minor + self.returns_minor


def currencies_of(account: Account) -> list[str]:
    """The currencies of the account's lines: its own first, then by name."""
    used = account.order_lines.order_by().values_list("currency", flat=True).distinct()
    return sorted(used, key=lambda currency: (currency != account.currency, currency))


def products_of(account: Account) -> Sequence[Product]:
    """What the account ever ordered, to choose from."""
    ordered = account.order_lines.order_by().values("product").distinct()
    return list(Product.objects.filter(pk__in=ordered).order_by("name", "pk")[:MOST_PRODUCTS])


def lines_of(
    account: Account,
    *,
    currency: str,
    product: str = "",
    kind: str = "",
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[OrderLine]:
    """The account's lines in one currency: amounts of different ones are never added up.

    `until` is the last day.
    """
    lines = account.order_lines.filter(currency=currency).order_by()
    if product:
        lines = lines.filter(product=int(product))
    if since:
        lines = lines.filter(on__gte=since)
    if until:
        lines = lines.filter(on__lte=until)
    return lines.filter(document_kind=kind) if kind else lines


def totals_of(lines: QuerySet[OrderLine]) -> Totals:
    """One query over the lines."""
    sums = lines.aggregate(
        sales=Sum("amount_minor", filter=SALE, default=0),
        returns=Sum("amount_minor", filter=RETURN, default=0),
        cost=Sum("cost_minor", default=0),
        with_cost=Count("cost_minor"),
        lines=Count("pk"),
    )
    has_costs = sums["lines"] and sums["with_cost"] == sums["lines"]
    return Totals(
        sales_minor=sums["sales"],
        returns_minor=sums["returns"],
        margin_minor=sums["sales"] + sums["returns"] - sums["cost"] if has_costs else None,
        lines=sums["lines"],
    )


def quarters_of(lines: QuerySet[OrderLine], *, most: int) -> list[Quarter]:
    """The latest quarters up to the last with a line, oldest first, empty ones among them."""
    rows = (
        lines.annotate(year=ExtractYear("on"), quarter=ExtractQuarter("on"))
        .values("year", "quarter")
        .annotate(
            sales=Sum("amount_minor", filter=SALE, default=0),
            returns=Sum("amount_minor", filter=RETURN, default=0),
        )
        .order_by("-year", "-quarter")[:most]
    )
    found = {(r["year"], r["quarter"]): (r["sales"], r["returns"]) for r in rows}
    if not found:
        return []
    (first_year, first), (last_year, last) = min(found), max(found)
    places = range(first_year * 4 + first - 1, last_year * 4 + last)
    keys = [(place // 4, place % 4 + 1) for place in places][-most:]
    return [Quarter(year, number, *found.get((year, number), (0, 0))) for year, number in keys]


def documents_of(lines: QuerySet[OrderLine], direction: str = "") -> QuerySet[OrderLine, Any]:
    """One row for each document and day: its number, kind, how many lines, and the sum.

    `direction` leaves sales only, or returns.
    """
    documents = lines.values("on", "document_kind", "document_no", "source_system").annotate(
        amount_minor=Sum("amount_minor"), lines=Count("pk")
    )
    if direction == RETURNS:
        return documents.filter(amount_minor__lt=0)
    return documents.filter(amount_minor__gte=0) if direction == SALES else documents


def document_lines(
    account: Account, *, kind: str, number: str, source: str, currency: str
) -> QuerySet[OrderLine]:
    """The lines of one of the account's documents in one currency, with their margins."""
    lines = account.order_lines.filter(
        document_kind=kind, document_no=number, source_system=source, currency=currency
    )
    margin = F("amount_minor") - F("cost_minor")
    return lines.select_related("product", "seller").annotate(margin_minor=margin).order_by("pk")
