"""What an account would have sold, and contributed, in a month under its former coverage.

Two ways, each with a range. Peers: a twelfth of the year before the team, grown as comparable
accounts without a team have grown since. Response: the month's actual sales without what the
team's effort adds by the account's response curve. Neither is proof: the first takes the account
to be like its peers, the second believes the curve.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median, quantiles

from counterpart.kernel.faults import Fault, ProblemError

from .exact import Exact, exact, half_up
from .pay_back import Baseline

LEAST_PEERS = 5
"""Of fewer accounts, no quartile says anything."""


@dataclass(frozen=True)
class Range:
    """What is expected, and between which two the truth is likely to lie."""

    low: Fraction
    expected: Fraction
    high: Fraction

    def times(self, factor: Fraction) -> Range:
        """All three by a factor; in order again where it is negative."""
        return Range(*sorted((self.low * factor, self.expected * factor, self.high * factor)))


def growth_of_peers(sales: Sequence[tuple[int, int]]) -> Range | None:
    """How sales grew, by each peer's sales before and now over the same months: quartiles, median.

    Peers that sold nothing before are left out; None where fewer than `LEAST_PEERS` remain. A
    factor: 1.1 is ten per cent more.

    >>> growth_of_peers([(100, 90), (100, 100), (100, 110), (100, 120), (100, 130)]).expected
    Fraction(11, 10)
    """
    ratios = [Fraction(max(now, 0), before) for before, now in sales if before > 0]
    if len(ratios) < LEAST_PEERS:
        return None
    low, _middle, high = quantiles(ratios, n=4, method="inclusive")
    return Range(Fraction(low), Fraction(median(ratios)), Fraction(high))


def by_peers(before: Exact, growth: Range, adjustment: Exact = 0) -> Range:
    """A usual month's sales before the team, minor units, grown as the peers have.

    `adjustment` is a share that would have come anyway, for instance from a plant the customer
    has opened: 0.1 adds a tenth.
    """
    known = 1 + exact(adjustment)
    if known < 0:
        message = "more sales would have gone than there were; give -100 % or more"
        raise ProblemError([Fault("adjustment", message)])
    return growth.times(exact(before) * known)


def by_response(now: int, low: Exact, lift: Exact, high: Exact) -> Range:
    """The month's actual sales, minor units, without what the team's effort adds.

    The lifts are shares of the sales under the former effort: 0.25 says a quarter more.
    """
    lifts = [exact(low), exact(lift), exact(high)]
    if lifts != sorted(lifts) or lifts[0] <= -1:
        message = "the lifts are not in order, or take all sales away; order the three"
        raise ProblemError([Fault("lift", message)])
    least, middle, most = (Fraction(now) / (1 + each) for each in reversed(lifts))
    return Range(*sorted((least, middle, most)))


def together(one: Range, other: Range) -> Range:
    """The mean of what both expect; the range holds both ranges."""
    middle = (one.expected + other.expected) / 2
    return Range(min(one.low, other.low), middle, max(one.high, other.high))


def contribution(sales: Range, margin_rate: Fraction, cost: int) -> Baseline:
    """What these sales contribute: margin at the rate less the cost to serve, minor units."""
    margin = sales.times(margin_rate)
    return Baseline(
        half_up(margin.low) - cost, half_up(margin.expected) - cost, half_up(margin.high) - cost
    )
