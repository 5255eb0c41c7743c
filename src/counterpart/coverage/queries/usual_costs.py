"""What is usual for accounts by their coverage models, by the days that they had each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal

from django.db.models import Q

from counterpart.coverage.models import AccountCoverage
from counterpart.coverage.queries.cost_facts import CostFacts
from counterpart.coverage.queries.models import ModelOnDay, coverage_on, terms_on
from counterpart.coverage.reckoning.activities import Spent, Standard, What
from counterpart.coverage.translate.service import Converter, what_of
from counterpart.customers.models import Account
from counterpart.kernel.days import Days

YEAR = Decimal(365)
HALF = Decimal("0.5")
TERMS = "terms"
"""What a fixed cost of a model is traced to."""

Parts = list[tuple[ModelOnDay, Decimal]]
"""Models, and the part of a year that an account had each."""


class UsualCosts:
    """Of a span of days; models as their terms are on its last day."""

    def __init__(self, days: Days, facts: CostFacts) -> None:
        self._days, self._facts = days, facts
        self._models = {each.model.pk: each for each in terms_on(days.last_day)}

    def parts_of(self, accounts: Sequence[Account]) -> dict[int, Parts]:
        """By account id."""
        since, until = self._days.since, self._days.end
        parts: dict[int, Parts] = defaultdict(list)
        rows = AccountCoverage.objects.filter(
            Q(until=None) | Q(until__gt=since),
            account__in=[account.pk for account in accounts],
            since__lt=until,
        )
        for row in rows:
            begins, ends = max(row.since, since), min(row.until or until, until)
            if row.model_id in self._models and ends > begins:
                part = Decimal((ends - begins).days) / YEAR
                parts[row.account_id].append((self._models[row.model_id], part))
        whole = Decimal((until - since).days) / YEAR
        unsaid = [account for account in accounts if account.pk not in parts]
        for pk, covered in coverage_on(until - timedelta(days=1), unsaid).items():
            parts[pk].append((self._models[covered.model.pk], whole))
        return parts

    def standards(self, account: int, parts: Parts) -> Iterator[Standard]:
        """What is usually done for the account."""
        totals: dict[What, Decimal] = defaultdict(Decimal)
        names: dict[What, str] = {}
        for each, part in parts:
            for what, quantity in self._year_of(each).items():
                totals[what] += quantity * part
                names[what] = each.model.code
        for what, quantity in totals.items():
            yield Standard(str(account), what, round(quantity, 4), names[what])

    def _year_of(self, each: ModelOnDay) -> dict[What, Decimal]:
        """What a year under the model takes; a usual quantity goes before the model's hours."""
        year = {What("hours", self._facts.codes[pk]): value for pk, value in each.hours.items()}
        for standard in self._facts.usual[each.model.pk]:
            year[what_of(standard)] = standard.quantity_per_year
        return year

    def fixed(
        self, account: int, parts: Parts, into: Converter, lost: set[tuple[str, What]]
    ) -> Iterator[Spent]:
        """Fixed costs of the models; of whom what cannot be converted is noted as lost."""
        totals: dict[What, Decimal] = defaultdict(Decimal)
        for each, part in parts:
            for what, minor in _fixed_costs(each).items():
                own = into.minor_or_none(minor, each.terms.currency)
                if own is None:
                    lost.add((str(account), what))
                else:
                    totals[what] += own * part
        for what, amount in totals.items():
            if amount:
                minor = int((amount + HALF).to_integral_value("ROUND_FLOOR"))
                since = self._days.since
                yield Spent(str(account), what, minor, into.currency, since, TERMS)


def _fixed_costs(each: ModelOnDay) -> dict[What, int]:
    """A year's, in the currency of the terms."""
    return {
        What("hours"): each.terms.lead_minor + each.coordination_minor,
        What("travel"): each.terms.travel_minor,
        What("on-site office"): each.terms.office_minor,
    }
