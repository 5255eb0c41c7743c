"""The exact model in HiGHS: every row a 0/1 column, every membership another.

Proves the optimum of small problems; grows slow beyond some ten thousand rows.
"""

from __future__ import annotations

import math

import numpy as np

from counterpart.kernel.highs import Model, run_highs

from ..columns import NO_LIMIT, IntArray
from ..plan import StaffingPlan
from ..problem import StaffingProblem
from ..stop import Cancelled, OnProgress, Prices, Result, Run, Stop
from ..value import value_of
from .instance import (
    ACCOUNT,
    CAPACITY,
    CHANGE,
    COST,
    GAIN,
    HOURS,
    MEMBER,
    MOST_LED,
    MOST_TEAMS,
    PERSON,
    POST,
    PRICE,
    REGION,
    SETUP,
    TWIN,
    UNLIMITED,
    WHO,
    FloatArray,
    Instance,
    plan_of_rows,
    rows_of_plan,
)
from .starting import begin


def solve(
    problem: StaffingProblem,
    *,
    stop: Stop,
    seed: int = 0,
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
    start: StaffingPlan | None = None,
) -> Result:
    """Solve to proven optimality, or as far as `stop` allows. Steps are not counted inside."""
    run = Run(stop, on_progress, cancelled)
    instance, plan = begin(problem, run, start)
    if run.over():
        return run.result(plan, None, "exact")
    prices = relax(problem, instance, run)
    plan = polish(problem, instance, run, plan, seed)
    return run.result(plan, prices, "exact")


def relax(problem: StaffingProblem, at: Instance, run: Run) -> Prices | None:
    """Solve the linear relaxation: a bound, and what each scarce thing is worth."""
    model, blocks = model_of(at)
    answer = run_highs(
        model, whole=False, seconds=run.seconds_left, stop_now=lambda _: run.is_cancelled()
    )
    if not math.isfinite(answer.bound):
        return None
    run.bound = min(run.bound, safe_floor(answer.bound))
    duals = np.maximum(answer.duals, 0.0)

    def one(block: str) -> float:
        return float(duals[blocks[block]][0]) if block in blocks else 0.0

    return Prices(
        hour_of_person=duals[blocks["hours"]],
        post=duals[blocks["posts"]],
        team_place=duals[blocks["places"]],
        budget=one("budget"),
        region_budget=duals[blocks["regions"]] if "regions" in blocks else np.zeros(0),
        change=one("changes"),
    )


def polish(
    problem: StaffingProblem, at: Instance, run: Run, plan: StaffingPlan, seed: int
) -> StaffingPlan:
    """Improve the plan and the bound by the exact model until the run is over."""
    if run.over():
        return plan
    model, _ = model_of(at)
    best = [plan]

    def improved(columns: FloatArray, bound: float) -> None:
        found = _plan_of_columns(problem, at, columns)
        value = value_of(problem, found)
        if value > run.value:
            best[0], run.value = found, value
        note_bound(bound)

    def note_bound(bound: float) -> None:
        if math.isfinite(bound):
            run.bound = max(run.value, min(run.bound, safe_floor(bound)))

    def stop_now(bound: float) -> bool:
        note_bound(bound)
        return run.over()

    answer = run_highs(
        model,
        seconds=run.seconds_left,
        seed=seed,
        start=_columns_of_plan(problem, at, plan),
        stop_now=stop_now,
        on_improved=improved,
    )
    if len(answer.columns):
        improved(answer.columns, answer.bound)
    note_bound(answer.bound)
    return best[0]


def safe_floor(bound: float) -> int:
    """The largest whole value a bound in doubles allows, its tolerance added."""
    return math.floor(bound + 1e-6 + 1e-9 * abs(bound))


