"""Scenarios: copies with other limits, side by side, and value against changes."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse
from django.utils import translation

from counterpart.customers.services import lose_account
from counterpart.directory.models import Function
from counterpart.history import services as history
from counterpart.history.models import Change
from counterpart.jobs.models import Job
from counterpart.kernel.errors import Refusal
from counterpart.staffing import services
from counterpart.staffing.comparing import comparison_of
from counterpart.staffing.curve_chart import curve_of
from counterpart.staffing.models import ChangeCurve, StaffingPlan
from counterpart.staffing.queries import places_of
from counterpart.staffing.services.starting import start_of
from factories import ContactFactory


@pytest.fixture
def curve(proposal) -> ChangeCurve:
    return services.draw_curve(proposal)


def copy_fields(page, **given) -> dict[str, object]:
    """What the form would send untouched, with these fields filled in differently."""
    fields = {}
    for form in page.context["forms"]:
        for name, field in form.fields.items():
            value = form.get_initial_for_field(field, name)
            fields[f"{form.prefix}-{name}"] = "" if value is None else value
    return fields | {name.replace("_", "-", 1): value for name, value in given.items()}


def test_copies_are_solved_in_the_background_and_shown_beside_the_original(proposal, ops_client):
    address = reverse("staffing:copy", args=[proposal.pk])
    fields = copy_fields(ops_client.get(address), **{"1_name": "Few", "2_name": "Small teams"})
    fields |= {"1-most_changes": 2, "2-team_size": 3}

    answer = ops_client.post(address, fields)

    few, small = (StaffingPlan.objects.get(name=name) for name in ("Few", "Small teams"))
    assert answer.url == reverse("staffing:compare") + f"?p={proposal.pk}&p={few.pk}&p={small.pk}"
    assert few.choices["accounts"] == proposal.choices["accounts"]
    assert few.choices["options"] == proposal.choices["options"] | {"most_changes": 2}
    assert small.choices["options"] == proposal.choices["options"] | {"team_size": 3}
    assert Job.objects.filter(key__in=[few.job_key, small.job_key], state="queued").count() == 2
    page = ops_client.get(answer.url)
    assert page.context["page"].is_waiting
    assert 'hx-trigger="every 2s"' in page.content.decode()


def test_planning_without_somebody_offers_few_changes_first_and_leaves_them_out(
    proposal, market, ops_client
):
    leaves = market.people[1]
    places = places_of(proposal, leaves)
    address = reverse("staffing:copy", args=[proposal.pk]) + f"?without={leaves.pk}"
    page = ops_client.get(address)
    fields = copy_fields(page) | {"without": leaves.pk, "3-name": ""}

    answer = ops_client.post(address, fields)

    offered = [form["most_changes"].initial for form in page.context["forms"]]
    made = StaffingPlan.objects.exclude(pk=proposal.pk).order_by("pk")
    assert offered == [places, 5 * places, None]
    assert [plan.choices["options"]["most_changes"] for plan in made] == offered[:2]
    assert all(leaves.pk not in plan.choices["people"] for plan in made)
    assert {market.people[0].pk, market.people[2].pk} <= set(made[0].choices["people"])
    assert answer.url.startswith(reverse("staffing:compare"))


def test_planning_anew_takes_who_came_and_leaves_out_what_was_lost(
    proposal, market, ops_client, system
):
    lost, stays = market.accounts
    lose_account(lost, on=system.today, by=system)
    newcomer = ContactFactory(account=stays, function=market.contacts[0].function)
    address = reverse("staffing:copy", args=[proposal.pk])
    fields = copy_fields(ops_client.get(address + "?anew=1")) | {"2-name": "", "3-name": ""}

    ops_client.post(address, fields | {"anew": "1"})

    made = StaffingPlan.objects.exclude(pk=proposal.pk).get()
    services.solve_plan(made, by=system)
    assert made.choices["accounts"] == [stays.pk]
    assert made.choices["options"]["most_changes"] == 10
    assert made.pairings.filter(contact=newcomer).exists()


def test_a_copy_needs_a_name_and_limits_that_make_sense(proposal, ops_client):
    address = reverse("staffing:copy", args=[proposal.pk])
    fields = copy_fields(ops_client.get(address))

    nameless = ops_client.post(address, fields | {"1-name": ""})
    absurd = ops_client.post(address, fields | {"1-name": "Absurd", "1-hours_percent": "900"})

    assert (nameless.status_code, absurd.status_code) == (422, 422)
    assert not StaffingPlan.objects.exclude(pk=proposal.pk).exists()


def test_three_proposals_stand_side_by_side(
    proposal, curve, ops_client, django_assert_max_num_queries, system
):
    others = [
        services.take_point(proposal, most_changes=most, name=f"At most {most}", by=system)
        for most in (0, 1)
    ]
    for other in others:
        services.solve_plan(other, by=system)
    asked = {"p": [plan.pk for plan in (proposal, *others)]}
    ops_client.get(reverse("staffing:compare"), asked)

    with django_assert_max_num_queries(15):
        page = ops_client.get(reverse("staffing:compare"), asked)

    shown = page.context["page"]
    assert [column.plan.pk for column in shown.columns] == asked["p"]
    assert [column.newcomers for column in shown.columns][1:] == [0, 1]
    assert shown.limits == [("most_changes", [None, 0, 1])]
    assert page.context["differences"] is None
    loads = {row.name: row.percents for row in shown.by_function}
    assert all(len(percents) == 3 for percents in loads.values())
    assert loads["Logistics"][0] > loads["Logistics"][1] == 0
    assert not shown.is_waiting


def test_load_is_shown_by_functions_in_the_readers_language(proposal, system):
    logistics = Function.objects.get(name="Logistics")
    logistics.name_ru = "Логистика"
    history.save(logistics, by=system)

    with translation.override("ru"):
        names = {row.name for row in comparison_of([proposal]).by_function}

    assert "Логистика" in names
    assert "Logistics" not in names


def test_comparing_nothing_is_not_found(proposal, ops_client):
    assert ops_client.get(reverse("staffing:compare")).status_code == 404
    assert ops_client.get(reverse("staffing:compare"), {"p": "x"}).status_code == 404


def test_the_curve_rises_to_the_proposals_own_value(proposal, curve):
    values = [point["value"] for point in curve.points]

    assert values == sorted(values)
    assert curve.points[0]["changes"] == 0
    assert values[-1] == proposal.value_minor
    assert all(point["value"] <= point["bound"] for point in curve.points)


def test_the_sheet_shows_the_curve_as_a_picture_and_a_table(proposal, curve, ops_client):
    address = reverse("staffing:plan", args=[proposal.pk]) + "?view=changes"

    page = ops_client.get(address)

    shown = page.context["curve"]
    assert [row.value for row in shown.rows][-1] == proposal.value_minor
    assert len(shown.value_points.split()) == len(shown.rows)
    # Points that allow more changes than the best plan makes say nothing new.
    finite = [row.most_changes for row in shown.rows if row.most_changes is not None]
    assert max(finite) < shown.rows[-1].changes
    assert 'role="img"' in page.content.decode()


def test_asking_for_the_curve_queues_one_job(proposal, ops_client):
    address = reverse("staffing:curve_draw", args=[proposal.pk])

    for _ in range(2):
        answer = ops_client.post(address)

    assert answer.url.endswith("?view=changes")
    assert Job.objects.filter(kind="staffing.curve").count() == 1
    page = ops_client.get(answer.url)
    assert page.context["curve"] is None
    assert "hx-get" in page.content.decode()


def test_the_job_draws_the_curve(proposal, system):
    from counterpart.jobs.performing import perform_waiting

    services.draw_curve_in_background(proposal, by=system)
    perform_waiting()

    assert Job.objects.get(kind="staffing.curve").state == Job.State.DONE
    assert curve_of(StaffingPlan.objects.get(pk=proposal.pk)) is not None


def test_a_point_becomes_a_proposal_that_starts_from_its_plan(proposal, curve, ops_client, system):
    address = reverse("staffing:curve_take", args=[proposal.pk])

    answer = ops_client.post(address, {"most_changes": "2"})

    taken = StaffingPlan.objects.get(pk=answer.url.strip("/").split("/")[-1])
    assert taken.name == f"{proposal.name}, at most 2 changes"
    assert Change.objects.filter(thing="staffing.staffingplan", thing_id=taken.pk).exists()
    point = next(point for point in curve.points if point["most_changes"] == 2)
    solved = services.solve_plan(taken, by=system)
    assert solved.findings["kept"]["newcomers"] <= 2
    assert solved.value_minor >= point["value"]


def test_the_plan_of_a_point_is_kept_as_it_was_found(proposal, curve, system):
    import zlib

    from counterpart.staffing import engine

    problem = engine.problem_from_json(json.loads(zlib.decompress(bytes(proposal.problem))))
    for point in curve.points:
        most = point["most_changes"]
        taken = services.take_point(proposal, most_changes=most, name="Taken", by=system)
        plan = start_of(taken, problem)

        assert engine.value_of(problem, plan) == point["value"]
        assert engine.load_of(problem, plan).changes == point["changes"]


def test_a_point_that_is_not_there_is_refused(proposal, curve, system):
    with pytest.raises(Refusal, match="no longer has this point"):
        services.take_point(proposal, most_changes=3_333, name="None", by=system)


def test_a_proposal_without_a_solution_has_no_curve(proposal, system):
    proposal.value_minor = None

    with pytest.raises(Refusal, match="has not been solved"):
        services.draw_curve_in_background(proposal, by=system)
