"""Renews neighbourhood after neighbourhood, two at a time, as long as it helps.

Two neighbourhoods at work share no people, and only one of them may use what nobody uses, so
whatever both find goes together. As wins become rare, neighbourhoods grow.
"""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, replace
from threading import Event

import numpy as np

from ..columns import IntArray
from ..stop import Run
from .by_rows import MANY_POSTS
from .company import keeps_company
from .instance import POST, FloatArray, Instance
from .neighbourhood import Map, Neighbourhood, value_of_rows
from .prices import PriceSearch
from .pricing import threads
from .renewing import Renewed, Renewing

AT_ONCE = 2
LIKELY = 0.01
"""Who could take whose posts: by rows taken at least so often while prices were sought."""

SHARE = 0.2
"""One neighbourhood takes no more than this share of what is left of the run."""

WAIT = 0.2
"""Seconds between two looks at the clock while HiGHS works."""


@dataclass(frozen=True)
class Extent:
    """How large neighbourhoods are, and how much each may take."""

    people: int
    posts: int
    """About how many posts, where each person fills so many that people are few."""
    most: int
    """Near loads of one person at most, about."""
    seconds: float


EXTENTS = (
    Extent(people=60, posts=50, most=30, seconds=1.5),
    Extent(people=90, posts=100, most=40, seconds=3.0),
    Extent(people=130, posts=300, most=50, seconds=6.0),
    Extent(people=200, posts=1000, most=60, seconds=20.0),
)

ROUND = 2.0
"""An extent is tried until everybody was in about so many neighbourhoods, and then for as long
as a round still gains."""

FEWEST = 12
"""Neighbourhoods of a round at least, where people are few."""

LITTLE = 0.03
"""A round that closes less than this share of the gap is not worth another of its extent."""


class Renewal:
    """The last part of a price-guided run."""

    def __init__(
        self,
        at: Instance,
        run: Run,
        pricing: PriceSearch,
        often: FloatArray,
        best_row: IntArray,
        seed: int,
    ) -> None:
        self.at, self.run = at, run
        self.best_row = best_row
        """The plan at hand, made better in place."""
        self.ended = Event()
        """Set when those at work shall end at once."""
        self.renewing = Renewing(
            at, pricing.packed, pricing.priced, pricing.best_prices, self.ended.is_set
        )
        self.map = Map(at, np.flatnonzero(often > LIKELY))
        self.chance = np.random.default_rng(seed)
        self.busy = np.zeros(len(at.human), dtype=np.bool_)
        self.spare_is_free = True
        self.begun = 0

    def work(self) -> None:
        """Until the run is over, or the largest neighbourhoods gain nothing any more."""
        for extent in EXTENTS:
            while not self.run.over() and self.round(extent):
                pass

    def round(self, extent: Extent) -> bool:
        """Go once around everybody; says whether it was worth it."""
        before, gap = self.run.value, max(1, self.run.bound - self.run.value)
        people = len(self.at.human)
        extent = self._fitted(extent)
        left = max(FEWEST, round(ROUND * people / extent.people))
        if extent.people >= people:
            left = 1
        working: dict[Future[Renewed], tuple[Neighbourhood, bool]] = {}
        while left or working:
            if self.run.over():
                left = 0
                self.ended.set()
            while left and len(working) < AT_ONCE:
                left -= 1
                self._begin(extent, working)
            done, _ = wait(working, timeout=WAIT, return_when=FIRST_COMPLETED)
            for future in done:
                here, spare = working.pop(future)
                self.busy[here.people] = False
                self.spare_is_free |= spare
                self._take(here, spare, future.result())
        return self.run.value - before > LITTLE * gap

    def _fitted(self, extent: Extent) -> Extent:
        """Fewer people where each fills many posts."""
        each = max(1.0, np.count_nonzero(self.best_row >= 0) / max(1, len(self.at.human)))
        if each <= MANY_POSTS:
            return extent
        return replace(extent, people=max(2, min(extent.people, round(extent.posts / each))))

    def _begin(
        self, extent: Extent, working: dict[Future[Renewed], tuple[Neighbourhood, bool]]
    ) -> None:
        rows, spare = self.best_row, self.spare_is_free
        here = self.map.grow(rows, extent.people, self.chance, busy=self.busy, spare=spare)
        if here is None:
            return
        self.busy[here.people] = True
        self.spare_is_free = False
        self.begun += 1
        seconds = max(0.05, min(extent.seconds, SHARE * self.run.seconds_left))
        work = threads().submit(
            self.renewing.renewed, here, most=extent.most, seconds=seconds, seed=self.begun
        )
        working[work] = here, spare

    def _goes_with_the_rest(self, here: Neighbourhood, found: IntArray) -> bool:
        """Whether the other neighbourhood has not meanwhile set somebody whom these shut out."""
        if not self.at.is_entangled:
            return True
        rows = self.best_row.copy()
        rows[self.at.row[here.rows, POST]] = -1
        rows[self.at.row[found, POST]] = found
        return keeps_company(self.at, rows)

    def _take(self, here: Neighbourhood, spare: bool, renewed: Renewed) -> None:
        """Write what was found into the plan; when nothing was left out, it is the best one."""
        rows = self.best_row
        if renewed.rows is not None and self._goes_with_the_rest(here, renewed.rows):
            before = value_of_rows(self.at, here.rows)
            self.run.value += value_of_rows(self.at, renewed.rows) - before
            rows[self.at.row[here.rows, POST]] = -1
            rows[self.at.row[renewed.rows, POST]] = renewed.rows
        if renewed.is_best and spare and len(here.people) == len(self.at.human):
            self.run.bound = self.run.value
        self.run.bound = max(self.run.bound, self.run.value)
