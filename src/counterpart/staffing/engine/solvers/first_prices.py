"""Prices to start from: what hours are worth when posts may be shared out in parts.

Every post goes to the person who leaves most after paying for their hours; what an hour costs
rises where more is asked for than is there. What a post then leaves is its first price. A few
hundred rounds cost less than one round of knapsacks and save hundreds of those.
"""

from __future__ import annotations

import numpy as np

from ..columns import IntArray
from .instance import CAPACITY, GAIN, HOURS, MEMBER, PERSON, PRICE, SETUP, FloatArray, Instance
from .kernel import kernel

ROUNDS = 300
SLOWER = 20.0
"""Steps halve after so many rounds, are a third after twice as many, and so on."""

STEP = 0.3
"""The first step, as a share of what an hour is worth in the middle."""


def first_prices(at: Instance) -> FloatArray:
    """A price for every post; none for team places, budgets and changes."""
    prices = np.zeros(at.posts + len(at.team_size) + len(at.region_budget) + 2)
    if not len(at.row):
        return prices
    joined = at.membership[at.row[:, MEMBER]]
    gain = (at.row[:, GAIN] - joined[:, PRICE]).astype(np.float64)
    hours = (at.row[:, HOURS] + joined[:, SETUP]).astype(np.float64)
    worth = float(np.median(np.maximum(gain, 0.0) / np.maximum(hours, 1.0)))
    capacity = np.maximum(at.human[:, CAPACITY], 1).astype(np.float64)
    person = at.row[:, PERSON].copy()
    prices[: at.posts] = share_out(at.first, person, gain, hours, capacity, worth)
    return prices


@kernel
def share_out(
    first: IntArray,
    person: IntArray,
    gain: FloatArray,
    hours: FloatArray,
    capacity: FloatArray,
    worth: float,
) -> FloatArray:
    """What each post leaves at the prices of hours that, all in all, leave least."""
    hour = np.full(len(capacity), 0.5 * worth)
    asked = np.empty(len(capacity))
    left = np.empty(len(first) - 1)
    least, kept = np.inf, np.zeros(len(first) - 1)
    for turn in range(ROUNDS):
        total = 0.0
        asked.fill(0.0)
        for post in range(len(left)):
            most, best = 0.0, -1
            for row in range(first[post], first[post + 1]):
                after = gain[row] - hour[person[row]] * hours[row]
                if after > most:
                    most, best = after, row
            left[post] = most
            total += most
            if best >= 0:
                asked[person[best]] += hours[best]
        for who in range(len(hour)):
            total += hour[who] * capacity[who]
        if total < least:
            least = total
            kept, left = left, kept
        step = STEP * worth / (1.0 + turn / SLOWER)
        for who in range(len(hour)):
            hour[who] = max(0.0, hour[who] + step * (asked[who] / capacity[who] - 1.0))
    return kept
