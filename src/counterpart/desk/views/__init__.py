"""Screens of the desk."""

from counterpart.desk.views.acting import close, pass_on, promise, say
from counterpart.desk.views.asking import ask_question
from counterpart.desk.views.lists import list_of_account, list_questions
from counterpart.desk.views.thread import show_question

__all__ = [
    "ask_question",
    "close",
    "list_of_account",
    "list_questions",
    "pass_on",
    "promise",
    "say",
    "show_question",
]
