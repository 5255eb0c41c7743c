"""What accounts contribute, in files: taken out only, since it is worked out."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from counterpart.coverage.models import (
    AccountPotential,
    AccountResult,
    PlannedCoverage,
    ResponseJudgement,
    ScoreTotal,
)
from counterpart.customers.models import Account
from counterpart.exchange.tables.columns import Column, Kind, columns_for, of, refers
from counterpart.exchange.tables.table import Table


def _money(name: str) -> Column:
    return of(Kind.MONEY, name, field=f"{name}_minor", currency="currency")


def _planned_money(name: str, field: str = "") -> Column:
    return of(Kind.MONEY, name, field=field or f"{name}_minor", currency="currency")


ACCOUNT_RESULTS = Table(
    name="account_results",
    label=_("Results of accounts"),
    model=AccountResult,
    importable=False,
    words=("pk",),
    help=_("What each account brought in, cost to serve and contributed in twelve months."),
    columns=columns_for(
        AccountResult,
        [
            refers("accounts", "account", label=_("Account")),
            of(Kind.DATE, "since", label=_("From")),
            of(Kind.DATE, "until", label=_("Until (first day no more)")),
            _money("revenue"),
            _money("margin"),
            _money("cost_to_serve"),
            _money("contribution"),
            _money("standard"),
            of(Kind.CURRENCY, "currency", label=_("Currency")),
        ],
    ),
)


def _model(name: str, label: Any) -> Column:
    return of(Kind.TEXT, name, field="", label=label, path=f"{name}__code")


PLANNED_COVERAGES = Table(
    name="planned_coverages",
    label=_("Planned coverage of accounts"),
    model=PlannedCoverage,
    importable=False,
    words=("pk",),
    help=_("The coverage model that each coverage plan gives each account, with its runner-up."),
    columns=columns_for(
        PlannedCoverage,
        [
            of(Kind.TEXT, "plan", field="", label=_("Plan"), path="plan__name"),
            refers("accounts", "account", label=_("Account")),
            _model("today", _("Today's model")),
            _model("model", _("Planned model")),
            of(Kind.YES_NO, "is_change", label=_("Changes")),
            of(Kind.WHOLE, "effort_percent", label=_("Effort, %")),
            of(Kind.DECIMAL, "hours", label=_("Hours a year")),
            _planned_money("sales_today"),
            _planned_money("sales"),
            _planned_money("cost"),
            _planned_money("today_value", field="today_minor"),
            _planned_money("value"),
            _planned_money("gain"),
            of(Kind.CURRENCY, "currency", field="", label=_("Currency"), path="plan__currency"),
            _model("runner_up", _("Runner-up")),
            _planned_money("behind"),
            _planned_money("at_least"),
            _planned_money("at_most"),
            of(Kind.DECIMAL, "flips_percent", label=_("Flips, % of worlds")),
            of(Kind.DECIMAL, "overrated_percent", label=_("May be overrated by, %")),
            of(Kind.WHOLE, "functions", label=_("Functions truly involved")),
            of(Kind.TEXT, "source", label=_("Where the response comes from")),
        ],
    ),
)
JUDGEMENTS = Table(
    name="response_judgements",
    label=_("Judgements of response"),
    model=ResponseJudgement,
    importable=False,
    words=("pk",),
    help=_(
        "What people think an account, or those of a tier or region, buy at other efforts than "
        "today's."
    ),
    columns=columns_for(
        ResponseJudgement,
        [
            refers("accounts", "account", label=_("Account")),
            of(Kind.CHOICE, "tier", label=_("Tier"), choices=Account.Tier.choices),
            of(Kind.TEXT, "region", label=_("Region")),
            of(Kind.TEXT, "judge", label=_("Judged by")),
            of(Kind.PERCENT, "none_percent", label=_("Sales with no effort, %")),
            of(Kind.PERCENT, "half_percent", label=_("Sales with half the effort, %")),
            of(Kind.WHOLE, "more_percent", label=_("Sales with one and a half the effort, %")),
            of(Kind.WHOLE, "saturation_percent", label=_("Sales with all effort imaginable, %")),
            of(Kind.DATE, "on", label=_("Date")),
            of(Kind.TEXT, "note", label=_("Note")),
        ],
    ),
)
POTENTIALS = Table(
    name="account_potentials",
    label=_("Potentials of accounts"),
    model=AccountPotential,
    importable=False,
    words=("pk",),
    help=_("What each account could buy in a year, of us and all others."),
    columns=columns_for(
        AccountPotential,
        [
            refers("accounts", "account", label=_("Account")),
            of(Kind.MONEY, "potential", field="potential_minor", currency="currency"),
            of(Kind.CURRENCY, "currency", label=_("Currency")),
            of(Kind.TEXT, "source", label=_("Source")),
            of(Kind.DATE, "on", label=_("Date")),
        ],
    ),
)
SCORES = Table(
    name="account_scores",
    label=_("Scores of accounts"),
    model=ScoreTotal,
    importable=False,
    words=("pk",),
    help=_("Each account's points on both axes of the scorecard, its place, and the money."),
    columns=columns_for(
        ScoreTotal,
        [
            refers("accounts", "account", label=_("Account")),
            of(Kind.DECIMAL, "attractiveness", label=_("Attractiveness")),
            of(Kind.DECIMAL, "strength", label=_("Our strength")),
            of(Kind.PERCENT, "known_percent", label=_("Known, % of the weight")),
            of(Kind.CHOICE, "place", label=_("Place"), choices=ScoreTotal.Place.choices),
            of(
                Kind.CHOICE,
                "dispute",
                label=_("Where score and money disagree"),
                choices=ScoreTotal.Dispute.choices,
            ),
        ],
    ),
)
COVERAGE_TABLES = (
    ACCOUNT_RESULTS,
    PLANNED_COVERAGES,
    JUDGEMENTS,
    POTENTIALS,
    SCORES,
)
