"""The tables of the room, by what they are about."""

from counterpart.coverage.models.costs import (
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
from counterpart.coverage.models.payback import TeamBaseline, TeamMonth
from counterpart.coverage.models.plans import CoveragePlan, PlannedCoverage
from counterpart.coverage.models.responses import AccountPotential, ResponseJudgement

__all__ = [
    "AccountCoverage",
    "AccountPotential",
    "AccountResult",
    "Activity",
    "CostRate",
    "CoverageModel",
    "CoveragePlan",
    "ModelHours",
    "ModelTerms",
    "PlannedCoverage",
    "ResponseJudgement",
    "ServiceEntry",
    "ServiceStandard",
    "TeamBaseline",
    "TeamMonth",
]
