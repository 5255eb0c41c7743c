"""Use-cases of coverage plans."""

from counterpart.coverage.services.portfolio.adopting import (
    NothingToAdopt,
    PlanNotAdopted,
    adopt_coverage,
    take_coverage_back,
)
from counterpart.coverage.services.portfolio.drawing_up import (
    SOLVE,
    NoModelsYet,
    NoResultsYet,
    PlanIsAdopted,
    PlanStillSolving,
    copy_plan,
    discard_plan,
    draw_up_plan,
    job_of,
    note_failure,
    solve_plan_again,
    stop_solving,
)
from counterpart.coverage.services.portfolio.solving import (
    NotEnough,
    NotEnoughTogether,
    solve_coverage,
)

__all__ = [
    "SOLVE",
    "NoModelsYet",
    "NoResultsYet",
    "NotEnough",
    "NotEnoughTogether",
    "NothingToAdopt",
    "PlanIsAdopted",
    "PlanNotAdopted",
    "PlanStillSolving",
    "adopt_coverage",
    "copy_plan",
    "discard_plan",
    "draw_up_plan",
    "job_of",
    "note_failure",
    "solve_coverage",
    "solve_plan_again",
    "stop_solving",
    "take_coverage_back",
]
