"""What contacts ask of us, conflicts, backups with hours, regional budgets, long absences."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db.models import Sum
from django.urls import reverse

from counterpart.directory.models import Absence
from counterpart.history import services as history
from counterpart.staffing import services
from counterpart.staffing.engine import value_of
from counterpart.staffing.kept import kept_plan, kept_problem
from counterpart.staffing.models import Conflict
from counterpart.teams.load import load_of
from counterpart.teams.models import Pairing
from staffing.conftest import QUICK


def drawn_up(market, system, **options):
    return services.draw_up(
        "Asked",
        accounts=market.accounts,
        people=None,
        options=replace(QUICK, **options),
        by=system,
        solve_now=True,
    )


def ask(contact, system, **facts):
    for name, value in facts.items():
        setattr(contact, name, value)
    history.save(contact, by=system)


def test_a_skill_that_nobody_has_leaves_a_gap_that_says_so(market, system):
    ask(market.contacts[0], system, needed_skills="Food safety,  SAP")

    row = drawn_up(market, system).pairings.get(contact=market.contacts[0])

    assert row.person is None
    assert row.reasons["gap"]["reason"] == "lacks_skills"


def test_a_contact_is_faced_by_who_has_the_skill_and_the_seniority(market, system):
    expert = market.people[2]
    ask(expert, system, skills="sap, food safety", seniority=4)
    ask(market.contacts[0], system, needed_skills="Food Safety", least_seniority=4)

    row = drawn_up(market, system).pairings.get(contact=market.contacts[0])

    assert row.person == expert


def test_people_in_conflict_share_no_account(market, system):
    first, second = market.people[1:]
    services.keep_apart(second, first, why="Related", by=system)

    plan = drawn_up(market, system)

    for account in market.accounts:
        people = set(plan.pairings.filter(account=account).values_list("person", flat=True))
        assert not {first.pk, second.pk} <= people


def test_planned_backups_take_hours_and_are_others(market, system):
    without, planned = (
        drawn_up(market, system, **asked)
        for asked in ({}, {"backups_from_percent": 0, "backup_hours_percent": 20})
    )

    backed = planned.pairings.exclude(backup=None)
    assert backed.exists()
    assert all(row.backup_id != row.person_id for row in backed)
    hours = [sum(load.hours_per_month for load in p.loads.all()) for p in (without, planned)]
    assert hours[1] > hours[0]
    assert all(0 < row.backup_hours_per_month < row.hours_per_month for row in backed)
    assert {row.backup_hours_per_month for row in without.pairings.all()} == {0}


def test_hours_of_planned_backups_are_adopted_and_count_in_their_load(market, system):
    plan = drawn_up(market, system, backups_from_percent=0, backup_hours_percent=20)

    services.adopt(plan, since=system.today, by=system)

    backups = Pairing.objects.on(system.today).filter(rank=Pairing.Rank.BACKUP)
    faced = Pairing.objects.on(system.today).aggregate(hours=Sum("hours_per_month"))["hours"]
    led = sum(lead.hours_per_month for lead in plan.leads.all())
    wanted = plan.pairings.exclude(backup=None).values_list("backup", "backup_hours_per_month")
    assert sorted(backups.values_list("person", "hours_per_month")) == sorted(wanted)
    assert all(hours for _person, hours in wanted)
    assert sum(load_of(None, today=system.today).values()) == faced + led


@pytest.mark.parametrize(("backups_from_percent", "more"), [(None, 0), (0, 1)])
def test_a_planned_backup_is_one_of_the_team(
    market, system, ops_client, backups_from_percent, more
):
    plan = drawn_up(market, system, backups_from_percent=backups_from_percent)
    account, (first, second) = market.accounts[0], market.people[1:]
    plan.pairings.filter(account=account).update(person=first, backup=second)
    plan.leads.filter(account=account).update(person=market.people[0])

    page = ops_client.get(reverse("staffing:plan", args=[plan.pk]))

    people = {team.lead.account: team.people for team in page.context["teams"]}
    assert people[account] == 2 + more


@pytest.mark.parametrize("backups_from_percent", [None, 0])
def test_a_proposal_is_kept_with_all_that_it_is_worth(market, system, backups_from_percent):
    plan = drawn_up(market, system, backups_from_percent=backups_from_percent)

    problem = kept_problem(plan)

    assert value_of(problem, kept_plan(plan, problem)) == plan.value_minor


def test_a_regional_budget_is_kept(market, system):
    for account in market.accounts:
        ask(account, system, region="Nordics")
    for person in market.people:
        ask(person, system, cost_per_hour_minor=5_000)

    plan = drawn_up(market, system, region_budgets={"Nordics": 4_000})

    assert plan.findings["kept"]["cost"] <= 4_000 * 100


def test_somebody_away_half_the_year_has_half_the_hours(market, system):
    expert, today = market.people[1], system.today
    away = Absence(person=expert, since=today, until=today + timedelta(days=183))
    history.create(away, by=system)

    load = drawn_up(market, system).loads.get(person=expert)

    assert 9 <= load.capacity <= 10


def test_conflicts_are_added_and_removed_on_their_page(market, ops_client):
    first, second = market.people[1:]
    page = reverse("staffing:conflicts")

    sent = {"person": first.pk, "other": second.pk, "why": "Related"}
    answer = ops_client.post(page, {**sent, "person_id": first.pk, "other_id": second.pk})
    if answer.status_code == 422:
        raise AssertionError(answer.context["form"].errors)

    row = Conflict.objects.get()
    assert {row.person, row.other} == {first, second}
    assert "Related" in ops_client.get(page).content.decode()
    ops_client.post(reverse("staffing:conflict_remove", args=[row.pk]))
    assert not Conflict.objects.exists()
