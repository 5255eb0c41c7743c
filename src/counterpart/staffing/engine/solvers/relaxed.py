"""The relaxed master in HiGHS: grows by loads, keeps its basis, has loads fixed one by one."""

from __future__ import annotations

from typing import Any

import highspy
import numpy as np

from ..stop import Run
from .highs import QuietHighs
from .instance import FloatArray, Instance
from .loads import Load, columns_of, limits_of


class RelaxedMaster:
    """Choose parts of loads: a linear program that is solved again and again."""

    def __init__(self, at: Instance, run: Run) -> None:
        self.at, self.run = at, run
        self.loads: list[Load] = []
        self.known: set[Load] = set()
        self.solver = QuietHighs()  # type: ignore[no-untyped-call]
        for name, value in (("threads", 1), ("presolve", "off"), ("simplex_strategy", 1)):
            self.solver.setOptionValue(name, value)
        self.solver.cbSimplexInterrupt.subscribe(self._ask)
        limits, nothing = limits_of(at), np.zeros(0, dtype=np.int32)
        self.solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        self.solver.addRows(
            len(limits.most), limits.least, limits.most, 0, nothing, nothing, np.zeros(0)
        )

    def add(self, loads: list[Load]) -> int:
        """Take in loads not yet known; says how many were new."""
        fresh = [load for load in dict.fromkeys(loads) if load not in self.known]
        if not fresh:
            return 0
        columns = columns_of(self.at, fresh)
        self.solver.addCols(
            len(fresh),
            columns.gain,
            np.zeros(len(fresh)),
            np.full(len(fresh), np.inf),
            len(columns.rows),
            columns.starts[:-1].astype(np.int32),
            columns.rows.astype(np.int32),
            columns.amounts,
        )
        self.loads += fresh
        self.known.update(fresh)
        return len(fresh)

    def solve(self) -> tuple[float, FloatArray, FloatArray] | None:
        """(value, part of each load taken, duals); `None` when infeasible or the run is over."""
        limit = min(1e9, max(0.01, self.run.seconds_left))
        self.solver.setOptionValue("time_limit", self.solver.getRunTime() + limit)
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution = self.solver.getSolution()
        value = float(self.solver.getInfo().objective_function_value)
        return value, np.array(solution.col_value), np.array(solution.row_dual)

    def _ask(self, event: Any) -> None:
        """HiGHS asks often whether to go on; the run reports meanwhile."""
        event.data_in.user_interrupt = self.run.over()

    def fix(self, load: int) -> None:
        """From now on this load is taken whole."""
        self.solver.changeColBounds(load, 1.0, 1.0)

    def free_all(self) -> None:
        """No load is fixed any more."""
        for load in range(len(self.loads)):
            self.solver.changeColBounds(load, 0.0, np.inf)
