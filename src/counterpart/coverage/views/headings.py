"""The headings of a sorted list: what each is called, where a click leads, how it is sorted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from counterpart.access.http import Request

Orders = Mapping[str, tuple[str, ...]]


def order_of(orders: Orders, sort: str, usual: str) -> list[str]:
    """The fields of an order by its name, turned round after a minus sign."""
    order = list(orders.get(sort.removeprefix("-"), orders[usual]))
    if sort.startswith("-"):
        order = [part.removeprefix("-") if part[0] == "-" else f"-{part}" for part in order]
    return order


def headings(
    request: Request, orders: Orders, labels: Mapping[str, str], sort: str
) -> list[dict[str, Any]]:
    """One for each order; a click on the one sorted by turns it round. Texts are no numbers."""
    columns = []
    for name, order in orders.items():
        query = request.GET.copy()
        for key in ("after", "before"):
            query.pop(key, None)
        query["sort"] = f"-{name}" if sort == name else name
        falls = any(part[0] == "-" for part in order) != sort.startswith("-")
        is_sorted = sort.removeprefix("-") == name
        columns.append(
            {
                "name": name,
                "label": labels[name],
                "href": f"?{query.urlencode()}",
                "aria_sort": ("descending" if falls else "ascending") if is_sorted else "",
                "is_number": name != "name",
            }
        )
    return columns
