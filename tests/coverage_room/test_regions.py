"""Regions of accounts: hours there are within them, and responses judged for them."""

import itertools

import pytest
from django.urls import reverse

from counterpart.coverage import services
from counterpart.coverage.forms import PlanForm
from counterpart.coverage.models import AccountResult, CoveragePlan, ResponseJudgement
from counterpart.coverage.options import PlanOptions
from counterpart.coverage.queries.framing import read_portfolio
from counterpart.coverage.queries.plans import asked_of, scarce_of
from counterpart.coverage.queries.regional_hours import regions_today
from counterpart.coverage.queries.responses import responses_for
from counterpart.coverage.services import portfolio
from counterpart.coverage.translate.responses import Responses
from counterpart.customers.models import Account
from counterpart.history import services as history
from coverage_room.conftest import TODAY

ALPS, NORDICS = "Alps, West", "Nordics"
ANSWERS = {"none_percent": 40, "half_percent": 75, "more_percent": 115, "saturation_percent": 160}


@pytest.fixture
def regional(accounts, system):
    """The large and the small account lie in one region, the middle one in another."""
    for account, region in zip(accounts, (NORDICS, ALPS, NORDICS), strict=True):
        account.region = region
        history.save(account, by=system)
    return accounts


def test_hours_of_a_region_limit_its_accounts_alone(regional, system):
    asked = PlanOptions(efforts=(100,), regional_hours=((NORDICS, "sales", 140), (ALPS, "", 20)))
    plan = portfolio.draw_up_plan("Next year", options=asked, by=system)
    plan = portfolio.solve_coverage(plan, by=system)

    facts = read_portfolio(asked, "EUR", system.today)
    in_nordics = {account.pk for account in facts.accounts if account.region == NORDICS}

    def hours(chosen, inside, code=""):
        return sum(
            option.model.hours_of(code)
            for option in chosen
            if (option.account.pk in in_nordics) == inside
        )

    best = max(
        sum(option.value_minor for option in chosen)
        for chosen in itertools.product(*(facts.options_of(each) for each in facts.accounts))
        if hours(chosen, True, "sales") <= 140 and hours(chosen, False) <= 20
    )
    assert plan.value_minor == plan.bound_minor == best
    free = portfolio.draw_up_plan("Free", options=PlanOptions(efforts=(100,)), by=system)
    assert portfolio.solve_coverage(free, by=system).value_minor > plan.value_minor
    shown = {str(row.label): (row.used, row.there) for row in scarce_of(plan)}
    assert shown["Hours: Sales, Nordics"] == ("136", "140")
    assert shown["Hours: all functions, Alps, West"][1] == "20"
    assert (f"Hours: Sales, {NORDICS}", 140) in [(str(k), v) for k, v in asked_of(plan)]


def test_too_few_hours_of_a_region_are_named(regional, system):
    asked = PlanOptions(efforts=(100,), regional_hours=((ALPS, "sales", 5),))
    plan = portfolio.draw_up_plan("Next year", options=asked, by=system)

    with pytest.raises(portfolio.NotEnough) as told:
        portfolio.solve_coverage(plan, by=system)

    assert "“Hours: Sales, Alps, West”" in str(told.value)


def test_wishes_survive_being_kept_and_copied(regional, system):
    asked = PlanOptions(regional_hours=((NORDICS, "sales", 140), (ALPS, "", 20)))
    plan = portfolio.draw_up_plan("Next year", options=asked, by=system)

    again = PlanOptions.from_choices(CoveragePlan.objects.get(pk=plan.pk).choices)

    assert again == asked
    form = PlanForm(options=again, there={})
    shown = form["regional_hours"].value()
    assert shown == "Nordics, Sales: 140\nAlps, West: 20"


def filled_in(text):
    options = PlanOptions()
    form = PlanForm(options=options, there={}, name="Next year")
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    return PlanForm({**data, "regional_hours": text}, options=options, there={})


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Nordics: 9000", (NORDICS, "", 9000)),
        ("Nordics, Sales: 4 000", (NORDICS, "sales", 4000)),
        ("Alps, West: 1,200", (ALPS, "", 1200)),
        ("Alps, West, продажи: 12", (ALPS, "sales", 12)),
    ],
)
def test_hours_of_regions_are_read_as_people_write_them(regional, sales, system, text, read):
    sales.name_ru = "Продажи"
    history.save(sales, by=system)
    form = filled_in(f"\n{text}\n")

    assert form.is_valid(), form.errors
    assert form.options().regional_hours == (read,)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Nordics", "no whole number of hours"),
        ("Nordics: some", "no whole number of hours"),
        ("Nordics: 0", "no whole number of hours"),
        ("Atlantis: 5", "no region"),
        ("Nordics, Astrology: 5", "no function of ours"),
        ("Nordics: 5\nNordics: 6", "said twice"),
    ],
)
def test_a_line_that_makes_no_sense_is_named(regional, sales, text, told):
    form = filled_in(text)

    assert not form.is_valid()
    message = form.errors["regional_hours"][0]
    assert told in message
    assert text.splitlines()[-1] in message


def test_what_todays_models_take_stands_beside_the_limits(regional, models, sales, ops_client):
    rows = {row.name: row for row in regions_today([sales], TODAY)}

    light = next(each.hours_per_year for each in models["territory"].terms.get().hours.all())
    assert (rows[ALPS].accounts, rows[ALPS].hours) == (1, [light])
    assert (rows[NORDICS].accounts, rows[NORDICS].hours_in_all) == (2, 2 * light)
    page = ops_client.get(reverse("coverage:plan_create")).content.decode()
    assert "What today's models take in each region" in page


def test_a_tier_in_a_region_goes_before_the_tier_and_that_before_the_region(regional, system):
    account = regional[0]

    def ceiling():
        return round(Responses([account.pk]).of(account, 100, "EUR").curve.ceiling, 6)

    for segment, most in (
        ({"region": ALPS}, 900),
        ({"region": NORDICS}, 150),
        ({"tier": account.tier}, 160),
        ({"tier": account.tier, "region": NORDICS}, 170),
    ):
        before = ceiling()
        services.judge_response(by=system, **segment, **{**ANSWERS, "saturation_percent": most})
        assert ceiling() == (before if segment == {"region": ALPS} else most / 100)


def test_the_list_knows_what_is_judged_of_a_region(regional, system):
    services.judge_response(region=NORDICS, by=system, **ANSWERS)

    def listed(source, region=""):
        rows = responses_for(system, source=source, region=region)
        return {row.account.name for row in rows}

    assert listed("segment") == {"Large", "Small"}
    assert listed("prior") == {"Middle"}
    assert listed("", ALPS) == {"Middle"}
    known = Responses([row.account_id for row in AccountResult.objects.all()])
    for account in Account.objects.all():
        source = known.of(account, 100, "EUR").source
        assert account.name in listed(source)


def test_a_region_is_judged_and_withdrawn_on_screen(regional, ops_client):
    path = reverse("coverage:segment_responses")

    nothing = ops_client.post(path, ANSWERS)
    assert nothing.status_code == 422
    assert "Choose a tier, a region, or both." in nothing.content.decode()
    assert ops_client.post(path, {**ANSWERS, "region": "Atlantis"}).status_code == 422

    ops_client.post(path, {**ANSWERS, "region": NORDICS, "tier": "standard"})
    row = ResponseJudgement.objects.get()
    assert row.segment == "Standard, Nordics"
    page = ops_client.get(path).content.decode()
    assert "Standard, Nordics" in page

    ops_client.post(reverse("coverage:judgement_withdraw", args=[row.pk]))
    assert not ResponseJudgement.objects.exists()
