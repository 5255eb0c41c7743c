"""The tables of the room, by what they are about."""

from counterpart.coverage.models.costs import (
    DOCUMENTS,
    AccountResult,
    Activity,
    CostRate,
    ServiceEntry,
    ServiceStandard,
)
from counterpart.coverage.models.covering import (
    AccountCoverage,
    CoverageModel,
    ModelHours,
    ModelTerms,
)
from counterpart.coverage.models.fits import ResponseFit
from counterpart.coverage.models.payback import TeamBaseline, TeamMonth
from counterpart.coverage.models.plans import CoveragePlan, PlannedCoverage
from counterpart.coverage.models.responses import AccountPotential, ResponseJudgement
from counterpart.coverage.models.scoring import AccountRating, Scorecard, ScoreCriterion, ScoreTotal
from counterpart.coverage.models.sizing import SizingClass, SizingSheet

__all__ = [
    "DOCUMENTS",
    "AccountCoverage",
    "AccountPotential",
    "AccountRating",
    "AccountResult",
    "Activity",
    "CostRate",
    "CoverageModel",
    "CoveragePlan",
    "ModelHours",
    "ModelTerms",
    "PlannedCoverage",
    "ResponseFit",
    "ResponseJudgement",
    "ScoreCriterion",
    "ScoreTotal",
    "Scorecard",
    "ServiceEntry",
    "ServiceStandard",
    "SizingClass",
    "SizingSheet",
    "TeamBaseline",
    "TeamMonth",
]
