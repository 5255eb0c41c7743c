"""From five judgements about an account to its curve of sales response.

Somebody who knows the account says what it would buy in a year with no effort, half of today's,
today's, half as much again, and all effort imaginable. Two published ways lead from there to
Little's curve, and they give different curves, so the way is kept with the curve.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from ..reckoning import judgement as reckoning
from ..reckoning.judgement import EFFORTS, WEIGHT_OF_HALF, Judgement
from .nearest import nearest_adbudg
from .response import Adbudg

__all__ = ["CLOSED_FORM", "EFFORTS", "LEAST_SQUARES", "Judgement", "Method", "judged_curve"]

Method = Literal["judged, closed form", "judged, least squares"]
CLOSED_FORM: Method = "judged, closed form"
LEAST_SQUARES: Method = "judged, least squares"

SATURATING_EFFORT = 10.0
"""The effort that stands for "all imaginable" when least squares fit the curve."""


def judged_curve(judgement: Judgement, method: Method = CLOSED_FORM) -> Adbudg:
    """Little's curve through or near the five judgements."""
    return closed_form(judgement) if method == CLOSED_FORM else fitted_to(judgement)


def closed_form(judgement: Judgement, weight: float = WEIGHT_OF_HALF) -> Adbudg:
    """Exact at no effort, today's and saturation; a weighted compromise at 50 % and 150 %."""
    return Adbudg(*reckoning.closed_form(judgement, weight))


def fitted_to(judgement: Judgement) -> Adbudg:
    """Nearest to all five judgements in the squares of the differences; exact at none of them.

    Saturation is taken for the sales at ten times today's effort. The search starts at shape and
    half-way constant 1.
    """
    return nearest_adbudg(np.array([*EFFORTS[:-1], SATURATING_EFFORT]), np.array(judgement.sales))
