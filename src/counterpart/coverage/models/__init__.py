"""The tables of the room, by what they are about."""

from counterpart.coverage.models.costs import AccountResult, CostRate, ServiceEntry, ServiceStandard
from counterpart.coverage.models.covering import (
    AccountCoverage,
    CoverageModel,
    ModelHours,
    ModelTerms,
)

__all__ = [
    "AccountCoverage",
    "AccountResult",
    "CostRate",
    "CoverageModel",
    "ModelHours",
    "ModelTerms",
    "ServiceEntry",
    "ServiceStandard",
]
