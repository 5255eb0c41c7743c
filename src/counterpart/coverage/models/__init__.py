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
from counterpart.coverage.models.plans import CoveragePlan, PlannedCoverage

__all__ = [
    "AccountCoverage",
    "AccountResult",
    "Activity",
    "CostRate",
    "CoverageModel",
    "CoveragePlan",
    "ModelHours",
    "ModelTerms",
    "PlannedCoverage",
    "ServiceEntry",
    "ServiceStandard",
]
