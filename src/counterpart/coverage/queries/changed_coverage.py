"""Before and after: what an account brought in and cost around its latest change of coverage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from counterpart.coverage.models import AccountCoverage, CoverageModel
from counterpart.coverage.queries.cost_facts import CostFacts
from counterpart.coverage.queries.statement import CostRow, Span, cost_rows, span_of
from counterpart.customers.models import Account
from counterpart.kernel.days import Days
from counterpart.kernel.months import IN_A_YEAR, day_months_later
from counterpart.ledger.queries.revenue import year_before


@dataclass(frozen=True)
class ComparedSum:
    """A figure before and after; none where the cost of some goods is not known."""

    label: str
    before: int | None
    after: int | None
    is_cost: bool = False

    @property
    def more(self) -> int | None:
        """How much more it is since."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before

    @property
    def percent(self) -> float | None:
        """The same in per cent of before, where there was something above nothing."""
        if self.more is None or not self.before or self.before < 0:
            return None
        return 100 * self.more / self.before

    @property
    def is_worse(self) -> bool:
        """Whether it went the wrong way."""
        return bool(self.more and (self.more > 0) == self.is_cost)


@dataclass(frozen=True)
class ChangedCoverage:
    """The months since the change beside the same months of the year before it.

    The same months, because many accounts buy by the season.
    """

    former: CoverageModel
    model: CoverageModel
    since: date
    months: int
    """Whole months since the change; twelve at most."""
    before: Span
    after: Span
    costs: list[CostRow]

    @property
    def sums(self) -> list[ComparedSum]:
        """Revenue, margin, cost to serve and contribution."""
        before, after = self.before, self.after
        return [
            ComparedSum(_("Revenue"), before.revenue, after.revenue),
            ComparedSum(_("Margin"), before.margin, after.margin),
            ComparedSum(_("Cost to serve"), before.cost, after.cost, is_cost=True),
            ComparedSum(_("Contribution"), before.contribution, after.contribution),
        ]


def changed_coverage(account: Account, *, today: date) -> ChangedCoverage | None:
    """The latest change within two years; none where no month has passed since, nobody has said
    what was before it, or an amount cannot be brought into the account's currency."""
    rows = AccountCoverage.objects.filter(account=account, since__lte=today).select_related("model")
    latest = list(rows.order_by("-since")[:2])
    if len(latest) < 2 or latest[0].since < year_before(year_before(today)):
        return None
    now, then = latest
    months = _whole_months(now.since, now.until or today, today)
    if not months:
        return None
    start, facts = year_before(now.since), CostFacts()
    after = span_of(account, Days(now.since, day_months_later(now.since, months)), facts)
    before = span_of(account, Days(start, day_months_later(start, months)), facts)
    if after is None or before is None:
        return None
    return ChangedCoverage(
        then.model, now.model, now.since, months, before, after, cost_rows(after, before)
    )


def _whole_months(since: date, until: date, today: date) -> int:
    """Of those between the days, at most twelve."""
    end = min(until, today)
    return max((n for n in range(1, IN_A_YEAR + 1) if day_months_later(since, n) <= end), default=0)
