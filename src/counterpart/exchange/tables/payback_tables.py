"""Ledgers of teams in files: taken out only, since they are worked out."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from counterpart.coverage.models import TeamBaseline, TeamMonth
from counterpart.exchange.tables.columns import Column, Kind, columns_for, of, refers
from counterpart.exchange.tables.table import Table


def _money(name: str) -> Column:
    return of(Kind.MONEY, name, field=f"{name}_minor", currency="currency")


TEAM_BASELINES = Table(
    name="team_baselines",
    label=_("Baselines of teams"),
    model=TeamBaseline,
    importable=False,
    words=("pk",),
    help=_("What each account under a team is held against, and what the team has earned so far."),
    columns=columns_for(
        TeamBaseline,
        [
            refers("accounts", "account", label=_("Account")),
            of(
                Kind.TEXT,
                "former",
                field="",
                label=_("Former coverage model"),
                path="former__code",
            ),
            of(Kind.DATE, "since", label=_("Team since")),
            of(Kind.DATE, "until", label=_("Team until (first day no more)")),
            of(Kind.TEXT, "method", label=_("How the baseline is found")),
            of(Kind.DECIMAL, "lift_low_percent", label=_("Team sells more by at least, %")),
            of(Kind.DECIMAL, "lift_percent", label=_("Team sells more by, %")),
            of(Kind.DECIMAL, "lift_high_percent", label=_("Team sells more by at most, %")),
            of(Kind.TEXT, "lift_source", label=_("Where the lift comes from")),
            of(Kind.DECIMAL, "adjustment_percent", label=_("Sales that would have come anyway, %")),
            _money("former_cost"),
            _money("earned"),
            _money("earned_least"),
            _money("earned_most"),
            of(Kind.CURRENCY, "currency", label=_("Currency")),
            of(Kind.DATE, "paid_on", label=_("First month in which it has paid for itself")),
            of(Kind.TEXT, "lacking", label=_("What is missing")),
        ],
    ),
)


TEAM_MONTHS = Table(
    name="team_months",
    label=_("Months of teams' ledgers"),
    model=TeamMonth,
    importable=False,
    words=("pk",),
    help=_("Each month of each team: what it contributed, and what would have been without it."),
    columns=columns_for(
        TeamMonth,
        [
            refers("accounts", "account", label=_("Account"), field="", path="baseline__account"),
            of(Kind.DATE, "first_day", label=_("Month")),
            _money("revenue"),
            _money("margin"),
            _money("cost"),
            _money("former_sales"),
            _money("low"),
            _money("expected"),
            _money("high"),
            of(Kind.CURRENCY, "currency", field="", label=_("Currency"), path="baseline__currency"),
        ],
    ),
)
PAYBACK_TABLES = (TEAM_BASELINES, TEAM_MONTHS)
