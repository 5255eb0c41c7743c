"""Who leads each account and who faces each contact: problem in, plan and proof out.

    problem = read_problem("problem.json")              # checks itself
    result = solve(problem, stop=MaxSeconds(30) | Gap(0.001), seed=7)
    result.plan, result.value, result.bound, result.status

`value_of` is the definition of a plan's value and `check` names every limit a plan breaks; both
work without a solver. `explain`, `what_if`, `compare` and `changes` answer questions about a
plan, `drill` says what happens to it when somebody leaves, `price_list` what relaxing each limit
is worth. Money and hours are whole numbers in
the units the problem states.
"""

from counterpart.kernel.faults import Fault, ProblemError

from .backup_rows import with_backups
from .backups import choose_backups
from .columns import (
    NO_LIMIT,
    NOBODY,
    Accounts,
    Backups,
    Candidates,
    Contacts,
    Members,
    MemberTerms,
    People,
)
from .curve import COUNTS, CURVE_COLUMNS, Curve, CurvePoint, curve_to_json
from .drill import (
    Drill,
    PostLeft,
    StandInLoad,
    drill,
    drill_everyone,
    plan_with_stand_ins,
)
from .drill_around import Around
from .drill_file import drill_to_json, write_drill
from .drill_others import (
    OtherStandIn,
    RemainingLoad,
    load_of_those_who_remain,
    other_stand_ins,
)
from .events import after
from .explain import (
    BindingLimit,
    Blocker,
    Explanation,
    HourWorth,
    OpenPost,
    PersonLoad,
    explain,
    worth_of_one_more_hour,
)
from .fileformat import (
    PlanFile,
    plan_from_json,
    plan_to_json,
    problem_from_json,
    problem_to_json,
    read_plan,
    read_problem,
    read_standing_plan,
    schema,
    write_plan,
    write_problem,
)
from .fit import (
    AccountProfiles,
    ContactProfiles,
    FitParts,
    FitRules,
    FitTables,
    PersonProfiles,
    explain_fit,
    explain_lead_fit,
)
from .limits import LIMITS, Breach, check
from .load import Load, load_of
from .needs import Abilities, Needs
from .pair import CandidateRow, candidate_row
from .plan import StaffingPlan
from .price_file import write_price_list
from .price_list import (
    AccountPrice,
    CellPrice,
    PersonPrice,
    PriceList,
    price_list,
    seek_prices,
)
from .problem import StaffingProblem
from .shortlist import Shortlist, candidates_of
from .solvers.background import use_staffing as make_ready
from .solvers.choose import solve
from .solvers.few_changes import replan, value_by_changes
from .solvers.filling import within_limits
from .stop import Gap, MaxSeconds, MaxSteps, Prices, Result, Stop
from .today import today_plan
from .value import ValueParts, value_of, value_parts
from .what_if import Change, Comparison, WhatIf, changes, compare, what_if

__all__ = [
    "COUNTS",
    "CURVE_COLUMNS",
    "LIMITS",
    "NOBODY",
    "NO_LIMIT",
    "Abilities",
    "AccountPrice",
    "AccountProfiles",
    "Accounts",
    "Around",
    "Backups",
    "BindingLimit",
    "Blocker",
    "Breach",
    "CandidateRow",
    "Candidates",
    "CellPrice",
    "Change",
    "Comparison",
    "ContactProfiles",
    "Contacts",
    "Curve",
    "CurvePoint",
    "Drill",
    "Explanation",
    "Fault",
    "FitParts",
    "FitRules",
    "FitTables",
    "Gap",
    "HourWorth",
    "Load",
    "MaxSeconds",
    "MaxSteps",
    "MemberTerms",
    "Members",
    "Needs",
    "OpenPost",
    "OtherStandIn",
    "People",
    "PersonLoad",
    "PersonPrice",
    "PersonProfiles",
    "PlanFile",
    "PostLeft",
    "PriceList",
    "Prices",
    "ProblemError",
    "RemainingLoad",
    "Result",
    "Shortlist",
    "StaffingPlan",
    "StaffingProblem",
    "StandInLoad",
    "Stop",
    "ValueParts",
    "WhatIf",
    "after",
    "candidate_row",
    "candidates_of",
    "changes",
    "check",
    "choose_backups",
    "compare",
    "curve_to_json",
    "drill",
    "drill_everyone",
    "drill_to_json",
    "explain",
    "explain_fit",
    "explain_lead_fit",
    "load_of",
    "load_of_those_who_remain",
    "make_ready",
    "other_stand_ins",
    "plan_from_json",
    "plan_to_json",
    "plan_with_stand_ins",
    "price_list",
    "problem_from_json",
    "problem_to_json",
    "read_plan",
    "read_problem",
    "read_standing_plan",
    "replan",
    "schema",
    "seek_prices",
    "solve",
    "today_plan",
    "value_by_changes",
    "value_of",
    "value_parts",
    "what_if",
    "with_backups",
    "within_limits",
    "worth_of_one_more_hour",
    "write_drill",
    "write_plan",
    "write_price_list",
    "write_problem",
]
