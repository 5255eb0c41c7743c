"""Who faced whom at accounts, as coverage counts it: what each counterpart cost in a span."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

from django.db.models import Q

from counterpart.coverage.reckoning.duplication import Facing
from counterpart.coverage.reckoning.exact import half_up
from counterpart.coverage.translate.service import Converter
from counterpart.kernel.days import Days
from counterpart.ledger.queries import known_rates
from counterpart.teams.models import Pairing

MONTHS_A_DAY = Fraction(12, 365)


def facings_at(accounts: Collection[int], days: Days) -> list[Facing]:
    """Every counterpart within the days, with the cost of their hours in the account's currency.

    Where a rate of exchange is missing the cost is nothing.
    """
    rows = (
        Pairing.objects.filter(account__in=list(accounts), since__lt=days.end)
        .filter(Q(until=None) | Q(until__gt=days.since))
        .select_related("account", "contact__function", "person")
    )
    exchange = known_rates()
    found = []
    for row in rows:
        begins, ends = max(row.since, days.since), min(row.until or days.end, days.end)
        if ends <= begins:
            continue
        person, into = row.person, Converter(exchange, row.account.currency, days.last_day)
        hour = into.minor_or_none(person.cost_per_hour_minor, person.cost_currency) or 0
        hours = Fraction(row.hours_per_month) * (ends - begins).days * MONTHS_A_DAY
        found.append(
            Facing(
                id=f"pairing {row.pk}",
                account=str(row.account_id),
                contact=str(row.contact_id),
                their_function=str(row.contact.function),
                person=str(row.person_id),
                days=Days(begins, ends),
                minor=half_up(hours * hour),
                is_backup=row.rank == Pairing.Rank.BACKUP,
            )
        )
    return found