def model_of(at: Instance) -> tuple[Model, dict[str, slice]]:
    """The exact model: a column per row, then one per membership."""
    rows, members = len(at.row), len(at.membership)
    gain = np.concatenate([at.row[:, GAIN], -at.membership[:, PRICE]])
    model = Model(gain.astype(np.float64))
    row, member = np.arange(rows), np.arange(members)
    joined = rows + member
    post, person, account, who = (
        at.row[:, POST],
        at.row[:, PERSON],
        at.membership[:, ACCOUNT],
        at.membership[:, WHO],
    )
    blocks = {
        "posts": model.require(post, row, 1, most=np.ones(at.posts), least=at.must * 1.0),
        "hours": model.require(
            np.concatenate([person, who]),
            np.concatenate([row, joined]),
            np.concatenate([at.row[:, HOURS], at.membership[:, SETUP]]),
            most=at.human[:, CAPACITY],
        ),
        "places": model.require(account, joined, 1, most=limits_or_infinity(at.team_size)),
    }
    model.require(
        np.concatenate([row, row]),
        np.concatenate([row, rows + at.row[:, MEMBER]]),
        np.repeat([1.0, -1.0], rows),
        most=np.zeros(rows),
    )
    model.require(who, joined, 1, most=limits_or_infinity(at.human[:, MOST_TEAMS]))
    leads = np.flatnonzero(at.is_lead[post])
    model.require(person[leads], leads, 1, most=limits_or_infinity(at.human[:, MOST_LED]))
    every = np.concatenate([row, joined])
    cost = np.concatenate([at.row[:, COST], at.membership[:, PRICE]])
    _keep_company(model, at, joined)
    if len(at.region_budget):
        of_accounts = at.place[at.posts_of_account[at.first_of_account[:-1]], REGION]
        region = np.concatenate([at.place[post, REGION], of_accounts[account]])
        borne = np.flatnonzero(region >= 0)
        blocks["regions"] = model.require(
            region[borne], every[borne], cost[borne], most=at.region_budget
        )
    if at.budget < UNLIMITED:
        blocks["budget"] = model.require(every * 0, every, cost, most=[at.budget])
    if at.most_changes < UNLIMITED:
        blocks["changes"] = model.require(row * 0, row, at.row[:, CHANGE], most=[at.most_changes])
    return model, blocks


def _keep_company(model: Model, at: Instance, joined: IntArray) -> None:
    """A backup is another person than its contact's counterpart, whom it needs; conflicts."""
    row, post, person = np.arange(len(at.row)), at.row[:, POST], at.row[:, PERSON]
    backups = np.flatnonzero(at.is_backup)
    if len(backups):
        number = np.full(at.posts, -1)
        number[backups] = number[at.place[backups, TWIN]] = np.arange(len(backups))
        paired = np.flatnonzero(number[post] >= 0)
        sign = np.where(at.is_backup[post[paired]], 1.0, -1.0)
        model.require(number[post[paired]], paired, sign, most=np.zeros(len(backups)))
        twice = number[post[paired]] * len(at.human) + person[paired]
        _, each, times = np.unique(twice, return_inverse=True, return_counts=True)
        both = times[each] > 1
        pairs, pair = np.unique(each[both], return_inverse=True)
        model.require(pair, row[paired[both]], 1, most=np.ones(len(pairs)))
    member = np.repeat(np.arange(len(at.membership)), np.diff(at.first_apart))
    once = member < at.apart
    first, second = joined[member[once]], joined[at.apart[once]]
    pair = np.arange(len(first))
    model.require(
        np.concatenate([pair, pair]), np.concatenate([first, second]), 1, most=np.ones(len(first))
    )


def limits_or_infinity(limits: IntArray) -> FloatArray:
    """Limits as HiGHS takes them."""
    return np.where(limits >= NO_LIMIT, math.inf, limits.astype(np.float64))


def _columns_of_plan(problem: StaffingProblem, at: Instance, plan: StaffingPlan) -> FloatArray:
    columns = np.zeros(len(at.row) + len(at.membership))
    used = rows_of_plan(problem, plan)
    used = used[used >= 0]
    columns[used] = 1.0
    columns[len(at.row) + at.row[used, MEMBER]] = 1.0
    return columns


def _plan_of_columns(problem: StaffingProblem, at: Instance, columns: FloatArray) -> StaffingPlan:
    chosen = np.flatnonzero(columns[: len(at.row)] > 0.5)
    rows = np.full(problem.posts, -1)
    rows[at.row[chosen, POST]] = chosen
    return plan_of_rows(problem, at, rows)
