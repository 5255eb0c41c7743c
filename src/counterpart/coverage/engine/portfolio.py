"""The portfolio problem: which coverage model, at which effort, for each account.

Every account has options: a coverage model at a level of effort, each with what it is expected to
contribute and what it uses of every scarce resource: budget, hours of a function in a region,
leads, teams. The aim is the most contribution with exactly one option for each account and no
resource used beyond its capacity. `portfolio_value.value_of` is the definition in code.

With one resource this is the multiple-choice knapsack of Zoltners and Sinha (1980), "Integer
programming models for sales resource allocation", Management Science 26(3).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from counterpart.kernel.faults import Fault, ProblemError

from .portfolio_checks import faults_of
from .portfolio_tables import Codes, IntArray, PortfolioTables


@dataclass(frozen=True, eq=False)
class PortfolioProblem(PortfolioTables):
    """Tables that make sense. Refuses nonsense with a `ProblemError` naming the place."""

    def __post_init__(self) -> None:
        for column in ("first", "value", "capacity"):
            object.__setattr__(self, column, whole_numbers(column, getattr(self, column)))
        for column in ("uses", "model", "option_name"):
            object.__setattr__(self, column, small_numbers(column, getattr(self, column)))
        found_faults = faults_of(self)
        if found_faults:
            raise ProblemError(found_faults)


def whole_numbers(column: str, values: npt.ArrayLike) -> IntArray:
    """A read-only column of whole numbers; a float that is not whole is refused."""
    found = np.asarray(values)
    if found.dtype.kind not in "iub" and found.size and not np.array_equal(found, np.rint(found)):
        raise ProblemError([Fault(column, "whole numbers in the stated unit are needed")])
    whole = found.astype(np.int64, copy=False).view()
    whole.setflags(write=False)
    return whole


def small_numbers(column: str, values: npt.ArrayLike) -> Codes:
    """The same in half the memory where all amounts are small."""
    found = np.asarray(values)
    if found.dtype != np.int32:
        whole = whole_numbers(column, found)
        is_small = not whole.size or np.abs(whole).max() < 2**31
        found = whole.astype(np.int32) if is_small else whole
    small = np.ascontiguousarray(found).view()
    small.setflags(write=False)
    return small
