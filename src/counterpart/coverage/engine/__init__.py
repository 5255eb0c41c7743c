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

    problem = read_portfolio("problem.json")             # checks itself
    result = solve_portfolio(problem, stop=MaxSeconds(10))
    result.plan, result.value, result.bound, result.status, result.prices

chooses a coverage model and an effort for every account under scarce resources, with a proof of
how good the choice is. `frontier` says what more of a resource would bring, `closest_calls` which
choices hang by a thread, `robustness` what judgements that are a little wrong would change.
"""

from counterpart.kernel.faults import Fault, ProblemError
from counterpart.kernel.stopping import Gap, MaxSeconds

from ..reckoning.activities import (
    ACTIVITIES,
    Activity,
    CostRate,
    Logged,
    Service,
    Spent,
    Standard,
    What,
)
from ..reckoning.cost_to_serve import CostLine, CostToServe, costs_to_serve
from ..reckoning.duplication import Call, Duplicate, Facing, cost_of, duplication
from ..reckoning.incremental import (
    Incremental,
    NextPerson,
    Return,
    break_even_sales,
    incremental,
    return_of_one_more,
)
from ..reckoning.pay_back import Baseline, LedgerMonth, PayBack
from ..reckoning.scoring import Band, Criterion, Score, ScoreCard
from ..reckoning.selling_costs import (
    CostPlan,
    calls_affordable,
    cost_per_sale,
    equal_cost_sales,
    least_account_sales,
)
from ..reckoning.sizing import (
    CallClass,
    Headcount,
    WorkingYear,
    Workload,
    breakdown,
    workload,
    workload_by_calls,
)
from ..reckoning.team_pays import (
    CoverageModel,
    Earning,
    TeamCase,
    break_even_volume,
    break_even_volumes,
    functions_involved,
)
from ..reckoning.whale import LargeLoser, WhaleCurve, large_losers, whale_curve
from .beswick import Territory, Units, best_size, expected_gains
from .closest_calls import CloseCall, closest_calls
from .curves import Gompertz, Logistic, ModifiedExponential, Power
from .fitting import FittedResponse, HistoryCannotTell, fit_history
from .frontier import FrontierPoint, frontier, least_use, most_use, with_capacity
from .judging import CLOSED_FORM, EFFORTS, LEAST_SQUARES, Judgement, judged_curve
from .panel import Panel, Spread
from .portfolio import PortfolioProblem
from .portfolio_file import (
    PortfolioFile,
    schema,
)
from .portfolio_file import problem_to_json as portfolio_to_json
from .portfolio_file import read_plan as read_portfolio_plan
from .portfolio_file import read_problem as read_portfolio
from .portfolio_file import write_plan as write_portfolio_plan
from .portfolio_file import write_problem as write_portfolio
from .portfolio_result import NoPlanFits, PortfolioResult
from .portfolio_value import PortfolioBreach, PortfolioPlan
from .portfolio_value import check as check_portfolio
from .portfolio_value import uses_of as uses_of_portfolio
from .portfolio_value import value_of as value_of_portfolio
from .priors import PRIORS, Prior, best_selling_share, is_unusually_elastic, prior
from .response import Adbudg, Curve, SalesResponse
from .robustness import Robustness, robustness
from .solvers.choose import solve as solve_portfolio

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
    "CloseCall",
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
    "Fault",
    "FittedResponse",
    "FrontierPoint",
    "Gap",
    "Gompertz",
    "Headcount",
    "HistoryCannotTell",
    "Incremental",
    "Judgement",
    "LargeLoser",
    "LedgerMonth",
    "Logged",
    "Logistic",
    "MaxSeconds",
    "ModifiedExponential",
    "NextPerson",
    "NoPlanFits",
    "Panel",
    "PayBack",
    "PortfolioBreach",
    "PortfolioFile",
    "PortfolioPlan",
    "PortfolioProblem",
    "PortfolioResult",
    "Power",
    "Prior",
    "ProblemError",
    "Return",
    "Robustness",
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
    "check_portfolio",
    "closest_calls",
    "cost_of",
    "cost_per_sale",
    "costs_to_serve",
    "duplication",
    "equal_cost_sales",
    "expected_gains",
    "fit_history",
    "frontier",
    "functions_involved",
    "incremental",
    "is_unusually_elastic",
    "judged_curve",
    "large_losers",
    "least_account_sales",
    "least_use",
    "most_use",
    "portfolio_to_json",
    "prior",
    "read_portfolio",
    "read_portfolio_plan",
    "return_of_one_more",
    "robustness",
    "schema",
    "solve_portfolio",
    "uses_of_portfolio",
    "value_of_portfolio",
    "whale_curve",
    "with_capacity",
    "workload",
    "workload_by_calls",
    "write_portfolio",
    "write_portfolio_plan",
]
