"""What covering the accounts costs: the usual models, rates, and which account has which.

AdventureWorks knows nothing of it. Key accounts had one manager each until their teams began, with
the staffing of ten months ago; two have an office on site.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from counterpart.access.viewer import Viewer
from counterpart.coverage import services
from counterpart.coverage.models import Activity, TeamBaseline
from counterpart.coverage.options import PlanOptions
from counterpart.coverage.services import payback, portfolio
from counterpart.customers.models import Account
from counterpart.demo import core_team, hours_log
from counterpart.directory.models import Person
from counterpart.ledger.models import OrderLine

CURRENCY = "USD"
RATES = {
    Activity.VISIT: (18_000, "visit"),
    Activity.ORDER: (4_500, "order"),
    Activity.RETURN: (9_000, "return"),
}
VISITS_A_YEAR = {
    "territory": 2,
    "manager": 8,
    "core-team": 10,
    "sales-force": 12,
    "team": 20,
    "on-site": 6,
}
ON_SITE = 2
LOGGED = 6
JUDGED = 8
JUDGES = {"Stephen Jiang": (45, 76, 116, 170), "Jillian Carson": (60, 84, 110, 145)}
BUDGET, LEADS = 2_300_000, 22
PEERS_ALONE = 3
KEPT = 3
"""The largest key accounts get nothing lighter than they have."""
TEAMS = {
    Account.Tier.STRATEGIC: "team",
    Account.Tier.GLOBAL: "team",
    Account.Tier.NATIONAL: core_team.CODE,
}
"""Which team key accounts of a tier have; plain key accounts have a manager."""


def set_up_coverage(key: list[Account], *, teams_since: date, seed: int, by: Viewer) -> None:
    """Models, rates and coverage; `key` from the largest."""
    begin = date(by.today.year - 3, 1, 1)
    models = {
        model.code: model
        for model in services.take_ready_made(since=begin, currency=CURRENCY, by=by)
    }
    models[core_team.CODE] = core_team.make_core_team(since=begin, currency=CURRENCY, by=by)
    for activity, (minor, unit) in RATES.items():
        services.set_rate(
            activity,
            cost_minor=minor,
            currency=CURRENCY,
            unit=unit,
            since=begin,
            source="A usual figure to begin with",
            by=by,
        )
    for code, visits in VISITS_A_YEAR.items():
        services.set_standard(
            models[code], Activity.VISIT, quantity_per_year=Decimal(visits), by=by
        )
    keys = {account.pk for account in key}
    others = Account.objects.exclude(pk__in=keys)
    before = dict.fromkeys(others, models["territory"])
    before |= dict.fromkeys(key, models["manager"])
    services.cover_accounts(before, since=teams_since - timedelta(days=600), by=by)
    now = {each: models[TEAMS[Account.Tier(each.tier)]] for each in key if each.tier in TEAMS}
    now |= dict.fromkeys(key[:ON_SITE], models["on-site"])
    services.cover_accounts(now, since=teams_since, by=by, why="Teams begin")
    _log(key, by)
    hours_log.log_hours(key[JUDGED:], seed=seed, by=by)
    services.fit_responses(today=by.today)
    services.work_out_results(today=by.today)
    _judge(key, by)
    _ledgers(by)
    _score(key, by)
    _plan(key, by)


def _log(key: list[Account], by: Viewer) -> None:
    """Visits to a few key accounts; at some, two went on one day without knowing of each other."""
    people = list(
        Person.objects.filter(hours_per_month__gt=0).order_by("pk").select_related("function")
    )
    for at, account in enumerate(key[:LOGGED]):
        site = account.sites.first()
        if site is None:
            continue
        for month in range(1, 7):
            day = by.today - timedelta(days=30 * month + at)
            first, second = people[at], people[(at + 7) % len(people)]
            pair = [first, second] if month % 3 == 0 else [first]
            for person in pair:
                services.log_entry(
                    account,
                    activity=Activity.VISIT,
                    person=person,
                    site=site,
                    on=day,
                    quantity=Decimal(1),
                    is_joint=at == 1,
                    by=by,
                )


def _judge(key: list[Account], by: Viewer) -> None:
    """Two people judge the largest key accounts, and one all plain key accounts together."""
    for at, account in enumerate(key[:JUDGED]):
        for judge, (none, half, more, most) in JUDGES.items():
            services.judge_response(
                account=account,
                judge=judge,
                none_percent=none - 4 * (at % 3),
                half_percent=half - 2 * (at % 3),
                more_percent=more + 2 * (at % 4),
                saturation_percent=most + 10 * (at % 4),
                by=by,
            )
        services.set_potential(
            account,
            potential_minor=account.annual_value_minor * (18 + 4 * (at % 3)) // 10,
            currency=account.currency,
            source="What its stores sell, by the trade press",
            by=by,
        )
    services.judge_response(
        tier=Account.Tier.KEY,
        judge="Stephen Jiang",
        none_percent=50,
        half_percent=78,
        more_percent=114,
        saturation_percent=160,
        by=by,
    )


def _ledgers(by: Viewer) -> None:
    """Every team has its ledger; for a few, finance has agreed to believe the peers alone."""
    baselines = payback.begin_baselines(today=by.today, by=by)
    payback.work_out_ledgers(baselines, today=by.today, by=by)
    old = (
        OrderLine.objects.filter(on__lt=by.today - timedelta(days=600)).values("account").distinct()
    )
    buying_long = set(old.values_list("account", flat=True))
    known = [
        row
        for row in baselines
        if not row.lacking and row.lift_source == "prior" and row.account_id in buying_long
    ]
    for row in sorted(known, key=lambda row: -row.earned_minor)[:PEERS_ALONE]:
        payback.change_baseline(
            row,
            method=TeamBaseline.Method.PEERS,
            lifts=(row.lift_low_percent, row.lift_percent, row.lift_high_percent),
            lift_source=row.lift_source,
            adjustment_percent=row.adjustment_percent,
            former_cost_minor=None,
            why="Agreed with finance: until the response is judged, the peers alone count",
            by=by,
            today=by.today,
        )


def _score(key: list[Account], by: Viewer) -> None:
    """The published card; sales operations rate the key accounts."""
    card = services.take_ready_made_card(by=by)
    rated = list(card.criteria.filter(origin="judged"))
    for at, account in enumerate(key):
        ratings = {each: 3 + (at * 5 + 3 * n) % 8 for n, each in enumerate(rated)}
        services.rate_account(account, ratings, by=by, work_out=False)
    services.work_out_scores(by.today)


def _plan(key: list[Account], by: Viewer) -> None:
    """A coverage plan under a tight budget and few leads; the worker solves it."""
    options = PlanOptions(budget=BUDGET, leads=LEADS, keep=tuple(each.pk for each in key[:KEPT]))
    portfolio.draw_up_plan(f"Coverage of {by.today.year + 1}", options=options, by=by)
