"""Chance that is the same on every machine: xorshift64 on one whole number.

Source: Marsaglia (2003), "Xorshift RNGs", Journal of Statistical Software 8(14).
"""

from __future__ import annotations

from .kernel import kernel


@kernel
def chance_after(x: int) -> int:
    """The state of the random source that follows this one, which is not 0."""
    x ^= (x << 13) & 0x7FFFFFFFFFFFFFFF
    x ^= x >> 7
    x ^= (x << 17) & 0x7FFFFFFFFFFFFFFF
    return x


@kernel
def number_below(x: int, below: int) -> int:
    """The random whole number of a state, from 0 to below, not included."""
    return int((x >> 20) % below)
