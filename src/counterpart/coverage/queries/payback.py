"""Which teams pay for themselves: the list of all, and one team's ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from counterpart.access.viewer import Viewer
from counterpart.coverage.models import TeamBaseline, TeamMonth
from counterpart.coverage.queries.seen import of_accounts_named
from counterpart.coverage.reckoning.pay_back import Baseline, LedgerMonth, PayBack
from counterpart.kernel.months import months_later

LIFT_SOURCES = {
    "judged": _("judged"),
    "fitted": _("fitted to history"),
    "segment": _("judged for its segment"),
    "prior": _("mean of studies"),
}
"""What a lift that came with the baseline rests on; others are said by who changed it."""
ORDERS = {
    "name": ("account__name", "pk"),
    "since": ("since", "pk"),
    "earned": ("lacking", "-earned_minor", "pk"),
}


@dataclass(frozen=True)
class LedgerFilter:
    """What the list is narrowed to; empty values narrow nothing."""

    text: str = ""
    state: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for."""
        return self != LedgerFilter()


def ledgers_for(viewer: Viewer, asked: LedgerFilter) -> QuerySet[TeamBaseline]:
    """Ledgers of the accounts whose contribution the viewer may see, and that fit."""
    rows = TeamBaseline.objects.visible_to(viewer).select_related("account", "former")
    rows = of_accounts_named(rows, asked.text)
    worked_out = {
        "paid": Q(lacking="", paid_on__isnull=False),
        "behind": Q(lacking="", paid_on=None),
        "lacking": ~Q(lacking=""),
    }
    return rows.filter(worked_out[asked.state]) if asked.state in worked_out else rows


@dataclass(frozen=True)
class Together:
    """All ledgers of a selection in one currency."""

    currency: str
    teams: int
    paid: int
    earned_minor: int


def together(rows: QuerySet[TeamBaseline]) -> list[Together]:
    """Of the ledgers that are worked out, by currency, most teams first."""
    found = []
    known = rows.order_by().filter(lacking="")
    for currency in sorted(set(known.values_list("currency", flat=True))):
        theirs = known.filter(currency=currency)
        earned = theirs.aggregate(sum=Sum("earned_minor"))["sum"] or 0
        paid = theirs.exclude(paid_on=None).count()
        found.append(Together(currency, theirs.count(), paid, earned))
    return sorted(found, key=lambda each: -each.teams)


def ledger_of(baseline: TeamBaseline, months: Iterable[TeamMonth]) -> PayBack:
    """The months as the reckoning takes them."""
    return PayBack(
        baseline.account.name,
        tuple(
            LedgerMonth(
                month.first_day,
                month.actual_minor,
                Baseline(month.low_minor, month.expected_minor, month.high_minor),
            )
            for month in months
        ),
    )


@dataclass(frozen=True)
class LedgerRow:
    """One month as its page shows it."""

    month: TeamMonth
    gain: int
    cumulative: int
    least: int
    most: int


@dataclass(frozen=True)
class TeamLedger:
    """One team's ledger: months, and when it has paid or will."""

    ledger: PayBack
    rows: list[LedgerRow]
    earliest: date | None
    latest: date | None
    paid_from: date | None
    expected_from: date | None
    """Where it has not paid yet: when it would at the pace of late; None where it would not."""


def team_ledger(baseline: TeamBaseline) -> TeamLedger | None:
    """None where nothing is worked out."""
    months = list(baseline.months.all())
    if not months:
        return None
    ledger = ledger_of(baseline, months)
    rows = [
        LedgerRow(month, month.actual_minor - month.expected_minor, cumulative, least, most)
        for month, cumulative, (least, most) in zip(
            months, ledger.cumulative, ledger.cumulative_range, strict=True
        )
    ]
    earliest, latest = ledger.break_even_range
    ahead = ledger.months_ahead()
    expected = months_later(months[-1].first_day, ahead) if ahead else None
    return TeamLedger(ledger, rows, earliest, latest, ledger.break_even, expected)
