"""What today's coverage takes of everybody's hours in each region, at its usual effort."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, OuterRef, Subquery

from counterpart.coverage.models import AccountCoverage
from counterpart.coverage.queries.models import assumed_of, terms_on
from counterpart.customers.models import Account
from counterpart.directory.models import Function


@dataclass(frozen=True)
class RegionToday:
    """A region with its accounts and the hours a year that they take."""

    name: str
    accounts: int
    hours: Sequence[Decimal]
    """Of each function asked for, in its order."""

    @property
    def hours_in_all(self) -> Decimal:
        """A year's, of all these functions."""
        return sum(self.hours, Decimal(0))


def regions_today(functions: Sequence[Function], day: date) -> list[RegionToday]:
    """Every region of accounts with a result, by name; in a fixed number of queries."""
    models = terms_on(day)
    if not models:
        return []
    hours_of = {each.model.pk: each.hours for each in models}
    covered = AccountCoverage.objects.on(day).filter(account=OuterRef("pk")).values("model")
    listed = Account.objects.filter(lost_on=None, result__isnull=False).exclude(region="")
    rows = listed.annotate(has=Subquery(covered[:1])).order_by()
    accounts: Counter[str] = Counter()
    taken: dict[str, dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    offered = [each.model for each in models]
    for region, tier, model, count in rows.values_list("region", "tier", "has").annotate(
        count=Count("pk")
    ):
        accounts[region] += count
        has = model or assumed_of(offered, is_key=tier != Account.Tier.STANDARD).pk
        for function, hours in hours_of.get(has, {}).items():
            taken[region][function] += count * hours
    return [
        RegionToday(region, accounts[region], [taken[region][f.pk] for f in functions])
        for region in sorted(accounts)
    ]
