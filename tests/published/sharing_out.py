"""The referee of published allocations: every way to share out a whole number of units."""

from __future__ import annotations

from collections.abc import Sequence


def best_sharing(tables: Sequence[Sequence[float]], units: int) -> tuple[float, list[int]]:
    """The highest total of one entry a table with indices adding up to `units` at most."""
    best: list[tuple[float, list[int]]] = [(0.0, [])] * (units + 1)
    for table in tables:
        best = [
            max(
                (
                    (best[had - taken][0] + table[taken], [*best[had - taken][1], taken])
                    for taken in range(min(had, len(table) - 1) + 1)
                ),
                key=lambda found: found[0],
            )
            for had in range(units + 1)
        ]
    return best[units]
