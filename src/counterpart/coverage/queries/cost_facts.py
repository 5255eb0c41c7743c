"""What costs to serve are worked out from, whatever the span of days: read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import Sum
from django.db.models.functions import TruncMonth

from counterpart.coverage.models import CostRate, ServiceStandard
from counterpart.coverage.queries.models import cost_of_people
from counterpart.coverage.reckoning import activities
from counterpart.directory.models import Function
from counterpart.kernel.days import Days
from counterpart.ledger.models import OrderLine
from counterpart.ledger.queries import counted_kind, known_rates


class CostFacts:
    """Rates, usual quantities and what people cost."""

    def __init__(self) -> None:
        self.exchange = known_rates()
        self.codes: dict[int, str] = dict(Function.objects.values_list("pk", "code"))
        self.rates = list(CostRate.objects.select_related("function"))
        self.people = cost_of_people()
        self.kind = counted_kind()
        self.usual: dict[int, list[ServiceStandard]] = defaultdict(list)
        for standard in ServiceStandard.objects.select_related("function"):
            self.usual[standard.model_id].append(standard)


def documents_of(
    accounts: Sequence[int], days: Days, kind: OrderLine.Document
) -> list[activities.Logged]:
    """Orders and returns of the ledger, counted by month: documents above and below nothing."""
    rows = (
        OrderLine.objects.filter(
            account__in=accounts, on__gte=days.since, on__lt=days.end, document_kind=kind
        )
        .order_by()
        .annotate(month=TruncMonth("on"))
        .values_list("account_id", "month", "document_no", "source_system")
        .annotate(minor=Sum("amount_minor"))
    )
    counted: dict[tuple[int, date, activities.What], int] = defaultdict(int)
    for account, month, _number, _source, minor in rows:
        what = activities.What("return" if minor < 0 else "order")
        counted[account, max(month, days.since), what] += 1
    return [
        activities.Logged(str(account), what, number, on, f"{on:%Y-%m}")
        for (account, on, what), number in sorted(counted.items())
    ]
