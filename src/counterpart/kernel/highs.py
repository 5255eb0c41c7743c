"""Hands a 0/1 model to HiGHS and keeps it stoppable."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
Improved = Callable[[FloatArray, float], None]


@dataclass
class Model:
    """Maximise `gain` x over 0/1 columns; rows are kept as loose (row, column, amount) triples."""

    gain: FloatArray
    lower: list[FloatArray] = field(default_factory=list)
    upper: list[FloatArray] = field(default_factory=list)
    at_row: list[IntArray] = field(default_factory=list)
    at_column: list[IntArray] = field(default_factory=list)
    amount: list[FloatArray] = field(default_factory=list)
    rows: int = 0

    def require(
        self, row: Any, column: Any, amount: Any, *, most: Any, least: Any = -math.inf
    ) -> slice:
        """Add a block of rows least <= sum of amount x column <= most; `row` counts from 0."""
        upper = np.asarray(most, dtype=np.float64)
        self.upper.append(upper)
        self.lower.append(np.broadcast_to(np.asarray(least, dtype=np.float64), upper.shape))
        self.at_row.append(np.asarray(row, dtype=np.int64) + self.rows)
        self.at_column.append(np.asarray(column, dtype=np.int64))
        shape = np.shape(row)
        self.amount.append(np.broadcast_to(np.asarray(amount, dtype=np.float64), shape))
        block = slice(self.rows, self.rows + len(upper))
        self.rows = block.stop
        return block

    def lp(self, *, whole: bool) -> highspy.HighsLp:
        """The model as HiGHS takes it, with whole or with fractional columns."""
        lp, columns = highspy.HighsLp(), len(self.gain)
        row, column = np.concatenate(self.at_row), np.concatenate(self.at_column)
        order = np.lexsort((row, column))
        lp.num_col_, lp.num_row_ = columns, self.rows
        lp.col_cost_ = self.gain
        lp.col_lower_, lp.col_upper_ = np.zeros(columns), np.ones(columns)
        lp.row_lower_, lp.row_upper_ = np.concatenate(self.lower), np.concatenate(self.upper)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_ = np.searchsorted(column[order], np.arange(columns + 1))
        lp.a_matrix_.index_ = row[order]
        lp.a_matrix_.value_ = np.concatenate(self.amount)[order]
        lp.sense_ = highspy.ObjSense.kMaximize
        if whole:
            lp.integrality_ = [highspy.HighsVarType.kInteger] * columns
        return lp


@dataclass(frozen=True)
class Answer:
    """What HiGHS found: columns (empty when nothing), its proven bound, duals of the rows."""

    columns: FloatArray
    bound: float
    duals: FloatArray
    finished: bool = True
    """Whether nothing is left to find: the best answer is known, or that there is none."""


class QuietHighs(highspy.Highs):
    """HiGHS prints a banner when callbacks are first enabled, unless it is told not to before."""

    def enableCallbacks(self) -> None:  # noqa: N802 (the library's own name)
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]


def run_highs(
    model: Model,
    *,
    whole: bool = True,
    seconds: float = math.inf,
    seed: int = 0,
    nodes: int | None = None,
    start: FloatArray | None = None,
    stop_now: Callable[[float], bool] | None = None,
    on_improved: Improved | None = None,
) -> Answer:
    """Solve the model within so many seconds. `stop_now(bound)` is asked often and may end it.

    `on_improved(columns, bound)` is told every better answer. The bound holds even when stopped.
    """
    solver = QuietHighs()  # type: ignore[no-untyped-call]
    options = {
        "output_flag": False,
        "threads": 1,
        "random_seed": seed % 2**31,
        "mip_rel_gap": 0.0,
        "mip_abs_gap": 0.99 if whole else 0.0,
    }
    if nodes is not None:
        options["mip_max_nodes"] = nodes
    if seconds < math.inf:
        options["time_limit"] = max(0.01, seconds)
    for name, value in options.items():
        solver.setOptionValue(name, value)
    solver.passModel(model.lp(whole=whole))
    if start is not None:
        solution = highspy.HighsSolution()
        solution.col_value = start.tolist()
        solver.setSolution(solution)
    _listen(solver, stop_now, on_improved)
    solver.run()
    answer = _answer(solver, whole)
    if start is None or _is_as_good_as_told(solver, model, answer):
        return answer
    return run_highs(
        model,
        whole=whole,
        seconds=seconds - solver.getRunTime(),
        seed=seed,
        nodes=nodes,
        stop_now=stop_now,
        on_improved=on_improved,
    )


def _is_as_good_as_told(solver: Any, model: Model, answer: Answer) -> bool:
    """Whether the columns earn what HiGHS says; at times it hands the start back instead."""
    if not len(answer.columns):
        return True
    told: float = solver.getInfo().objective_function_value
    return bool(float(model.gain @ answer.columns) > told - 0.5)


def _listen(
    solver: Any, stop_now: Callable[[float], bool] | None, on_improved: Improved | None
) -> None:
    if stop_now is not None:

        def ask(event: Any) -> None:
            bound = event.data_out.mip_dual_bound
            event.data_in.user_interrupt = stop_now(bound)

        def ask_simplex(event: Any) -> None:
            event.data_in.user_interrupt = stop_now(math.inf)

        solver.cbMipInterrupt.subscribe(ask)
        solver.cbSimplexInterrupt.subscribe(ask_simplex)
    if on_improved is not None:

        def tell(event: Any) -> None:
            found = np.array(event.data_out.mip_solution, dtype=np.float64)
            on_improved(found, event.data_out.mip_dual_bound)

        solver.cbMipImprovingSolution.subscribe(tell)


def _answer(solver: Any, whole: bool) -> Answer:
    info, solution = solver.getInfo(), solver.getSolution()
    feasible = info.primal_solution_status == 2
    columns = np.array(solution.col_value) if feasible else np.zeros(0)
    optimal = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    bound = info.mip_dual_bound if whole else math.inf
    if not whole and optimal:
        bound = info.objective_function_value
    infeasible = solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible
    return Answer(columns, float(bound), np.array(solution.row_dual), optimal or infeasible)
