"""Where two of ours do what one could do: facings from the teams, calls from what was logged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from counterpart.coverage.models import Activity, ServiceEntry
from counterpart.coverage.queries.models import rates_on
from counterpart.coverage.reckoning.activities import What
from counterpart.coverage.reckoning.duplication import Call, Duplicate, Facing, duplication
from counterpart.coverage.reckoning.exact import half_up
from counterpart.coverage.translate.service import Converter, what_of
from counterpart.customers.models import Account, Site
from counterpart.directory.models import Person
from counterpart.kernel.days import Days
from counterpart.ledger.queries import known_rates
from counterpart.ledger.queries.revenue import year_before

FacingsOf = Callable[[Collection[int], Days], "list[Facing]"]
_ASKED: list[FacingsOf] = []
CALLS = (Activity.VISIT, Activity.TRAVEL)


def on_facings(callback: FacingsOf) -> None:
    """Have it asked who faces whom at accounts within a span of days; rooms above register it.

    Ids of people and contacts are texts of their keys, `minor` is in the account's currency.
    """
    _ASKED.append(callback)


@dataclass(frozen=True)
class DuplicateRow:
    """Something done twice at an account, as pages show it."""

    account: Account
    kind: str
    where: str
    people: list[Person]
    minor: int


@dataclass(frozen=True)
class Duplicates:
    """What was found, the dearest first, and what it costs by currency."""

    rows: list[DuplicateRow]
    days: Days

    @property
    def totals(self) -> dict[str, int]:
        """By currency."""
        found: dict[str, int] = defaultdict(int)
        for row in self.rows:
            found[row.account.currency] += row.minor
        return dict(found)


def duplicates_of(accounts: Collection[Account], today: date) -> Duplicates:
    """Within the last twelve months, at these accounts."""
    days = Days(year_before(today), today)
    known = {account.pk: account for account in accounts}
    facings = [row for asked in _ASKED for row in asked(list(known), days)]
    found = duplication(facings, _calls(known, days, today))
    return Duplicates(_rows(found, known), days)


def _calls(known: dict[int, Account], days: Days, today: date) -> list[Call]:
    entries = ServiceEntry.objects.filter(
        account__in=list(known),
        activity__in=CALLS,
        person__isnull=False,
        site__isnull=False,
        on__gte=days.since,
        on__lt=days.end,
    ).select_related("function", "person__office")
    exchange = known_rates()
    prices: dict[str, dict[What, int]] = {}
    calls = []
    for entry in entries:
        currency = known[entry.account_id].currency
        into = Converter(exchange, currency, days.last_day)
        if currency not in prices:
            prices[currency] = rates_on(today, into)
        if entry.quantity is not None:
            rate = prices[currency].get(what_of(entry), 0)
            minor = half_up(Fraction(entry.quantity) * rate)
        else:
            minor = into.minor_or_none(entry.amount_minor or 0, entry.currency) or 0
        office = entry.person.office if entry.person else None
        calls.append(
            Call(
                f"entry {entry.pk}",
                str(entry.account_id),
                str(entry.site_id),
                str(entry.person_id),
                office.code if office else "",
                entry.on,
                minor,
                entry.is_joint,
            )
        )
    return calls


def _rows(found: Collection[Duplicate], known: dict[int, Account]) -> list[DuplicateRow]:
    people = Person.objects.in_bulk({int(pk) for each in found for pk in each.people})
    sites = Site.objects.in_bulk(
        {int(each.where) for each in found if each.kind in {"journey", "units"}}
    )
    rows = [
        DuplicateRow(
            known[int(each.account)],
            each.kind,
            str(sites.get(int(each.where), "")) if each.kind in {"journey", "units"}
            else each.where,
            [people[int(pk)] for pk in each.people],
            each.minor,
        )
        for each in found
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (-row.minor, row.account.name, row.kind))


def accounts_with_calls(today: date) -> list[int]:
    """Accounts where anything could have been done twice within the last twelve months."""
    since = year_before(today)
    rows = ServiceEntry.objects.filter(activity__in=CALLS, on__gte=since, site__isnull=False)
    return list(rows.order_by().values_list("account", flat=True).distinct())
