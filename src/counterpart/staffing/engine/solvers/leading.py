"""Where who leads what costs much of the gap: better leads, and a plan made good around them."""

from __future__ import annotations

from ..columns import IntArray
from ..stop import Run, Stop
from .annealing import LIKELY, Annealing
from .instance import FloatArray, Instance
from .leads_first import with_leads
from .leads_together import LeadsTogether
from .neighbourhood import value_of_rows
from .prices import PriceSearch
from .renewal import Renewal

SHARE_LOST = 0.1
"""Leads are looked at where they lose such a share of the gap, a plan where they gain as much."""

SHARE_OF_CHOOSING, SHARE_OF_MENDING, SHARE_OF_SEARCH = 0.3, 0.5, 0.5
"""Of the time that is left, choosing leads and then mending the plan take no more than this; and
of mending, annealing."""

MOVES_PER_POST = 300
COOL = 0.03
"""Where annealing begins: it shall mend the rest and leave most leads where they are."""


class Leading:
    """One look at the leads of a plan, given by its rows."""

    def __init__(
        self,
        at: Instance,
        run: Run,
        pricing: PriceSearch,
        often: FloatArray,
        rows: IntArray,
        seed: int,
    ) -> None:
        self.at, self.run, self.pricing = at, run, pricing
        self.often, self.rows, self.seed = often, rows, seed
        prices = pricing.best_prices
        self.together = LeadsTogether(at, pricing.packed, prices, pricing.offer(prices))
        self.bound = self.together.bound
        """No plan is worth more."""

    def rows_led_better(self) -> IntArray:
        """The rows of a plan with better leads, or those at hand where it is not worth it.

        The plan may be worth less than that at hand.
        """
        together, much = self.together, SHARE_LOST * (self.run.bound - self.run.value)
        if not together.is_small or together.lost(self.rows) < much:
            return self.rows
        seconds = SHARE_OF_CHOOSING * self.run.seconds_left
        led = together.solve(self.rows, seconds=seconds, stop_now=lambda _: self.run.over())
        self.bound = led.bound
        rows = with_leads(self.at, led.rows, self.rows)
        if together.worth(led.rows) - together.worth(self.rows) > much:
            return self._mended(rows)
        return rows

    def _mended(self, rows: IntArray) -> IntArray:
        """The plan made better by itself before it is compared, unless it is better as it is.

        Its leads fit the prices; the rest was made to fit other leads.
        """
        run = Run(Stop(SHARE_OF_MENDING * self.run.seconds_left), cancelled=self.run.over)
        run.value, run.bound = value_of_rows(self.at, rows[rows >= 0]), self.run.bound
        if run.value >= self.run.value:
            return rows
        annealing = Annealing(self.at, run, self.seed, COOL)
        moves = MOVES_PER_POST * self.at.posts
        likely, guide = self.often > LIKELY, self.pricing.guide()
        rows = annealing.search(rows, likely, guide, moves, SHARE_OF_SEARCH)
        run.value = value_of_rows(self.at, rows[rows >= 0])
        Renewal(self.at, run, self.pricing, self.often, rows, self.seed).work()
        return rows
