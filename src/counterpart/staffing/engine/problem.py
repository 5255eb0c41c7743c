"""The staffing problem: who could lead which account and face which contact, and within what.

The aim, in the problem's money unit, over all plans that keep every limit::

    sum over filled posts of (value - cost + penalty the post would have cost empty)
    - sum over memberships of their coordination cost

so the plan in which nobody is assigned is worth 0 and no constant can flatter a gap.
`value.value_of` is the definition in code; `limits` holds the limits, one function each.
Every problem has a plan: locked posts as locked and everything else empty.
"""

from __future__ import annotations

from dataclasses import dataclass

from counterpart.kernel.faults import Fault, ProblemError

from .checks import faults_of, lock_faults
from .tables import ProblemTables, label


@dataclass(frozen=True, eq=False)
class StaffingProblem(ProblemTables):
    """Tables that make sense. Refuses nonsense with a `ProblemError` naming the place."""

    def __post_init__(self) -> None:
        found = faults_of(self) or lock_faults(self)
        if found:
            raise ProblemError(found)


__all__ = ["Fault", "ProblemError", "StaffingProblem", "label"]
