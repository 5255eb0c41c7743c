"""What one more hour of each person is worth at the proven prices."""

from __future__ import annotations

import numpy as np

from .instance import FloatArray
from .kernel import kernel
from .knapsack import best_load
from .packed import Packed
from .pricing import value_people


def worth_of_hours(packed: Packed, prices: FloatArray) -> FloatArray:
    """What one more hour of each person is worth, averaged over a tenth more of their hours."""
    worth = np.zeros(packed.people)
    widen_people(packed, prices, worth)
    return np.asarray(worth / packed.grain)


def losses_of_rows(packed: Packed, prices: FloatArray) -> FloatArray:
    """What each of the instance's rows loses at these prices: its hours' worth less its margin."""
    margin, joining = np.empty(len(packed.post)), np.empty(len(packed.account))
    value_people(packed, 0, packed.people, prices, margin, joining)
    person = np.searchsorted(packed.first_group, packed.group_of_row, side="right") - 1
    losses = np.empty(len(margin))
    losses[packed.row] = packed.true_hours * worth_of_hours(packed, prices)[person] - margin
    return losses


@kernel
def widen_people(p: Packed, prices: FloatArray, worth: FloatArray) -> None:
    """Price each person with the hours they have and with a tenth more."""
    margin, joining = np.empty(len(p.post)), np.empty(len(p.account))
    taken = np.zeros(len(p.post), dtype=np.bool_)
    value_people(p, 0, len(worth), prices, margin, joining)
    for person in range(len(worth)):
        more = max(1, p.capacity[person] // 10)
        now = best_load(p, person, p.capacity[person], margin, joining, taken)
        then = best_load(p, person, p.capacity[person] + more, margin, joining, taken)
        worth[person] = (then - now) / more
