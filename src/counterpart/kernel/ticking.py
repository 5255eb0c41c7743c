"""How far a long piece of work is, told to whoever asked for it."""

from __future__ import annotations

from collections.abc import Callable

Tick = Callable[[float], None]
"""Hears the part that is done, 0 to 1; may raise, and so stops the work."""


def silent(_done: float) -> None:
    """Nobody listens."""


def part(tick: Tick, start: float, end: float) -> Tick:
    """For a piece of the work that goes from `start` to `end` of the whole.

    >>> part(print, 0.5, 1)(0.5)
    0.75
    """
    return lambda done: tick(start + (end - start) * done)
