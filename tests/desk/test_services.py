"""Questions as people work on them: asked, brought, answered, passed on, promised, late."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from counterpart.access.viewer import Viewer
from counterpart.customers import services as customers
from counterpart.desk import services
from counterpart.desk.models import Question
from counterpart.desk.queries.thread import thread_of
from counterpart.desk.services.steps import work_out
from counterpart.directory import services as directory
from counterpart.history import services as history

from .conftest import monday

YEARS = timedelta(days=800)
WEEK_AWAY = {"since": date(2026, 11, 23), "until": date(2026, 11, 30)}


def kinds(question: Question) -> list[str]:
    return [step.kind for step in question.steps.all()]


def test_a_question_goes_straight_to_the_counterpart(ask, ravi):
    question = ask()

    assert (question.person, question.state, question.hands) == (ravi, "open", 1)
    assert question.due_at == monday(13)
    assert kinds(question) == ["asked", "given"]
    line = thread_of(question).steps[1]
    assert line.why == "the counterpart of Ines Dahl"
    assert [(str(each.person), str(each.why)) for each in line.passed_over] == [
        ("Lena Wolf", "would be next"),
        ("Nadia Berg", "would be next"),
    ]


def test_the_backup_gets_it_while_the_counterpart_is_away(ask, ravi, lena, system):
    directory.add_absence(ravi, by=system, **WEEK_AWAY)

    assert ask().person == lena


def test_the_deputy_gets_it_where_there_is_no_backup(ask, ravi, lena, omar, faced, system):
    history.remove(faced.pairings.get(rank="backup"), by=system)
    directory.add_absence(ravi, by=system, **WEEK_AWAY)
    directory.add_deputy(ravi, deputy=omar, by=system)

    question = ask()

    assert question.person == omar
    assert thread_of(question).steps[1].why == "stands in for the counterpart, who is away"


def test_a_question_about_anothers_work_goes_to_whose_work_it_is(ask, nadia):
    assert ask(function=nadia.function).person == nadia


def test_an_answer_in_time_by_the_first_is_at_once(ask, system):
    question = services.answer(ask(), "At six.", by=system, now=monday(10, 30))

    assert (question.state, question.at_once, question.minutes_to_answer) == ("answered", True, 90)
    assert (question.due_at, question.next_at) == (None, None)
    assert [message.side for message in question.messages.all()] == ["theirs", "ours"]


def test_i_will_check_is_no_answer(ask, system):
    question = services.say_it_is_checked(ask(), "I will check.", by=system, now=monday(9, 10))
    assert (question.state, question.due_at) == ("open", monday(13))

    question = services.answer(question, "At six.", by=system, now=monday(10))
    assert (question.at_once, question.was_checked) == (False, True)


def test_passing_on_keeps_what_is_left_of_the_time(ask, lena, system):
    question = services.pass_on(ask(), to=lena, why="Knows it", by=system, now=monday(11))

    assert (question.person, question.hands, question.due_at) == (lena, 2, monday(13))
    with pytest.raises(services.AlreadyWithThem):
        services.pass_on(question, to=lena, by=system, now=monday(12))
    assert services.answer(question, "At six.", by=system, now=monday(12)).at_once is False


def test_the_clock_rests_while_the_customer_owes_an_answer(ask, system):
    question = services.ask_back(ask(), "Which plant?", by=system, now=monday(10))
    assert (question.state, question.due_at, question.next_at) == ("waiting", None, None)

    question = services.customer_replied(question, "Bergen.", by=system, now=monday(9, day=1))
    assert (question.state, question.due_at) == ("open", monday(12, day=1))


def test_a_promise_is_what_counts_then(ask, system):
    question = ask()
    noon = monday(12, day=3)
    question = services.promise(question, due=noon, by=system, now=monday(10))

    assert question.due_at == noon
    with pytest.raises(services.PromisePassed):
        services.promise(question, due=monday(9), by=system, now=monday(10))
    with pytest.raises(services.PromiseTooFar):
        services.promise(question, due=monday(9, day=7) + YEARS, by=system, now=monday(10))
    answered = services.answer(question, "At six.", by=system, now=monday(11, day=3))
    assert (answered.is_late, answered.at_once) == (False, True)


def test_a_closed_question_is_not_passed_on_and_opens_when_the_customer_writes(ask, lena, system):
    question = services.close(ask(), by=system, now=monday(10))
    assert question.state == "closed"

    with pytest.raises(services.QuestionClosed):
        services.pass_on(question, to=lena, by=system, now=monday(11))
    question = services.customer_replied(question, "And Sunday?", by=system, now=monday(12))
    assert (question.state, question.due_at) == ("open", monday(17))


def test_a_contact_who_left_asks_nothing(faced, ines, system):
    customers.contact_leaves(ines, on=date(2026, 11, 1), by=system)
    ines.refresh_from_db()

    with pytest.raises(services.NoSuchContact):
        services.ask(faced, contact=ines, subject="Late", body="?", by=system, now=monday(9))


def test_lateness_is_told_first_then_the_backup_gets_it_then_the_lead(ask, lena, nadia):
    question = ask()

    assert services.mind_clocks(monday(11, 59)) == 0
    assert services.mind_clocks(monday(12)) == 1
    question.refresh_from_db()
    assert (kinds(question)[-1], question.person.first_name) == ("warned", "Ravi")

    services.mind_clocks(monday(13, 1))
    question.refresh_from_db()
    assert (kinds(question)[-1], question.person) == ("given", lena)
    assert thread_of(question).steps[-1].why == "the answer was due"

    services.mind_clocks(monday(16, 1))
    question.refresh_from_db()
    assert (question.person, question.is_late) == (nadia, True)
    assert services.mind_clocks(monday(18, day=3)) == 0


def test_the_deputy_gets_a_late_question_where_there_is_no_backup(ask, ravi, omar, faced, system):
    history.remove(faced.pairings.get(rank="backup"), by=system)
    directory.add_deputy(ravi, deputy=omar, by=system)
    question = ask()

    services.mind_clocks(monday(13, 1))

    question.refresh_from_db()
    assert question.person == omar


def test_who_is_away_does_not_get_a_late_question(ask, lena, nadia, system):
    question = ask()
    directory.add_absence(lena, by=system, **WEEK_AWAY)

    services.mind_clocks(monday(13, 1))
    question.refresh_from_db()
    assert (kinds(question)[-1], question.person.first_name) == ("warned", "Ravi")

    services.mind_clocks(monday(16, 1))
    question.refresh_from_db()
    assert question.person == nadia


@pytest.mark.parametrize("anew", ["promise", "reply"])
def test_lateness_is_told_once_more_after_a_promise_or_a_reply(ask, lena, system, anew):
    question = ask()
    services.mind_clocks(monday(12))
    if anew == "promise":
        services.promise(question, due=monday(12, day=3), by=system, now=monday(12))
    else:
        services.answer(question, "At six.", by=system, now=monday(12))
        services.customer_replied(question, "And Sunday?", by=system, now=monday(9, day=3))

    services.mind_clocks(monday(13, 1, day=3))

    question.refresh_from_db()
    assert kinds(question)[-2:] == ["warned", "given"]
    assert question.person == lena


def test_an_answer_of_somebody_else_is_not_at_once(ask, ravi, nadia):
    own = services.answer(ask(), "At six.", by=Viewer.of(ravi.login), now=monday(10))
    others = services.answer(ask(), "At six.", by=Viewer.of(nadia.login), now=monday(10))

    assert (own.at_once, own.by_another) == (True, False)
    assert (others.at_once, others.by_another) == (False, True)


def test_minding_twice_does_nothing_twice(ask):
    question = ask()

    for _ in range(3):
        services.mind_clocks(monday(13, 1))

    assert kinds(question) == ["asked", "given", "warned", "given"]


def test_what_stands_with_a_question_follows_from_its_steps(ask, lena, system):
    question = services.pass_on(ask(), to=lena, by=system, now=monday(11))
    services.answer(question, "At six.", by=system, now=monday(12))
    kept = Question.objects.values().get()

    work_out(Question.objects.get(), monday(12) + timedelta(days=30))

    assert Question.objects.values().get() == kept


def test_nobody_there_leaves_the_question_with_nobody(ines, fjord, system):
    for member in fjord.teams.get().members.all():
        history.remove(member, by=system)

    question = services.ask(
        fjord, contact=ines, subject="Anybody?", body="?", by=system, now=monday(9)
    )

    assert (question.person, question.due_at, kinds(question)) == (None, None, ["asked"])
