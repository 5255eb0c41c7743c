"""What happens to a company, as a changed problem: people leave, accounts are lost.

The plan that stands becomes today's, so that `most_changes` counts from it. Whoever leaves may
fill nothing any more, and nobody is needed at a lost account; numbers of posts and people stay.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from counterpart.kernel.faults import Fault, ProblemError

from .columns import NOBODY, BoolArray
from .plan import StaffingPlan
from .problem import StaffingProblem


def after(
    problem: StaffingProblem,
    standing: StaffingPlan,
    *,
    without: Collection[str] = (),
    lost: Collection[str] = (),
    most_changes: int | None = None,
) -> StaffingProblem:
    """The problem once these people have left and these accounts are lost; both by id.

    Locks on them are gone. `most_changes` replaces the problem's own limit; `None` lifts it.
    A `ProblemError` names every id that is not in the problem.
    """
    gone = _marked(problem.people.ids, without, "--without", "a person")
    dropped = _marked(problem.accounts.ids, lost, "--lost", "an account")[problem.account_of_post]
    rows, locks = problem.candidates, problem.lock_of_post
    freed = dropped | ((locks != NOBODY) & gone[locks])
    return replace(
        problem,
        today=standing.person_of_post,
        locked=np.where(freed, NOBODY, locks),
        forbidden=problem.forbidden_row | gone[rows.person] | dropped[problem.post_of_row],
        most_changes=most_changes,
    )


def _marked(known: Sequence[str], named: Collection[str], where: str, what: str) -> BoolArray:
    """Which of the known ids are named."""
    strangers = sorted(set(named) - set(known))
    if strangers:
        message = "is not the id of {} in this problem; take an id of the problem file"
        raise ProblemError([Fault(f"{where} {n!r}", message.format(what)) for n in strangers])
    return np.isin(np.array(known), list(named)) if named else np.zeros(len(known), dtype=np.bool_)
