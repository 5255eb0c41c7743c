"""How sales answer effort, what an account costs to serve, and when a selling team pays.

    judgement = Judgement("fjord", none=0.3, half=0.62, today=1, more=1.3, saturation=1.5)
    curve = judged_curve(judgement)                      # checks itself
    curve.value(1.5), curve.elasticity(), curve.inverse(1.2)

A curve comes from judgements, from history (`fit_history`) or from the literature (`PRIORS`) and
says which. Sizes of a force are exact: `breakdown`, `workload`, `incremental`,
`return_of_one_more`; `best_size` decides size and allocation together.

`costs_to_serve` counts what each account costs, `duplication` what is done twice, `whale_curve`
who makes the profit and who takes it back. `TeamCase` says whether a team would pay for itself
and which condition failed, `PayBack` whether it has. Money is whole minor units.
"""

from .activities import (
    ACTIVITIES,
    Activity,
    CostRate,
    Logged,
    Service,
    Spent,
    Standard,
    What,
)
from .beswick import Territory, Units, best_size, expected_gains
from .cost_to_serve import CostLine, CostToServe, costs_to_serve
from .curves import Gompertz, Logistic, ModifiedExponential, Power
from .duplication import Call, Duplicate, Facing, cost_of, duplication
from .fitting import FittedResponse, HistoryCannotTell, fit_history
from .incremental import (
    Incremental,
    NextPerson,
    Return,
    break_even_sales,
    incremental,
    return_of_one_more,
)
from .judging import CLOSED_FORM, EFFORTS, LEAST_SQUARES, Judgement, judged_curve
from .panel import Panel, Spread
from .pay_back import Baseline, LedgerMonth, PayBack
from .priors import PRIORS, Prior, best_selling_share, is_unusually_elastic, prior
from .response import Adbudg, Curve, SalesResponse
from .scoring import Band, Criterion, Score, ScoreCard
from .selling_costs import (
    CostPlan,
    calls_affordable,
    cost_per_sale,
    equal_cost_sales,
    least_account_sales,
)
from .sizing import (
    CallClass,
    Headcount,
    WorkingYear,
    Workload,
    breakdown,
    workload,
    workload_by_calls,
)
from .team_pays import (
    CoverageModel,
    Earning,
    TeamCase,
    break_even_volume,
    break_even_volumes,
    functions_involved,
)
from .whale import LargeLoser, WhaleCurve, large_losers, whale_curve

__all__ = [
    "ACTIVITIES",
    "CLOSED_FORM",
    "EFFORTS",
    "LEAST_SQUARES",
    "PRIORS",
    "Activity",
    "Adbudg",
    "Band",
    "Baseline",
    "Call",
    "CallClass",
    "CostLine",
    "CostPlan",
    "CostRate",
    "CostToServe",
    "CoverageModel",
    "Criterion",
    "Curve",
    "Duplicate",
    "Earning",
    "Facing",
    "FittedResponse",
    "Gompertz",
    "Headcount",
    "HistoryCannotTell",
    "Incremental",
    "Judgement",
    "LargeLoser",
    "LedgerMonth",
    "Logged",
    "Logistic",
    "ModifiedExponential",
    "NextPerson",
    "Panel",
    "PayBack",
    "Power",
    "Prior",
    "Return",
    "SalesResponse",
    "Score",
    "ScoreCard",
    "Service",
    "Spent",
    "Spread",
    "Standard",
    "TeamCase",
    "Territory",
    "Units",
    "WhaleCurve",
    "What",
    "WorkingYear",
    "Workload",
    "best_selling_share",
    "best_size",
    "break_even_sales",
    "break_even_volume",
    "break_even_volumes",
    "breakdown",
    "calls_affordable",
    "cost_of",
    "cost_per_sale",
    "costs_to_serve",
    "duplication",
    "equal_cost_sales",
    "expected_gains",
    "fit_history",
    "functions_involved",
    "incremental",
    "is_unusually_elastic",
    "judged_curve",
    "large_losers",
    "least_account_sales",
    "prior",
    "return_of_one_more",
    "whale_curve",
    "workload",
    "workload_by_calls",
]
