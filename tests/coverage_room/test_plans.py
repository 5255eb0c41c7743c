"""Coverage plans: what the engine is asked, what it answers, and what adopting does."""

import itertools
from datetime import date

import pytest
from django.urls import reverse

from counterpart.coverage import services
from counterpart.coverage.forms import PlanForm
from counterpart.coverage.models import AccountCoverage, AccountResult, CoveragePlan
from counterpart.coverage.options import PlanOptions
from counterpart.coverage.queries.framing import functions_involved, read_portfolio
from counterpart.coverage.services import portfolio
from counterpart.coverage.translate.portfolio import AS_IS, build_problem
from counterpart.customers import services as customers
from counterpart.history.services import ChangedSince
from counterpart.jobs.models import Job
from counterpart.jobs.performing import perform_waiting
from coverage_room.conftest import SALES
from factories import AccountFactory

TODAY = date(2026, 11, 23)


def draw_up(system, **options):
    plan = portfolio.draw_up_plan("Next year", options=PlanOptions(**options), by=system)
    return portfolio.solve_coverage(plan, by=system)


def problem_of(system, **options):
    facts = read_portfolio(PlanOptions(**options), "EUR", system.today)
    return facts, build_problem(facts, currency="EUR")


def test_an_option_is_worth_the_margin_it_brings_less_what_it_costs(accounts, system):
    facts, _built = problem_of(system, change_cost=300, spread_years=3)
    account = next(each for each in facts.accounts if each.pk == accounts[1].pk)
    territory, manager = facts.models[0], facts.models[1]

    today = facts.option(account, territory, AS_IS)
    heavier = facts.option(account, manager, AS_IS)

    document = 4_000
    assert today.sales_minor == SALES[1]
    assert today.cost_minor == 16 * 5_000 + 40_000
    assert today.value_minor == SALES[1] * 4 // 10 - document - today.cost_minor
    assert heavier.cost_minor == 120 * 5_000 + 250_000 + 30_000
    times = account.answer.response.curve.value(120 / 16)
    earned = (SALES[1] * 4 // 10 - document) * times
    changing = (100_000 + 30_000) / 3
    assert heavier.value_minor == pytest.approx(earned - heavier.cost_minor - changing, abs=600)
    assert 1 < times < 2


def test_what_is_supposed_changes_what_options_are_worth(accounts, system):
    def worth(**supposed):
        facts, _ = problem_of(system, **supposed)
        account = next(each for each in facts.accounts if each.pk == accounts[0].pk)
        return facts.option(account, facts.models[1], AS_IS)

    plain = worth()
    assert worth(price_percent=5).value_minor > plain.value_minor
    assert worth(potential_percent=50).sales_minor > plain.sales_minor
    assert worth(rate_percent=10).cost_minor == plain.cost_minor + 60_000


def test_the_plan_is_the_best_of_all_that_keep_the_limits(accounts, system):
    plan = draw_up(system, leads=1, efforts=(100,), budget=20_000)

    facts, built = problem_of(system, leads=1, efforts=(100,), budget=20_000)
    best = max(
        sum(option.value_minor for option in chosen)
        for chosen in itertools.product(*(facts.options_of(each) for each in facts.accounts))
        if all(
            limit is None or sum(option.uses(name) for option in chosen) <= limit
            for name, limit in built.capacities.items()
        )
    )
    assert plan.value_minor == plan.bound_minor == best
    assert plan.is_proven
    assert plan.state == CoveragePlan.State.READY
    assert plan.rows.count() == 3


def test_the_large_account_gets_more_than_the_small_one(accounts, system):
    plan = draw_up(system)

    rows = {row.account.name: row for row in plan.rows.select_related("account", "model")}
    assert rows["Large"].model.position > rows["Small"].model.position
    assert rows["Small"].model.code == "territory"
    assert plan.value_minor - plan.today_minor == sum(row.gain_minor for row in rows.values())
    assert plan.changes == sum(row.is_change for row in rows.values())
    large = rows["Large"]
    assert large.source == "prior"
    assert large.runner_up_id != large.model_id
    assert large.behind_minor >= 0
    assert 0 <= large.flips_percent < 50


def test_break_even_is_the_sales_that_just_pay_for_the_model(accounts, system):
    plan = draw_up(system)

    row = plan.rows.get(account=accounts[0])
    manager = row.models_compared[1]
    added = manager["cost"] - row.models_compared[0]["cost"]
    rate = (SALES[0] * 0.4 - 4_000) / SALES[0]
    assert manager["break_even"] == pytest.approx(added / rate, abs=1)
    assert row.models_compared[0]["break_even"] == 0


def test_more_of_the_budget_never_brings_less(accounts, system):
    plan = draw_up(system)

    points = plan.findings["frontiers"]["budget"]
    values = [point["value"] for point in points]
    assert len(points) > 3
    assert values == sorted(values)
    assert values[-1] == plan.value_minor
    assert all(point["bound"] >= point["value"] for point in points)


def test_a_named_account_gets_nothing_lighter(accounts, models, system):
    small = accounts[2]
    services.cover_accounts({small: models["manager"]}, since=date(2026, 1, 1), by=system)

    free, kept = draw_up(system), draw_up(system, keep=(small.pk,))

    assert free.rows.get(account=small).model.code == "territory"
    assert kept.rows.get(account=small).model.code == "manager"


def test_a_team_needs_enough_functions_of_the_customer(accounts, models, system, buying):
    plan = draw_up(system)

    codes = {models["team"].pk, models["on-site"].pk}
    for row in plan.rows.all():
        assert row.functions == 1
        assert codes.isdisjoint(each["model"] for each in row.models_compared)
    assert functions_involved([accounts[0].pk], TODAY) == {accounts[0].pk: 1}


def test_an_account_without_sales_or_margin_stays_as_it_is(accounts, models, system):
    idle = AccountFactory(name="Idle", tier="standard", currency="EUR")
    services.work_out_results(today=TODAY)

    plan = draw_up(system)

    row = plan.rows.get(account=idle)
    assert (row.source, row.model.code, row.is_change) == ("", "territory", False)
    assert plan.findings["stay"] == 1


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"budget": 0}, "too little of “Budget for coverage”"),
        ({"leads": 0}, "too little of “People who lead accounts”"),
        ({"hours": {"sales": 3}}, "too little of “Hours: "),
    ],
)
def test_a_budget_of_nothing_is_answered_in_words_and_changes_nothing(
    accounts, system, options, words
):
    plan = portfolio.draw_up_plan("Poor", options=PlanOptions(**options), by=system)

    with pytest.raises(portfolio.NotEnough, match=words):
        portfolio.solve_coverage(plan, by=system)

    plan.refresh_from_db()
    assert plan.value_minor is None
    assert not plan.rows.exists()


