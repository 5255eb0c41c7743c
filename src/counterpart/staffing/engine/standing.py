"""The plan that stands, read for a problem that has moved on since it was written."""

from __future__ import annotations

from typing import Any

from .plan_file import PlanFile, plan_from_json
from .problem import StaffingProblem

PAIRS = (("leads", "lead"), ("counterparts", "contact"), ("backups", "contact"))


def standing_plan(problem: StaffingProblem, data: Any) -> tuple[PlanFile, list[str]]:
    """The plan as far as its posts and people are still in the problem, and what is not.

    Each pairing left out is told as "contact C1: P7". Anything else that is wrong with the file
    raises as usual.
    """
    if not isinstance(data, dict):
        return plan_from_json(problem, data), []
    kept, gone = dict(data), []
    for key, kind in PAIRS:
        pairs = data.get(key)
        if isinstance(pairs, dict):
            known = {
                name: who
                for name, who in pairs.items()
                if (kind, name) in problem.post_number and _is_known(problem, who)
            }
            kept[key] = known
            if key != "backups":
                gone += [f"{kind} {name}: {pairs[name]}" for name in pairs if name not in known]
    return plan_from_json(problem, kept), gone


def _is_known(problem: StaffingProblem, who: Any) -> bool:
    """Whether a person is in the problem; what is no id at all is left for `plan_from_json`."""
    return not isinstance(who, str) or who in problem.person_number
