"""What breaks a limit, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .load import Load
from .plan import StaffingPlan
from .tables import ProblemTables


@dataclass(frozen=True)
class Breach:
    """One limit broken at one place."""

    limit: str
    """Name of the limit's function."""
    kind: str
    """What `about` names: "contact", "lead", "backup", "person", "account", "region" or "plan"."""
    about: str
    """Id of the contact (also of a backup), person, account (also of a lead) or region."""
    used: int
    allowed: int
    message: str


Limit = Callable[[ProblemTables, StaffingPlan, Load], Iterator[Breach]]


def breach_at(problem: ProblemTables, post: int, limit: str, message: str) -> Breach:
    """A breach by who stands at one post."""
    return Breach(limit, problem.post_kind(post), problem.post_id(post), 1, 0, message)