def test_without_results_or_models_the_next_step_is_said(system):
    with pytest.raises(portfolio.NoResultsYet, match="Work it out"):
        portfolio.draw_up_plan("Early", options=PlanOptions(), by=system)

    account = AccountFactory(currency="EUR")
    AccountResult.objects.create(
        account=account, since=TODAY, until=TODAY, currency="EUR",
        revenue_minor=1, cost_to_serve_minor=0,
    )  # fmt: skip
    with pytest.raises(portfolio.NoModelsYet, match="five usual ones"):
        portfolio.draw_up_plan("Early", options=PlanOptions(), by=system)


def test_the_work_is_done_in_the_background(accounts, system):
    plan = portfolio.draw_up_plan("Next year", options=PlanOptions(), by=system)
    with pytest.raises(portfolio.PlanStillSolving):
        portfolio.solve_plan_again(plan, by=system)

    perform_waiting()

    plan.refresh_from_db()
    assert plan.state == CoveragePlan.State.READY
    assert Job.objects.get(key=plan.job_key).report["value"] == plan.value_minor


def test_adopting_covers_the_accounts_and_tells_who_asked(accounts, models, system, monkeypatch):
    plan = draw_up(system)
    told = []
    monkeypatch.setattr(
        "counterpart.coverage.services.covering._TOLD", [lambda *args: told.append(args)]
    )
    since = date(2027, 1, 1)

    portfolio.adopt_coverage(plan, since=since, by=system)

    large = AccountCoverage.objects.get(account=accounts[0])
    assert (large.model_id, large.since) == (plan.rows.get(account=accounts[0]).model_id, since)
    assert not told  # no team is possible here
    plan.refresh_from_db()
    assert plan.state == CoveragePlan.State.ADOPTED
    with pytest.raises(portfolio.PlanIsAdopted):
        portfolio.discard_plan(plan, by=system)

    portfolio.take_coverage_back(plan, by=system)

    assert not AccountCoverage.objects.exists()
    with pytest.raises(portfolio.PlanNotAdopted):
        portfolio.take_coverage_back(plan, by=system)


