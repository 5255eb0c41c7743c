"""If somebody leaves, and what relaxing a limit is worth, on the screens of a proposal."""

import csv

import pytest
from django.urls import reverse

from counterpart.history.models import recording
from counterpart.jobs.models import Job
from counterpart.staffing import services
from counterpart.staffing.models import Leaving, StaffingPlan
from factories import PersonFactory
from staffing.conftest import QUICK


@pytest.fixture
def thought_through(proposal):
    services.drill_plan(proposal, basis=Leaving.Basis.PROPOSAL)
    return proposal


def test_everybody_who_fills_a_post_is_gone_through(thought_through):
    standing = {row.person_id for row in thought_through.pairings.all()}
    standing |= {row.person_id for row in thought_through.leads.all()}

    rows = list(thought_through.leavings.all())

    assert {row.person_id for row in rows} == standing - {None}
    assert [row.lost_minor for row in rows] == sorted((r.lost_minor for r in rows), reverse=True)
    lead = thought_through.leads.exclude(person=None).first().person
    gone = next(row for row in rows if row.person == lead)
    assert gone.led == gone.led_open == 2  # nobody else may lead
    assert gone.at_risk_minor > 0


def test_thinking_through_again_replaces_what_was_kept(thought_through):
    before = thought_through.leavings.count()

    services.drill_plan(thought_through, basis=Leaving.Basis.PROPOSAL)

    assert thought_through.leavings.count() == before


def test_a_place_emptied_by_hand_is_nobody_s_to_lose(thought_through, system):
    place = thought_through.pairings.exclude(person=None).first()
    person = place.person
    before = thought_through.leavings.get(person=person).contacts
    services.change_by_hand(place, person_id=None, by=system, why="tried")

    services.drill_plan(thought_through, basis=Leaving.Basis.PROPOSAL)

    after = thought_through.leavings.filter(person=person).first()
    assert (after.contacts if after else 0) == before - 1


def test_report_is_queued_and_filled_by_its_job(proposal, ops_client):
    answer = ops_client.post(reverse("staffing:think_through", args=[proposal.pk]), {"of": "today"})

    assert answer.url == reverse("staffing:risk", args=[proposal.pk]) + "?of=today"
    job = Job.objects.get(kind=services.DRILL)
    assert job.payload == {"plan": proposal.pk, "basis": "today"}
    assert ops_client.get(answer.url).status_code == 200


def test_report_is_shown_with_a_fixed_number_of_queries(
    thought_through, ops_client, django_assert_max_num_queries
):
    address = reverse("staffing:risk", args=[thought_through.pk])
    with django_assert_max_num_queries(15):
        page = ops_client.get(address, {"sort": "at_risk"})

    shown = page.context["page"].rows
    risks = [row.at_risk_minor for row in shown]
    assert risks == sorted(risks, reverse=True)
    assert len(page.content) < 60_000


def test_report_is_filtered_by_name_and_by_what_stays_open(thought_through, ops_client):
    address = reverse("staffing:risk", args=[thought_through.pk])
    first = thought_through.leavings.first()

    named = ops_client.get(address, {"q": first.person.last_name}).context["page"].rows
    open_ = ops_client.get(address, {"only": "open"}).context["page"].rows

    assert first in named
    assert open_
    assert all(row.at_risk_minor for row in open_)


def test_report_as_a_file(thought_through, ops_client):
    answer = ops_client.get(reverse("staffing:risk_csv", args=[thought_through.pk]))

    lines = list(csv.reader(answer.content.decode("utf-8-sig").splitlines()))
    rows = list(thought_through.leavings.all())
    assert [line[0] for line in lines[1:]] == [str(row.person) for row in rows]
    assert [int(line[6]) for line in lines[1:]] == [round(r.lost_minor / 100) for r in rows]


def test_page_of_one_person_with_a_fixed_number_of_queries(
    thought_through, ops_client, django_assert_max_num_queries
):
    leaving = thought_through.leavings.order_by("-contacts").first()
    with django_assert_max_num_queries(15):
        page = ops_client.get(reverse("staffing:leaving", args=[leaving.pk]))

    posts = page.context["shown"].posts
    assert len(posts) == leaving.contacts + leaving.led
    assert all(post.stand_in or post.why for post in posts)


def lines_of(answer):
    return list(csv.reader(answer.content.decode("utf-8-sig").splitlines()))


@pytest.fixture
def of_an_expert(market, system):
    """The leaving of somebody whose posts another expert could take too."""
    for _ in range(2):
        PersonFactory(function=market.people[1].function, hours_per_month=20)
    plan = services.draw_up(
        "Three", accounts=market.accounts, people=None, options=QUICK, by=system, solve_now=True
    )
    services.drill_plan(plan, basis=Leaving.Basis.PROPOSAL)
    return plan.leavings.filter(contacts__gt=0, contacts_open=0, led=0).first()


