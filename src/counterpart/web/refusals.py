"""Refusals in the language of the person who reads them."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from counterpart.kernel.errors import Refusal, RowProblem

# The sentence of the base class stands in the kernel, which keeps no translations of its own.
UNSAID = gettext_noop("This cannot be done.")


def refusal_text(refusal: Refusal) -> str:
    """The refusal's sentence, translated first and filled in afterwards."""
    sentence = _(refusal.message)
    return sentence % refusal.params if refusal.params else sentence


def row_problem_text(problem: RowProblem) -> str:
    """What is wrong with the row of a file, without its number and column."""
    sentence = _(problem.message)
    return sentence % dict(problem.params) if problem.params else sentence