def test_taking_back_is_refused_when_somebody_changed_the_coverage_since(accounts, models, system):
    plan = portfolio.adopt_coverage(draw_up(system), since=date(2027, 1, 1), by=system)
    services.cover_accounts({accounts[0]: models["territory"]}, since=date(2027, 6, 1), by=system)

    with pytest.raises(ChangedSince):
        portfolio.take_coverage_back(plan, by=system)


def test_a_plan_that_could_not_be_solved_says_so_and_can_be_discarded(accounts, system, ops_client):
    plan = portfolio.draw_up_plan("Poor", options=PlanOptions(leads=0), by=system)

    perform_waiting()

    plan.refresh_from_db()
    assert plan.state == CoveragePlan.State.FAILED
    page = ops_client.get(reverse("coverage:plan", args=[plan.pk])).content.decode()
    assert "too little of “People who lead accounts”" in page
    with pytest.raises(portfolio.NothingToAdopt):
        portfolio.adopt_coverage(plan, since=date(2027, 1, 1), by=system)
    portfolio.discard_plan(plan, by=system)
    assert not CoveragePlan.objects.exists()


def test_accounts_of_one_name_all_keep_what_they_have(accounts, models):
    first = accounts[0]
    twin = AccountFactory(name=first.name, currency="EUR")

    form = PlanForm({"keep": f"{first.name}\n{first.name}"}, options=PlanOptions(), there={})
    form.is_valid()

    assert form.cleaned_data["keep"] == (first.pk, twin.pk)


def test_a_plan_tells_what_changed_since_it_was_solved(accounts, models, sales, system, ops_client):
    plan = draw_up(system)
    path = reverse("coverage:plan", args=[plan.pk])
    assert not ops_client.get(path).context["since"]

    services.cover_accounts({accounts[0]: models["manager"]}, since=system.today, by=system)
    services.set_rate(
        "visit", cost_minor=9_000, currency="EUR", unit="each", since=TODAY, by=system
    )
    customers.lose_account(accounts[1], on=TODAY, by=system)
    fresh = AccountFactory(name="Fresh", currency="EUR")
    AccountResult.objects.create(
        account=fresh, since=TODAY, until=TODAY, currency="EUR", revenue_minor=1,
        cost_to_serve_minor=0,
    )  # fmt: skip

    since = ops_client.get(path).context["since"]

    assert (since.covered_otherwise, since.lost, since.new) == (1, 1, 1)
    assert [(str(label), count) for label, count, _thing in since.things] == [("rates", 1)]
    adopt = ops_client.get(reverse("coverage:plan_adopt", args=[plan.pk])).content.decode()
    assert "Changed since the plan read its facts" in adopt and "Solve again" in adopt


def test_an_adopted_plan_is_not_told_to_be_behind(accounts, system, ops_client):
    plan = draw_up(system)
    portfolio.adopt_coverage(plan, since=system.today, by=system)

    page = ops_client.get(reverse("coverage:plan", args=[plan.pk]))

    assert page.context["since"] is None


def test_results_of_the_next_night_alone_are_a_quiet_line(accounts, system, ops_client):
    plan = draw_up(system)
    services.work_out_results(today=TODAY)

    page = ops_client.get(reverse("coverage:plan", args=[plan.pk]))

    assert not page.context["since"].matters
    assert "they were worked out anew" in page.content.decode()
