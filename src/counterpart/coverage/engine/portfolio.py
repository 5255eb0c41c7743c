"""The portfolio problem: which coverage model, at which effort, for each account.

Every account has options: a coverage model at a level of effort, each with what it is expected to
contribute and what it uses of every scarce resource: budget, hours of a function in a region,
leads, teams. The aim is the most contribution with exactly one option for each account and no
resource used beyond its capacity. `portfolio_value.value_of` is the definition in code.

With one resource this is the multiple-choice knapsack of Zoltners and Sinha (1980), "Integer
programming models for sales resource allocation", Management Science 26(3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from counterpart.kernel.faults import Fault, ProblemError

IntArray = npt.NDArray[np.int64]
Codes = npt.NDArray[np.integer]
"""Positions in a list of names; any kind of whole number, so that ten million stay small."""


@dataclass(frozen=True, eq=False)
class PortfolioTables:
    """All a solver may know. Nobody has checked it yet."""

    accounts: Sequence[str]
    first: IntArray
    """The options of account `a` are `first[a]` to `first[a + 1]`, the end not included."""
    value: IntArray
    """Money each option is expected to contribute, the cost of changing to it taken off."""
    uses: npt.NDArray[np.integer]
    """What each option (row) uses of each resource (column)."""
    capacity: IntArray
    """How much there is of each resource."""
    resources: Sequence[str]
    models: Sequence[str]
    """Names of coverage models."""
    model: Codes
    """The coverage model of each option, by its position in `models`."""
    option_names: Sequence[str]
    option_name: Codes
    """What each option is called, by position in `option_names`; unique within an account."""
    money_unit: str = "EUR"
    name: str = ""

    @property
    def options(self) -> int:
        """How many options there are, of all accounts together."""
        return len(self.value)

    def name_of(self, option: int) -> str:
        """What an option is called."""
        return self.option_names[int(self.option_name[option])]

    def model_of(self, option: int) -> str:
        """The coverage model of an option."""
        return self.models[int(self.model[option])]

    def account_of(self, option: int) -> int:
        """The account an option belongs to."""
        return int(np.searchsorted(self.first, option, side="right")) - 1

    def place_of(self, option: int) -> str:
        """Where an option stands, for messages."""
        account = self.accounts[self.account_of(option)]
        return f"account {account!r}, option {self.name_of(option)!r}"


@dataclass(frozen=True, eq=False)
class PortfolioProblem(PortfolioTables):
    """Tables that make sense. Refuses nonsense with a `ProblemError` naming the place."""

    def __post_init__(self) -> None:
        from .portfolio_checks import faults_of

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
