"""Programs adopt and take back: small proposals at once, large ones by a worker."""

import pytest

from counterpart.history import services as history
from counterpart.history.models import Change
from counterpart.jobs.models import Job
from counterpart.jobs.performing import perform_waiting
from counterpart.staffing import services
from counterpart.staffing.models import StaffingPlan
from counterpart.staffing.services import adopting
from counterpart.teams.models import Pairing

SINCE = {"since": "2026-12-01", "why": "Agreed in the board"}


@pytest.fixture
def large_at_two_places(monkeypatch):
    monkeypatch.setattr(adopting, "PLACES_AT_ONCE", 1)


@pytest.fixture
def post(ops_client, proposal):
    def send(act, body, **headers):
        return ops_client.post(
            f"/api/staffing/plans/{proposal.pk}/{act}",
            body,
            content_type="application/json",
            headers=headers,
        )

    return send


def state_of(plan: StaffingPlan) -> str:
    return StaffingPlan.objects.get(pk=plan.pk).state


def reasons(plan: StaffingPlan) -> list[str]:
    thing = {"thing": "staffing.staffingplan", "thing_id": plan.pk}
    return list(Change.objects.filter(**thing).order_by("-pk").values_list("why", flat=True)[:2])


def test_small_proposal_is_adopted_and_taken_back_at_once(post, proposal):
    adopted, undone = post("adopt", SINCE), post("undo", {})

    assert [(one.status_code, one.json()["state"]) for one in (adopted, undone)] == [
        (200, "adopted"),
        (200, "undone"),
    ]
    assert not Job.objects.exists()


def test_large_proposal_is_handed_to_a_worker(large_at_two_places, post, proposal, ops_client):
    answer = post("adopt", SINCE)
    job = ops_client.get(answer["Location"]).json()

    assert (answer.status_code, answer.json()["state"]) == (202, "ready")
    assert (job["kind"], job["state"]) == ("staffing.adopt", "queued")
    assert not Pairing.objects.exists()
    perform_waiting()
    assert ops_client.get(answer["Location"]).json()["state"] == "done"
    assert state_of(proposal) == StaffingPlan.State.ADOPTED


def test_large_adoption_is_taken_back_by_a_worker_with_its_reason(
    large_at_two_places, post, proposal
):
    post("adopt", SINCE)
    perform_waiting()

    answer = post("undo", {"why": "Adopted by mistake"})
    perform_waiting()

    assert (answer.status_code, answer.json()["state"]) == (202, "adopted")
    assert state_of(proposal) == StaffingPlan.State.UNDONE
    assert reasons(proposal) == ["Adopted by mistake", "Agreed in the board"]


def test_sent_twice_it_is_one_job(large_at_two_places, post):
    key = {"Idempotency-Key": "adopt-spring"}
    first, kept, other = (
        post("adopt", SINCE, **key),
        post("adopt", SINCE, **key),
        post("adopt", SINCE),
    )

    assert first["Location"] == kept["Location"] == other["Location"]
    assert kept["Idempotency-Replayed"] == "true"
    assert Job.objects.count() == 1


def test_what_cannot_be_adopted_is_refused_before_a_worker_has_it(
    large_at_two_places, post, proposal, system
):
    not_adopted = post("undo", {})
    proposal.state = StaffingPlan.State.FAILED
    history.save(proposal, by=system)
    unsolved = post("adopt", SINCE)
    proposal.state = StaffingPlan.State.READY
    history.save(proposal, by=system)
    services.adopt(proposal, since=system.today, by=system)
    twice = post("adopt", SINCE)

    assert [(one.status_code, one.json()["code"]) for one in (unsolved, not_adopted, twice)] == [
        (409, "nothing_to_adopt"),
        (409, "not_adopted"),
        (409, "already_adopted"),
    ]
    assert not Job.objects.exists()


def test_both_answers_are_described(ops_client):
    described = ops_client.get("/api/openapi.json").json()["paths"]

    for act in ("adopt", "undo"):
        told = described[f"/api/staffing/plans/{{key}}/{act}"]["post"]
        assert {"200", "202"} <= set(told["responses"])
        assert "the job in `Location`" in told["description"]
