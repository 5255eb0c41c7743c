"""The staffing screens, through the browser's eyes."""

import sys
import zlib

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from counterpart.history.models import Change
from counterpart.jobs.models import Job
from counterpart.jobs.performing import perform_waiting
from counterpart.staffing.models import Lock, StaffingPlan


def test_list_shows_value_and_gap(proposal, ops_client):
    page = ops_client.get(reverse("staffing:plans"))

    assert proposal.name in page.content.decode()


def test_proposal_is_shown_with_a_fixed_number_of_queries(
    proposal, ops_client, django_assert_max_num_queries
):
    with django_assert_max_num_queries(15):
        page = ops_client.get(reverse("staffing:plan", args=[proposal.pk]))

    assert page.status_code == 200


@pytest.mark.parametrize("name", ["pairing", "lead"])
def test_place_is_shown_with_a_fixed_number_of_queries(
    name, proposal, ops_client, django_assert_max_num_queries
):
    place = getattr(proposal, f"{name}s").filter(person__isnull=False).first()
    ops_client.get(reverse(f"staffing:{name}", args=[place.pk]))

    with django_assert_max_num_queries(15):
        page = ops_client.get(reverse(f"staffing:{name}", args=[place.pk]))

    assert page.status_code == 200


def test_drawing_up_queues_the_search(market, ops_client):
    form = ops_client.get(reverse("staffing:create")).context["form"]
    fields = {name: field.initial for name, field in form.fields.items() if field.initial}
    fields |= {
        "name": "Next year",
        "functions": [function.pk for function in form.fields["functions"].queryset],
        "offices": [office.pk for office in form.fields["offices"].queryset],
    }

    answer = ops_client.post(reverse("staffing:create"), fields)

    plan = StaffingPlan.objects.get(name="Next year")
    assert answer.url == reverse("staffing:plan", args=[plan.pk])
    assert plan.state == StaffingPlan.State.SOLVING
    assert plan.job_key
    assert ops_client.get(answer.url).status_code == 200


def test_search_that_failed_says_why_in_a_whole_sentence(market, ops_client):
    test_drawing_up_queues_the_search(market, ops_client)
    plan = StaffingPlan.objects.get(name="Next year")
    params = {"base": "USD", "quote": "EUR"}
    Job.objects.filter(key=plan.job_key).update(
        state=Job.State.FAILED, error="No rate from %(base)s to %(quote)s.", error_params=params
    )

    page = ops_client.get(reverse("staffing:progress", args=[plan.pk])).content.decode()

    assert "No rate from USD to EUR." in page


def test_a_search_that_came_to_nothing_is_marked_so_and_can_be_discarded(
    market, ops_client, monkeypatch
):
    test_drawing_up_queues_the_search(market, ops_client)
    plan = StaffingPlan.objects.get(name="Next year")
    monkeypatch.setattr("counterpart.staffing.work.solve_plan", lambda *_, **__: 1 / 0)

    perform_waiting()

    plan.refresh_from_db()
    assert plan.state == StaffingPlan.State.FAILED
    page = ops_client.get(reverse("staffing:plan", args=[plan.pk])).content.decode()
    assert "Discard" in page
    assert ops_client.get(reverse("staffing:progress", args=[plan.pk])).status_code == 200
    ops_client.post(reverse("staffing:discard", args=[plan.pk]))
    assert not StaffingPlan.objects.filter(pk=plan.pk).exists()


def test_change_page_offers_candidates_with_what_they_cost(proposal, ops_client):
    place = proposal.pairings.first()

    page = ops_client.get(reverse("staffing:pairing", args=[place.pk]))

    assert {preview.person_id for _, preview, _ in page.context["offered"]} >= {
        place.person_id,
        None,
    }


def test_reason_of_a_change_by_hand_is_kept(proposal, ops_client):
    place = proposal.pairings.exclude(person=None).first()
    page = reverse("staffing:pairing", args=[place.pk])

    ops_client.post(page, {"person": "", "why": "Retires\r\nin spring " + "x" * 300})

    place.refresh_from_db()
    line = Change.objects.get(thing="staffing.handchange")
    assert place.person is None
    assert line.why.startswith("Retires in spring x") and len(line.why) == 200


def test_reason_of_a_lock_is_kept(proposal, ops_client):
    place = proposal.pairings.exclude(person=None).first()
    page = reverse("staffing:pairing_lock", args=[place.pk])

    ops_client.post(page, {"never": place.person_id, "why": "Former employee of theirs"})

    lock = Lock.objects.get()
    assert (lock.kind, lock.person_id, lock.contact_id) == (
        "never",
        place.person_id,
        place.contact_id,
    )
    assert lock.why == "Former employee of theirs"
    assert ops_client.post(page, {"never": "", "why": "x"}).status_code == 404


@pytest.mark.parametrize("name", ["plans", "create", "locks"])
def test_staffing_is_not_found_by_those_who_do_not_plan(name, nadia, client_of):
    assert client_of(nadia).get(reverse(f"staffing:{name}")).status_code == 404


def test_comparing_two_proposals_names_the_differences(proposal, ops_client, system, market):
    from counterpart.staffing import services
    from counterpart.staffing.options import StaffingOptions

    other = services.draw_up(
        "Second",
        accounts=market.accounts,
        people=market.people[:2],
        options=StaffingOptions(seconds=2, lead_hours=8),
        by=system,
        solve_now=True,
    )

    page = ops_client.get(reverse("staffing:compare"), {"a": proposal.pk, "b": other.pk})

    assert page.status_code == 200
    assert all(row.first != row.second for row in page.context["differences"])


def test_the_problem_file_is_the_one_that_was_solved(proposal, ops_client):
    response = ops_client.get(reverse("staffing:problem", args=[proposal.pk]))

    told = b"".join(response.streaming_content)
    assert told == zlib.decompress(StaffingPlan.objects.get(pk=proposal.pk).problem)


def test_history_names_a_proposal_without_reading_its_problem(proposal, ops_client):
    with CaptureQueriesContext(connection) as asked:
        page = ops_client.get(reverse("history:all"))

    assert proposal.name in page.content.decode()
    assert not [query["sql"] for query in asked.captured_queries if '"problem"' in query["sql"]]


def test_trying_out_a_change_brings_no_engine_into_the_web_process(
    proposal, ops_client, monkeypatch
):
    place = proposal.pairings.first()
    monkeypatch.setitem(sys.modules, "counterpart.staffing.engine", None)  # imports of it fail
    monkeypatch.delattr("counterpart.staffing.engine")

    page = ops_client.get(reverse("staffing:pairing", args=[place.pk]))

    assert page.status_code == 200
    assert page.context["offered"]
