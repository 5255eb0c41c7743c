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

__all__ = [
    "AccountCoverage",
    "AccountResult",
    "Activity",
    "CostRate",
    "CoverageModel",
    "ModelHours",
    "ModelTerms",
    "ServiceEntry",
    "ServiceStandard",
]
