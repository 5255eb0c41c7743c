"""Whether teams pay for themselves: baselines that begin with a team, and their ledgers."""

from counterpart.coverage.services.payback.asking import KEEP_LEDGERS, keep_ledgers_in_background
from counterpart.coverage.services.payback.beginning import begin_baselines
from counterpart.coverage.services.payback.changing import (
    ChangeNeedsReason,
    LiftsOutOfOrder,
    change_baseline,
)
from counterpart.coverage.services.payback.working_out import work_out_ledgers

__all__ = [
    "KEEP_LEDGERS",
    "ChangeNeedsReason",
    "LiftsOutOfOrder",
    "begin_baselines",
    "change_baseline",
    "keep_ledgers_in_background",
    "work_out_ledgers",
]
