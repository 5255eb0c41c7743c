"""How sales answer effort, what an account costs to serve, and when a selling team pays.

    judgement = Judgement("fjord", none=0.3, half=0.62, today=1, more=1.3, saturation=1.5)
    curve = judged_curve(judgement)                      # checks itself
    curve.value(1.5), curve.elasticity(), curve.inverse(1.2)

A curve comes from judgements, from history (`fit_history`) or from the literature (`PRIORS`) and
says which. Sizes of a force are exact: `breakdown`, `workload`, `incremental`,
`return_of_one_more`; `best_size` decides size and allocation together.
"""

from .beswick import Territory, Units, best_size, expected_gains
from .curves import Gompertz, Logistic, ModifiedExponential, Power
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
from .priors import PRIORS, Prior, is_unusually_elastic, prior
from .response import Adbudg, Curve, SalesResponse
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

__all__ = [
    "CLOSED_FORM",
    "EFFORTS",
    "LEAST_SQUARES",
    "PRIORS",
    "Adbudg",
    "CallClass",
    "CostPlan",
    "Curve",
    "FittedResponse",
    "Gompertz",
    "Headcount",
    "HistoryCannotTell",
    "Incremental",
    "Judgement",
    "Logistic",
    "ModifiedExponential",
    "NextPerson",
    "Panel",
    "Power",
    "Prior",
    "Return",
    "SalesResponse",
    "Spread",
    "Territory",
    "Units",
    "WorkingYear",
    "Workload",
    "best_size",
    "break_even_sales",
    "breakdown",
    "calls_affordable",
    "cost_per_sale",
    "equal_cost_sales",
    "expected_gains",
    "fit_history",
    "incremental",
    "is_unusually_elastic",
    "judged_curve",
    "least_account_sales",
    "prior",
    "return_of_one_more",
    "workload",
    "workload_by_calls",
]
