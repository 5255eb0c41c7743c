"""The referee of published allocations: every way to share out a whole number of units."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def best_sharing(tables: Sequence[Sequence[float]], units: int) -> tuple[float, list[int]]:
    """The highest total of one entry a table with indices adding up to `units` at most.

    Dynamic programming over the tables: exact, ties to the fewer units for the later table.
    """
    best, taken = np.zeros(units + 1), []
    for table in tables:
        sells = np.array(table[: units + 1], dtype=np.float64)
        totals = [best[had::-1][: len(sells)] + sells[: had + 1] for had in range(units + 1)]
        taken.append([int(row.argmax()) for row in totals])
        best = np.array([row.max() for row in totals])
    sharing, left = [], units
    for choice in reversed(taken):
        sharing.insert(0, choice[left])
        left -= choice[left]
    return float(best[units]), sharing
