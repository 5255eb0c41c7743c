"""Questions by program: asked, answered and passed on as on the screens."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from counterpart.desk.models import Question
from factories import PairingFactory


@pytest.fixture
def asked(ops_client, fjord, ines, ravi):
    PairingFactory(account=fjord, contact=ines, person=ravi)
    facts = {"account": fjord.pk, "contact": ines.pk, "subject": "When?", "body": "When, please?"}
    answer = post(ops_client, "", facts)
    assert answer.status_code == 201, answer.content
    return answer.json()


def post(client, path, facts):
    return client.post(f"/api/desk/questions{path}", facts, content_type="application/json")


def test_a_program_asks_and_the_counterpart_has_the_question(asked, ravi):
    assert (asked["person"], asked["channel"], asked["state"]) == (ravi.pk, "api", "open")


def test_a_program_answers_and_sees_what_was_said(asked, ops_client):
    answered = post(ops_client, f"/{asked['id']}/answer", {"body": "At six."})

    assert (answered.status_code, answered.json()["at_once"]) == (200, True)
    said = ops_client.get("/api/desk/messages", {"question": asked["id"]}).json()["items"]
    assert [(each["side"], each["body"]) for each in said] == [
        ("theirs", "When, please?"),
        ("ours", "At six."),
    ]
    steps = ops_client.get("/api/desk/steps", {"question": asked["id"]}).json()["items"]
    assert [each["kind"] for each in steps] == ["asked", "given", "answered"]


def test_a_program_passes_on_promises_and_closes(asked, ops_client, nadia):
    path = f"/{asked['id']}"
    passed = post(ops_client, f"{path}/pass-on", {"person": nadia.pk, "why": "Price"})
    assert passed.json()["person"] == nadia.pk
    again = post(ops_client, f"{path}/pass-on", {"person": nadia.pk})
    assert (again.status_code, "already" in again.content.decode()) == (409, True)
    due = (timezone.now() + timedelta(days=30)).replace(microsecond=0)
    promised = post(ops_client, f"{path}/promise", {"due": due.isoformat()})
    assert datetime.fromisoformat(promised.json()["due_at"]) == due
    without_zone = post(ops_client, f"{path}/promise", {"due": "2031-01-06T12:00:00"})
    assert without_zone.status_code == 422

    closed = post(ops_client, f"{path}/close", {"why": "Told on the phone"})

    assert closed.json()["state"] == "closed"
    assert Question.objects.get().state == "closed"
