"""What a plan is worth: the definition every solver is checked against."""

from __future__ import annotations

from dataclasses import dataclass

from .load import load_of
from .plan import StaffingPlan
from .problem import StaffingProblem


@dataclass(frozen=True)
class ValueParts:
    """A plan's value and what it is made of, all in the problem's money unit."""

    pairing_value: int
    """Value of all pairings, leads and backups before any cost, for the time people are there."""
    labour_cost: int
    coordination_cost: int
    penalty_avoided: int
    """Penalties of the posts that are filled."""
    penalty_left: int
    """Penalties of the posts left empty. Information only: not part of the value."""

    @property
    def value(self) -> int:
        """Gain over the plan in which nobody is assigned."""
        earned = self.pairing_value + self.penalty_avoided
        return earned - self.labour_cost - self.coordination_cost


def value_parts(problem: StaffingProblem, plan: StaffingPlan) -> ValueParts:
    """Work the value out from the tables alone; limits are not looked at.

    A person who is no candidate of the post fills nothing: the post counts as empty.
    """
    load = load_of(problem, plan)
    filled = load.row_of_post >= 0
    penalties = problem.penalty_of_post
    return ValueParts(
        pairing_value=int(problem.value_of_row[load.row_of_post[filled]].sum()),
        labour_cost=load.labour_cost,
        coordination_cost=load.coordination_cost,
        penalty_avoided=int(penalties[filled].sum()),
        penalty_left=int(penalties[~filled].sum()),
    )


def value_of(problem: StaffingProblem, plan: StaffingPlan) -> int:
    """The plan's gain over "nobody assigned", in the problem's money unit.

    Sum over filled posts of value - cost + penalty avoided, less the coordination cost of every
    membership created, once each. Somebody away part of the year earns that part less.
    """
    return value_parts(problem, plan).value
