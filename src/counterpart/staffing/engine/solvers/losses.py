"""What forcing a row into the plan would cost at the proven prices.

A row whose loss is more than the distance between bound and value can be in no better plan, so
it may be left out for good: lists grow short and the exact model small.
"""

from __future__ import annotations

import numpy as np

from ..stop import Run
from .instance import CAPACITY, GAIN, HOURS, PERSON, FloatArray, Instance
from .kernel import kernel
from .knapsack import best_choice
from .prices import margins

PEOPLE_AT_ONCE = 25


def losses_of_rows(at: Instance, prices: FloatArray, run: Run) -> FloatArray:
    """How much the bound at these prices falls when each row must be used.

    Rows not reached before the run is over count as losing nothing.
    """
    losses = np.zeros(len(at.row))
    force = float(np.abs(at.row[:, GAIN]).sum() + 1)
    for first in range(0, len(at.human), PEOPLE_AT_ONCE):
        if run.over():
            break
        force_rows(at, prices, force, losses, first, min(first + PEOPLE_AT_ONCE, len(at.human)))
    return losses


def rough_losses(at: Instance, prices: FloatArray) -> FloatArray:
    """The same, estimated from what an hour of each person is worth; quick at every size."""
    profit, _ = margins(at, prices)
    hours = at.row[:, HOURS] * worth_of_hours(at, prices)[at.row[:, PERSON]]
    losses: FloatArray = np.maximum(0.0, hours - profit)
    return losses


def worth_of_hours(at: Instance, prices: FloatArray) -> FloatArray:
    """What one more hour of each person is worth, averaged over a tenth more of their hours."""
    worth = np.zeros(len(at.human))
    widen_people(at, prices, worth)
    return worth


@kernel
def widen_people(at: Instance, prices: FloatArray, worth: FloatArray) -> None:
    """Price each person with the hours they have and with a tenth more."""
    profit, joining = margins(at, prices)
    taken = np.zeros(len(at.row))
    for person in range(len(at.human)):
        more = max(1, at.human[person, CAPACITY] // 10)
        now = best_choice(at, person, at.human[person, CAPACITY], profit, joining, taken)
        then = best_choice(at, person, at.human[person, CAPACITY] + more, profit, joining, taken)
        worth[person] = (then - now) / more


@kernel
def force_rows(
    at: Instance,
    prices: FloatArray,
    force: float,
    losses: FloatArray,
    first: int,
    last: int,
) -> None:
    """Price people `first` to `last` freely, and once per row with that row forced in."""
    profit, joining = margins(at, prices)
    taken = np.zeros(len(at.row))
    for person in range(first, last):
        free = best_choice(at, person, at.human[person, CAPACITY], profit, joining, taken)
        for place in range(at.first_of_person[person], at.first_of_person[person + 1]):
            row = at.rows_of_person[place]
            own = profit[row]
            profit[row] = force
            forced = best_choice(at, person, at.human[person, CAPACITY], profit, joining, taken)
            profit[row] = own
            losses[row] = max(0.0, free - (forced - force + own))
