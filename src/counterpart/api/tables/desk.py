"""Questions, what happened to them, and what was said."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field

from counterpart.access.actions import Action
from counterpart.access.relations import get_allowed
from counterpart.access.viewer import Viewer
from counterpart.api.fields import Key, Text
from counterpart.api.resources import Act, Create, Facts, Filter, Param, Resource, by_owner
from counterpart.desk import services
from counterpart.desk.models import Message, Question, Step
from counterpart.directory.models import Person

ANSWER = Action.ANSWER_QUESTION
ASKED = ("account", "contact", "subject", "function")
FIELDS = (*ASKED, "channel", "asked_at", "state", "person", "first_person", "hands", "due_at",
          "answered_at", "minutes_to_answer", "is_late", "was_checked", "at_once")  # fmt: skip
Body = Annotated[Text, Field(min_length=1, max_length=100_000)]
BODY = {"body": Param(Body, about="What is said.")}
WHY = Param(Annotated[Text, Field(max_length=300)], "")


def _ask(facts: Facts, *, by: Viewer, why: str) -> Question:
    asked = {name: facts[name] for name in ("contact", "subject", "body", "function")}
    return services.ask(facts["account"], channel=Question.Channel.API, by=by, **asked)


def _pass_on(row: Question, facts: Facts, *, by: Viewer) -> None:
    to = get_allowed(Person, facts["person"], viewer=by)
    services.pass_on(row, to=to, why=facts["why"], by=by)


def _saying(use_case: Any) -> Any:
    def act(row: Question, facts: Facts, *, by: Viewer) -> None:
        use_case(row, facts["body"], by=by)

    return act


def _promise(row: Question, facts: Facts, *, by: Viewer) -> None:
    services.promise(row, due=facts["due"], by=by)


def _close(row: Question, facts: Facts, *, by: Viewer) -> None:
    services.close(row, by=by, **facts)


DESK = (
    Resource(
        "desk",
        "questions",
        Question,
        fields=FIELDS,
        once=ASKED,
        given=tuple(name for name in FIELDS if name not in ASKED),
        filters={
            "account": Filter(Key, "account_id"),
            "contact": Filter(Key, "contact_id"),
            "person": Filter(Key, "person_id"),
            "state": Filter(Literal[tuple(Question.State.values)], "state"),
        },
        create=Create(
            _ask,
            allow=by_owner("account", Action.ASK_QUESTION),
            extra={"body": Param(Body, about="What the contact wants to know.")},
        ),
        acts=(
            Act("answer", "Answer: question", _saying(services.answer), ANSWER, BODY),
            Act("check", "Say it is checked: question", _saying(services.say_it_is_checked),
                ANSWER, BODY),
            Act("ask-back", "Ask the customer back: question", _saying(services.ask_back),
                ANSWER, BODY),
            Act("reply", "The customer wrote again: question", _saying(services.customer_replied),
                ANSWER, BODY),
            Act("note", "Note among us: question", _saying(services.note), ANSWER, BODY),
            Act("pass-on", "Pass on: question", _pass_on, ANSWER,
                {"person": Param(Key), "why": WHY}),
            Act("promise", "Promise an answer: question", _promise, ANSWER,
                {"due": Param(AwareDatetime)}),
            Act("close", "Close: question", _close, ANSWER, {"why": WHY}),
        ),
    ),
    Resource(
        "desk",
        "steps",
        Step,
        fields=("question", "kind", "at", "by_name", "person", "due", "route", "why"),
        filters={"question": Filter(Key, "question_id")},
    ),
    Resource(
        "desk",
        "messages",
        Message,
        fields=("question", "side", "author", "person", "body", "at"),
        filters={"question": Filter(Key, "question_id")},
    ),
)  # fmt: skip
