"""The desk's screens."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from counterpart.access.viewer import Viewer
from counterpart.desk import services
from counterpart.desk.models import Message, Question


@pytest.fixture
def question(ask):
    return ask(at=timezone.now() - timedelta(minutes=5))


def page_of(client, name, *args, **asked):
    answer = client.get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_colleague_writes_down_what_was_asked(faced, ines, ravi, client_of, nadia):
    client = client_of(nadia)
    path = reverse("desk:ask", args=[faced.pk])
    assert "Ines Dahl (Logistics)" in client.get(path).content.decode()

    nothing = client.post(path, {"contact": ines.pk})
    assert nothing.status_code == 422
    answer = client.post(
        path, {"contact": ines.pk, "subject": "Delivery windows", "body": "When?"}, follow=True
    )

    page = answer.content.decode()
    assert "The question is with Ravi Iyer." in page
    assert "the counterpart of Ines Dahl" in page
    assert Question.objects.get().person == ravi


def test_who_has_a_question_answers_it(question, client_of, ravi):
    client = client_of(ravi)
    assert "Delivery windows" in page_of(client, "desk:questions", whose="mine")

    path = reverse("desk:say", args=[question.pk])
    client.post(path, {"kind": "note", "body": "Ask the warehouse"})
    client.post(path, {"kind": "answer", "body": "At six <b>sharp</b>"})

    page = page_of(client, "desk:question", question.pk)
    assert "At six &lt;b&gt;sharp&lt;/b&gt;" in page
    assert [message.side for message in Message.objects.all()] == ["theirs", "note", "ours"]
    assert "No question fits" in page_of(client, "desk:questions", whose="mine")
    assert "Delivery windows" in page_of(client, "desk:questions", state="done")
    assert "100" in page_of(client, "desk:questions")


def test_it_is_passed_on_promised_and_closed(question, client_of, ravi, nadia):
    client = client_of(ravi)
    post = {"person": nadia.pk, "person-text": "", "why": "Price"}

    answer = client.post(reverse("desk:pass_on", args=[question.pk]), post, follow=True)
    assert "The question is with Nadia Berg." in answer.content.decode()
    promised = {"on": timezone.localdate() + timedelta(days=30), "at": "12:00"}
    answer = client.post(reverse("desk:promise", args=[question.pk]), promised, follow=True)
    assert "The promise is kept in mind." in answer.content.decode()
    past = client.post(reverse("desk:promise", args=[question.pk]), promised | {"on": "2020-01-06"})
    assert (past.status_code, "has passed" in past.content.decode()) == (422, True)
    client.post(reverse("desk:close", args=[question.pk]))

    question.refresh_from_db()
    assert (question.state, question.person) == ("closed", nadia)


def test_questions_are_seen_by_the_team_and_by_who_had_them(question, client_of, omar, ravi, lena):
    path = reverse("desk:question", args=[question.pk])
    assert client_of(omar).get(path).status_code == 404
    assert "Delivery windows" not in page_of(client_of(omar), "desk:questions")
    assert client_of(omar).post(reverse("desk:close", args=[question.pk])).status_code == 404
    assert client_of(lena).get(path).status_code == 404

    services.pass_on(question, to=lena, by=Viewer.of(ravi.login))

    page = client_of(lena).get(path).content.decode()
    assert "Delivery windows" in page
    assert reverse("desk:of_account", args=[question.account_id]) not in page


def test_a_list_costs_the_same_queries_however_long(ask, ops_client, django_assert_num_queries):
    ask()
    page_of(ops_client, "desk:questions", state="all")

    with CaptureQueriesContext(connection) as one:
        page_of(ops_client, "desk:questions", state="all")
    for _ in range(4):
        ask()

    with django_assert_num_queries(len(one)):
        page_of(ops_client, "desk:questions", state="all")


def test_filters_pick_out_late_and_waiting_questions(ask, ops_client, system):
    ask(subject="Old one")
    services.ask_back(ask(subject="Resting one"), "Which?", by=system)

    late = page_of(ops_client, "desk:questions", state="late")
    waiting = page_of(ops_client, "desk:questions", state="waiting")

    assert ("Old one" in late, "Resting one" in late) == (True, False)
    assert '<span class="pill bad">late</span>' in late
    assert ("Old one" in waiting, "Resting one" in waiting) == (False, True)
