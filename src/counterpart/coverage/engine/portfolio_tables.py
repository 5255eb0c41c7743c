"""The columns of a portfolio problem, before anybody has checked them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

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
