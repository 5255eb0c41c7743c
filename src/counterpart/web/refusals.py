"""Refusals in the language of the person who reads them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from counterpart.kernel.errors import Refusal, RowProblem


def refusal_text(refusal: Refusal) -> str:
    """The refusal's sentence, translated first and filled in afterwards."""
    sentence = _(refusal.message)
    return sentence % refusal.params if refusal.params else sentence


def row_problem_text(problem: RowProblem) -> str:
    """What is wrong with the row of a file, without its number and column."""
    sentence = _(problem.message)
    return sentence % dict(problem.params) if problem.params else sentence
