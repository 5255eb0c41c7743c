"""What a portfolio plan is worth, uses and breaks: the definition every solver is checked against.

Nothing here knows a solver.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .portfolio import whole_numbers
from .portfolio_tables import IntArray, PortfolioTables


@dataclass(frozen=True, eq=False)
class PortfolioPlan:
    """One option for every account, by its number in the problem."""

    option_of_account: IntArray

    def __post_init__(self) -> None:
        chosen = whole_numbers("option_of_account", self.option_of_account)
        object.__setattr__(self, "option_of_account", chosen)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PortfolioPlan):
            return NotImplemented
        return np.array_equal(self.option_of_account, other.option_of_account)

    def __hash__(self) -> int:
        return hash(self.option_of_account.tobytes())


@dataclass(frozen=True)
class PortfolioBreach:
    """One limit that a plan breaks."""

    limit: str
    """Name of the limit's function."""
    about: str
    """The account or resource."""
    used: int
    allowed: int
    message: str


def value_of(problem: PortfolioTables, plan: PortfolioPlan) -> int:
    """The expected contribution of the plan's options, in the problem's money unit."""
    return int(problem.value[plan.option_of_account].sum())


def uses_of(problem: PortfolioTables, plan: PortfolioPlan) -> IntArray:
    """What the plan uses of each resource."""
    return np.asarray(problem.uses[plan.option_of_account].sum(axis=0, dtype=np.int64))


def check(problem: PortfolioTables, plan: PortfolioPlan) -> list[PortfolioBreach]:
    """Every limit the plan breaks; none when it may be carried out."""
    broken = [*exactly_one_option_each(problem, plan)]
    return broken or [*no_resource_beyond_its_capacity(problem, plan)]


def exactly_one_option_each(
    problem: PortfolioTables, plan: PortfolioPlan
) -> Iterator[PortfolioBreach]:
    """Every account gets one option, and one of its own."""
    chosen, accounts = plan.option_of_account, problem.accounts
    if len(chosen) != len(accounts):
        message = f"{len(accounts)} accounts need an option each, the plan has {len(chosen)}"
        yield PortfolioBreach(
            "exactly_one_option_each", "plan", len(chosen), len(accounts), message
        )
        return
    strange = (chosen < problem.first[:-1]) | (chosen >= problem.first[1:])
    for account in np.flatnonzero(strange).tolist():
        name = accounts[account]
        message = f"{name}: the option is not one of the account's own"
        yield PortfolioBreach("exactly_one_option_each", name, 0, 1, message)


def no_resource_beyond_its_capacity(
    problem: PortfolioTables, plan: PortfolioPlan
) -> Iterator[PortfolioBreach]:
    """Of no resource more is used than there is."""
    used = uses_of(problem, plan)
    for resource in np.flatnonzero(used > problem.capacity).tolist():
        name, there = problem.resources[resource], int(problem.capacity[resource])
        message = f"{name}: {used[resource]} used, {there} is there"
        yield PortfolioBreach(
            "no_resource_beyond_its_capacity", name, int(used[resource]), there, message
        )
