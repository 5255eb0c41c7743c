"""A coverage plan that gives an account a team opens it for staffing, with the model's hours."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from counterpart.coverage.models import CoverageModel, CoveragePlan, PlannedCoverage
from counterpart.coverage.services import cover_accounts, portfolio, take_ready_made
from counterpart.customers.models import Contact
from counterpart.history import services as history
from counterpart.jobs.performing import perform_waiting
from counterpart.staffing import services
from counterpart.staffing.frame import read_frame
from counterpart.staffing.models import OpenedAccount, StaffingPlan
from counterpart.staffing.translate.assumed_hours import hours_of_contacts
from factories import ContactFactory, FunctionFactory, FunctionMatchFactory, put_on_team

SINCE = date(2027, 1, 1)


@pytest.fixture
def shipping(db):
    """Ours and theirs; a selling team takes sixty hours of it a year."""
    function = FunctionFactory(code="shipping", name="Shipping", name_ru="Отгрузка")
    FunctionMatchFactory(ours=function, theirs=function, fit_percent=100)
    return function


@pytest.fixture
def plan(fjord, shipping, sales, system):
    """Solved: Fjord Foods gets a selling team at half of its usual hours."""
    take_ready_made(since=date(2026, 1, 1), currency="EUR", by=system)
    today, team = (CoverageModel.objects.get(code=code) for code in ("territory", "team"))
    made = CoveragePlan(name="Next year", choices={"options": {}}, state="ready", value_minor=3)
    made = history.create(made, by=system)
    PlannedCoverage.objects.create(
        plan=made, account=fjord, today=today, model=team, is_change=True, effort_percent=50,
        hours=1, sales_today_minor=7, sales_minor=7, cost_minor=5, today_minor=2, value_minor=2,
        gain_minor=0, source="prior",
    )  # fmt: skip
    return made


def test_adopting_opens_the_account_with_the_hours_of_its_model(plan, fjord, shipping, system):
    portfolio.adopt_coverage(plan, since=SINCE, by=system)

    opened = OpenedAccount.objects.get()
    assert (opened.account, opened.source, opened.since) == (fjord, "Next year", SINCE)
    assert Decimal(opened.hours[str(shipping.pk)]) == 30
    assert list(services.waiting_accounts()) == [opened]


def test_taking_the_plan_back_closes_it(plan, system):
    portfolio.adopt_coverage(plan, since=SINCE, by=system)

    portfolio.take_coverage_back(CoveragePlan.objects.get(), by=system)

    assert not OpenedAccount.objects.exists()


def test_contacts_share_the_hours_of_the_function_that_faces_them(
    plan, fjord, ines, shipping, system
):
    large = ContactFactory(account=fjord, function=shipping, hours_per_month=6)
    small = ContactFactory(account=fjord, function=shipping, hours_per_month=2)
    portfolio.adopt_coverage(plan, since=SINCE, by=system)

    frame = read_frame({"accounts": [fjord.pk], "people": None}, system.today)
    hours = dict(zip([c.pk for c in frame.contacts], hours_of_contacts(frame), strict=True))

    assert hours[large.pk] == pytest.approx(30 / 12 * 6 / 8)
    assert hours[small.pk] == pytest.approx(30 / 12 * 2 / 8)
    own = Contact.objects.get(pk=ines.pk).hours_per_month
    assert hours[ines.pk] == float(own)  # no function of the model faces her


def test_a_proposal_for_those_who_wait_is_adopted_and_they_wait_no_longer(
    plan, fjord, ines, ravi, ops_client, system
):
    portfolio.adopt_coverage(plan, since=SINCE, by=system)
    page = ops_client.get(reverse("staffing:plans")).content.decode()
    assert "waits to be staffed" in page

    answer = ops_client.post(reverse("staffing:staff_waiting"))

    proposal = StaffingPlan.objects.get()
    assert answer.url == reverse("staffing:plan", args=[proposal.pk])
    assert proposal.choices["accounts"] == [fjord.pk]

    perform_waiting()
    proposal = services.adopt(StaffingPlan.objects.get(), since=SINCE, by=system)

    assert not services.waiting_accounts().exists()
    services.take_back(proposal, by=system)
    assert services.waiting_accounts().exists()


def test_nothing_is_proposed_where_nobody_waits(system):
    with pytest.raises(services.NothingOpened, match="adopt a coverage plan"):
        services.staff_waiting_accounts(by=system)


def test_coverage_changed_by_hand_opens_too_and_less_than_a_team_closes_again(
    plan, fjord, shipping, system
):
    team, light = (CoverageModel.objects.get(code=code) for code in ("team", "territory"))
    cover_accounts({fjord: team}, since=SINCE, by=system)
    opened = services.waiting_accounts().get()
    assert Decimal(opened.hours[str(shipping.pk)]) == 60

    cover_accounts({fjord: light}, since=date(2027, 6, 1), by=system)

    assert not services.waiting_accounts().exists()
    assert not read_frame({"accounts": [fjord.pk], "people": None}, system.today).assumed


def test_a_team_that_has_been_there_for_long_does_not_wait(plan, fjord, nadia, system):
    put_on_team(fjord, nadia)

    team = CoverageModel.objects.get(code="team")
    cover_accounts({fjord: team}, since=date(2026, 2, 1), by=system)

    assert OpenedAccount.objects.get().staffed_on == date(2026, 2, 1)
    assert not services.waiting_accounts().exists()
