"""From rows to the engine and back: the only place that knows both.

The engine counts in minor units of the proposal's currency a year and in halves of an hour a
month. numpy is loaded only when something here is called: pages that show a proposal do not.
"""

from counterpart.staffing.translate.problem import LockCannotBeKept, build_problem
from counterpart.staffing.translate.profiles import Translation, whole
from counterpart.staffing.translate.reasons import ReasonWriter

__all__ = ["LockCannotBeKept", "ReasonWriter", "Translation", "build_problem", "whole"]
