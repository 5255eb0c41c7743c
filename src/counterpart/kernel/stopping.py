"""When a solver stops and how it reports: rules of stopping, and a run that obeys them."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import Literal

OnProgress = Callable[[int, int, float], None]
"""Is told (value, bound, seconds) at least twice a second."""
Cancelled = Callable[[], bool]
Status = Literal["optimal", "gap", "stopped"]

SECONDS_BETWEEN_REPORTS = 0.2


@dataclass(frozen=True)
class Stop:
    """A rule for stopping: whichever of its limits is reached first. Join rules with `|`."""

    seconds: float = math.inf
    steps: float = math.inf
    gap: float = 0.0
    """Stop once (bound - value) / bound is no larger. 0 asks for a proven optimum."""

    def __or__(self, other: Stop) -> Stop:
        seconds, steps = min(self.seconds, other.seconds), min(self.steps, other.steps)
        return Stop(seconds, steps, max(self.gap, other.gap))


class MaxSeconds(Stop):
    """Stop after so many seconds of wall time. How far a run gets depends on the machine."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds=seconds)


class MaxSteps(Stop):
    """Stop after so many steps. With the same seed the plan is the same on every machine.

    A step is one move tried by the search or one person priced for the bound.
    """

    def __init__(self, steps: int) -> None:
        super().__init__(steps=steps)


class Gap(Stop):
    """Stop once the plan is proven to be within this share of the best one (0.001 is 0.1 %)."""

    def __init__(self, gap: float) -> None:
        super().__init__(gap=gap)


def gap_between(value: int, bound: int) -> float:
    """How far the value may lie below the best, as a share of the bound."""
    if value >= bound:
        return 0.0
    return (bound - value) / bound if bound > 0 else math.inf


class Run:
    """One run of a solver: counts steps, reports progress, knows when to stop."""

    def __init__(
        self,
        stop: Stop,
        on_progress: OnProgress | None = None,
        cancelled: Cancelled | None = None,
    ) -> None:
        self.stop = stop
        self.on_progress = on_progress
        self.cancelled = cancelled
        self.steps = 0
        self.value = 0
        self.bound = 0
        self.started = perf_counter()
        self._reported = -math.inf

    @property
    def seconds(self) -> float:
        """Wall time since the start."""
        return perf_counter() - self.started

    @property
    def seconds_left(self) -> float:
        """Wall time until the rule's limit."""
        return self.stop.seconds - self.seconds

    @property
    def steps_left(self) -> float:
        """Steps until the rule's limit."""
        return self.stop.steps - self.steps

    def proven(self) -> bool:
        """Whether the value is as close to the bound as was asked for."""
        return gap_between(self.value, self.bound) <= self.stop.gap

    def is_cancelled(self) -> bool:
        """Whether the caller has asked for an end."""
        return self.cancelled is not None and self.cancelled()

    def over(self) -> bool:
        """Report when it is time to, and say whether to stop now."""
        self.report()
        return (
            self.steps >= self.stop.steps
            or self.proven()
            or self.seconds >= self.stop.seconds
            or self.is_cancelled()
        )

    def over_share(self, share: float) -> bool:
        """Whether to stop now, or this share of the time or of the steps is used up."""
        return (
            self.over()
            or self.seconds >= share * self.stop.seconds
            or self.steps >= share * self.stop.steps
        )

    def report(self, *, at_once: bool = False) -> None:
        """Tell the caller how far the run is, not more often than needed."""
        now = self.seconds
        if self.on_progress and (at_once or now - self._reported >= SECONDS_BETWEEN_REPORTS):
            self._reported = now
            self.on_progress(self.value, self.bound, now)

    @property
    def status(self) -> Status:
        """How the run stands: proven best, as close to it as was asked for, or neither."""
        if self.value >= self.bound:
            return "optimal"
        return "gap" if self.proven() else "stopped"
