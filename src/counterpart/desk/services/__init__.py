"""Use-cases of the desk."""

from counterpart.desk.services.answering import (
    QuestionClosed,
    answer,
    ask_back,
    close,
    customer_replied,
    note,
    say_it_is_checked,
)
from counterpart.desk.services.asking import NoSuchContact, ask
from counterpart.desk.services.giving import (
    AlreadyWithThem,
    PromisePassed,
    PromiseTooFar,
    pass_on,
    promise,
)
from counterpart.desk.services.minding import mind_clocks

__all__ = [
    "AlreadyWithThem",
    "NoSuchContact",
    "PromisePassed",
    "PromiseTooFar",
    "QuestionClosed",
    "answer",
    "ask",
    "ask_back",
    "close",
    "customer_replied",
    "mind_clocks",
    "note",
    "pass_on",
    "promise",
    "say_it_is_checked",
]
