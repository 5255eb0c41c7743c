"""Lines that must not run in a circle: groups of accounts, and who reports to whom."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def cycle_through(start: Key, above: Mapping[Key, Key]) -> list[Key]:
    """The way up from `start` back to itself, `start` first and last; empty if there is none.

    >>> cycle_through("a", {"a": "b", "b": "a"})
    ['a', 'b', 'a']
    """
    way, seen = [start], {start}
    while (upper := above.get(way[-1])) is not None:
        way.append(upper)
        if upper == start:
            return way
        if upper in seen:
            return []
        seen.add(upper)
    return []


def levels_above(start: Key, above: Mapping[Key, Key]) -> int:
    """How many there are above `start`; the lines must be free of cycles."""
    count = 0
    while (start := above.get(start)) is not None:  # type: ignore[assignment]
        count += 1
    return count


def in_waves(keys: Iterable[Key], above: Mapping[Key, Key]) -> list[list[Key]]:
    """The keys in an order in which everybody comes after the one above; needs no cycles.

    >>> in_waves(["a", "b", "c"], {"a": "b", "b": "c"})
    [['c'], ['b'], ['a']]
    """
    waves: list[list[Key]] = []
    depth: dict[Key, int] = {}
    for key in keys:
        line = []
        step: Key | None = key
        while step is not None and step not in depth:
            line.append(step)
            step = above.get(step)
        for lower in reversed(line):
            upper = above.get(lower)
            depth[lower] = depth[upper] + 1 if upper is not None else 0
    for key, level in depth.items():
        while len(waves) <= level:
            waves.append([])
        waves[level].append(key)
    return waves
