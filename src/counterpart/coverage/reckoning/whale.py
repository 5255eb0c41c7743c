"""The whale curve: how much of all profit the best accounts make, and the others give back."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

from counterpart.kernel.faults import Fault, ProblemError

from .exact import Exact, share


@dataclass(frozen=True)
class WhaleCurve:
    """Accounts from the highest contribution to the lowest, and their running total.

    Source: Kaplan and Narayanan (2001), "Measuring and Managing Customer Profitability", Journal
    of Cost Management 15(5).
    """

    accounts: tuple[str, ...]
    contributions: tuple[int, ...]
    """Minor units, falling; equal ones in the order of their accounts' names."""

    @property
    def running(self) -> tuple[int, ...]:
        """Contribution of the first account, the first two, and so on to all of them."""
        return tuple(accumulate(self.contributions))

    @property
    def total(self) -> int:
        """What all accounts contribute together."""
        return sum(self.contributions)

    @property
    def peak(self) -> int:
        """What all accounts that do not lose money contribute together."""
        return sum(each for each in self.contributions if each > 0)

    @property
    def given_back(self) -> int:
        """What the accounts that lose money take back from the peak."""
        return self.peak - self.total

    @property
    def profitable(self) -> int:
        """How many accounts contribute something."""
        return sum(each > 0 for each in self.contributions)

    @property
    def shares(self) -> tuple[float, ...] | None:
        """The running total as shares of the total; None where there is no profit to share."""
        if self.total <= 0:
            return None
        return tuple(each / self.total for each in self.running)

    def share_of_best(self, part: Exact) -> float | None:
        """The share of all profit that the best part of the accounts makes (0.2 for a fifth).

        Parts of an account count in proportion. None where there is no profit to share.
        """
        upto = share(part, "whale curve", "the part of the accounts") * len(self.accounts)
        whole = math.floor(upto)
        if self.total <= 0:
            return None
        made = sum(self.contributions[:whole])
        rest = (upto - whole) * self.contributions[whole] if upto > whole else 0
        return float((made + rest) / self.total)


def whale_curve(contributions: Mapping[str, int]) -> WhaleCurve:
    """The whale curve of accounts' contributions (margin less cost to serve), minor units."""
    if not contributions:
        raise ProblemError([Fault("whale curve", "no account has a contribution; give one")])
    ordered = sorted(contributions, key=lambda account: (-contributions[account], account))
    return WhaleCurve(tuple(ordered), tuple(contributions[account] for account in ordered))


@dataclass(frozen=True)
class LargeLoser:
    """An account among the largest in sales that loses money."""

    account: str
    rank: int
    """In sales, the largest is 1."""
    sales: int
    contribution: int


def large_losers(
    sales: Mapping[str, int], contributions: Mapping[str, int], *, largest: int
) -> tuple[LargeLoser, ...]:
    """Those of the `largest` accounts in sales that lose money: to be mended, not to be courted.

    The largest accounts stand at both ends of the whale curve, so sales alone choose no key
    account. Accounts without a contribution are refused.
    """
    missing = sorted(set(sales) - set(contributions))
    if missing:
        message = "sales are given and no contribution; count its cost to serve"
        raise ProblemError([Fault(f"account {account!r}", message) for account in missing])
    ordered = sorted(sales, key=lambda account: (-sales[account], account))[:largest]
    return tuple(
        LargeLoser(account, rank, sales[account], contributions[account])
        for rank, account in enumerate(ordered, start=1)
        if contributions[account] < 0
    )
