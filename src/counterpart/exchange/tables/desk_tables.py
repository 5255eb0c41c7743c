"""What contacts asked and how it was answered, to take out."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from counterpart.desk.models import Message, Question, Step
from counterpart.exchange.tables.columns import Kind, columns_for, of, refers
from counterpart.exchange.tables.table import Table

PERSON = refers("people", "person", label=_("With whom"))
QUESTIONS = Table(
    name="questions",
    label=_("Questions"),
    model=Question,
    importable=False,
    words=("pk",),
    help=_("What contacts asked, who has it, until when, and how it was answered."),
    columns=columns_for(
        Question,
        [
            of(Kind.WHOLE, "id", label=_("Number")),
            refers("accounts", "account", label=_("Account")),
            refers("contacts", "contact", label=_("Asked by")),
            of(Kind.TEXT, "subject", label=_("In one line")),
            of(Kind.CHOICE, "channel", label=_("How it came")),
            refers("functions", "function", label=_("About the work of")),
            of(Kind.MOMENT, "asked_at", label=_("Asked")),
            of(Kind.CHOICE, "state", label=_("State")),
            PERSON,
            of(Kind.WHOLE, "hands", label=_("Hands it went through")),
            of(Kind.MOMENT, "due_at", label=_("Answer due")),
            of(Kind.MOMENT, "answered_at", label=_("First answered")),
            of(Kind.WHOLE, "minutes_to_answer", label=_("Working minutes to the first answer")),
            of(Kind.YES_NO, "is_late", label=_("Late")),
            of(Kind.YES_NO, "was_checked", label=_("“I will check” was said")),
            of(Kind.YES_NO, "at_once", label=_("Answered at once")),
        ],
    ),
)
STEPS = Table(
    name="question_steps",
    label=_("Steps of questions"),
    model=Step,
    importable=False,
    words=("pk",),
    help=_("What happened to each question, step by step."),
    columns=columns_for(
        Step,
        [
            of(Kind.WHOLE, "question", field="question_id", label=_("Question")),
            of(Kind.CHOICE, "kind", label=_("Step")),
            of(Kind.MOMENT, "at", label=_("When")),
            of(Kind.TEXT, "by_name", label=_("Who")),
            refers("people", "person", label=_("To whom")),
            of(Kind.MOMENT, "due", label=_("Promised for")),
            of(Kind.TEXT, "why", label=_("Why")),
        ],
    ),
)
MESSAGES = Table(
    name="question_messages",
    label=_("Messages"),
    model=Message,
    importable=False,
    words=("pk",),
    help=_("What was said in each question."),
    columns=columns_for(
        Message,
        [
            of(Kind.WHOLE, "question", field="question_id", label=_("Question")),
            of(Kind.CHOICE, "side", label=_("From")),
            of(Kind.TEXT, "author", label=_("Who")),
            of(Kind.TEXT, "body", label=_("Text")),
            of(Kind.MOMENT, "at", label=_("When")),
        ],
    ),
)
DESK_TABLES = (QUESTIONS, STEPS, MESSAGES)
