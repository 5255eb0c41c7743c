"""Quotas of a person beside the revenue of the accounts they led on the days of each quota."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from counterpart.access.viewer import Viewer
from counterpart.directory.models import Person
from counterpart.ledger.models import Quota
from counterpart.ledger.queries import counted_kind, daily_revenue, rates_between, rounded
from counterpart.teams.models import Member

MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class QuotaResult:
    """A quota and what was reached of it, in its currency; None where a rate is missing."""

    quota: Quota
    reached_minor: int | None
    is_running: bool

    @property
    def percent(self) -> int | None:
        """Reached of the quota, in whole percent."""
        if self.reached_minor is None or not self.quota.amount_minor:
            return None
        return round(100 * self.reached_minor / self.quota.amount_minor)


@dataclass(frozen=True, slots=True)
class Quotas:
    """The latest quotas, and the document that counts."""

    results: tuple[QuotaResult, ...]
    counted: str


def quotas_of(person: Person, viewer: Viewer) -> Quotas:
    """The person's latest quotas that the viewer may see; the day of today included."""
    rows = list(Quota.objects.filter(person=person).visible_to(viewer)[:MOST_SHOWN])
    if not rows:
        return Quotas((), "")
    sums = _sums(person, rows, until=viewer.today + timedelta(days=1))
    currencies = {row.currency for row in rows} | {currency for currency, _on, _minor in sums}
    rates = rates_between(currencies)
    results = []
    for row in rows:
        total: Decimal | None = Decimal(0)
        for currency, on, minor in sums:
            if total is not None and row.since <= on < row.until:
                amount = rates.minor_units(minor, currency, row.currency, on)
                total = None if amount is None else total + amount
        reached = None if total is None else rounded(total)
        results.append(QuotaResult(row, reached, row.since <= viewer.today < row.until))
    return Quotas(tuple(results), str(counted_kind().label))


def _sums(person: Person, rows: Sequence[Quota], *, until: date) -> list[tuple[str, date, int]]:
    """Currency, day and revenue of accounts on days when the person led them."""
    led: dict[int, list[Member]] = {}
    for member in Member.objects.filter(person=person, role=Member.Role.LEAD).select_related(
        "team"
    ):
        led.setdefault(member.team.account_id, []).append(member)
    days = daily_revenue(
        sorted(led),
        since=min(row.since for row in rows),
        until=min(until, max(row.until for row in rows)),
    )
    return [
        (currency, on, minor)
        for account, currency, on, minor in days
        if any(member.holds_on(on) for member in led[account])
    ]