def test_others_who_could_take_a_post_stand_beside_who_does(of_an_expert, ops_client):
    leaving = of_an_expert

    page = ops_client.get(reverse("staffing:leaving", args=[leaving.pk]))
    answer = ops_client.get(reverse("staffing:leaving_csv", args=[leaving.pk]), {"by": "post"})

    posts = page.context["shown"].posts
    told = {str(who) for post in posts for who, _earns in post.others}
    assert told
    assert not told & {str(leaving.person)}
    for post, line in zip(posts, lines_of(answer)[1:], strict=True):
        assert line[5] == str(post.stand_in)
        assert line[9] == "; ".join(f"{who}: {round(n / 100)}" for who, n in post.others)
        assert all(who != post.stand_in for who, _earns in post.others)
    assert leaving.without_choice == sum(not post.others for post in posts)


def test_those_who_remain_carry_the_load_function_by_function(thought_through, ops_client):
    leaving = thought_through.leavings.order_by("-contacts").first()

    page = ops_client.get(reverse("staffing:leaving", args=[leaving.pk]))
    address = reverse("staffing:risk_csv", args=[thought_through.pk])
    lines = lines_of(ops_client.get(address, {"by": "function"}))

    shown = page.context["shown"]
    own = shown.functions[0]
    taken = sum(load.after - load.before for load in shown.loads)
    assert (own.function, own.people, own.is_own) == (leaving.person.function, 1, True)
    assert sum(row.after - row.before for row in shown.functions) == taken
    assert own.percent == leaving.function_percent
    theirs = [line for line in lines[1:] if line[0] == str(leaving.person)]
    assert [float(line[5]) for line in theirs] == [row.after for row in shown.functions]
    assert str(own.function) in page.content.decode()


def test_a_report_of_an_older_version_is_shown_without_what_it_lacks(thought_through, ops_client):
    for leaving in thought_through.leavings.all():
        leaving.detail = {
            "posts": [
                {key: value for key, value in post.items() if key != "others"}
                for post in leaving.detail["posts"]
            ],
            "loads": leaving.detail["loads"],
        }
        leaving.without_choice = leaving.function_percent = None
        leaving.save()

    report = ops_client.get(reverse("staffing:risk", args=[thought_through.pk]))
    page = ops_client.get(reverse("staffing:leaving", args=[leaving.pk]))

    assert report.status_code == page.status_code == 200
    assert "nobody else could" not in page.content.decode()


def test_the_load_leads_to_what_happens_when_somebody_leaves(
    thought_through, ops_client, django_assert_max_num_queries
):
    with django_assert_max_num_queries(15):
        page = ops_client.get(reverse("staffing:plan", args=[thought_through.pk]) + "?view=load")

    leaving = thought_through.leavings.first()
    assert reverse("staffing:leaving", args=[leaving.pk]) in page.content.decode()


def test_limits_and_prices_say_the_same_of_an_hour(proposal, ops_client):
    cells = [
        {**cell, "worth": 4_200 if cell["office"] is None else 0}
        for cell in proposal.findings["prices"]["cells"]
    ]
    prices = {**proposal.findings["prices"], "cells": cells}
    with recording():
        findings = {**proposal.findings, "prices": prices}
        StaffingPlan.objects.filter(pk=proposal.pk).update(findings=findings)
    address = reverse("staffing:plan", args=[proposal.pk])

    limits = ops_client.get(f"{address}?view=limits")

    assert {row.cells[0].worth for row in limits.context["prices"].scarce} == {4_200}
    assert f"{address}?view=prices" in limits.content.decode()


def test_from_a_person_to_what_is_known_of_their_leaving(thought_through, ops_client):
    leaving = thought_through.leavings.first()

    known = ops_client.get(reverse("staffing:if_person_leaves", args=[leaving.person_id]))
    thought_through.leavings.all().delete()
    unknown = ops_client.get(reverse("staffing:if_person_leaves", args=[leaving.person_id]))

    assert known.url == reverse("staffing:leaving", args=[leaving.pk])
    assert unknown.url == reverse("staffing:risk", args=[thought_through.pk]) + "?of=today"


def test_prices_by_function_and_office_with_a_fixed_number_of_queries(
    proposal, ops_client, django_assert_max_num_queries
):
    with django_assert_max_num_queries(15):
        page = ops_client.get(reverse("staffing:plan", args=[proposal.pk]) + "?view=prices")

    prices = page.context["prices"]
    assert {row.people for row in prices.rows} == {1, 2}
    assert all(len(row.cells) == 1 + len(prices.offices) for row in prices.rows)
    assert prices.gap >= 0


def test_proposal_without_prices_says_so(proposal, ops_client):
    findings = {key: value for key, value in proposal.findings.items() if key != "prices"}
    with recording():
        StaffingPlan.objects.filter(pk=proposal.pk).update(findings=findings)

    page = ops_client.get(reverse("staffing:plan", args=[proposal.pk]) + "?view=prices")

    assert page.context["prices"] is None
