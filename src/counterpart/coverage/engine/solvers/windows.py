"""Several resources: a model, for HiGHS, of the options that may matter.

Accounts of which one option is in question are settled; the others share what is left. Gains and
uses are counted from every account's choice at the present prices, so that numbers stay small.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from counterpart.kernel.highs import Model

from ..portfolio import PortfolioProblem
from ..portfolio_result import FloatArray
from ..portfolio_tables import IntArray
from .pricing import Priced

BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Window:
    """The options in question, and one for every account that is settled."""

    option: IntArray
    account: IntArray
    """Of each option in question the account, as its position among the open ones."""
    open_accounts: IntArray
    gain: IntArray
    """What each option earns beyond its account's choice, in money."""
    more: IntArray
    """What each option uses beyond its account's choice, by resource."""
    room: IntArray
    """Capacity that the choices of all accounts leave; below 0 where they use too much."""
    chosen: IntArray
    worth: int
    """What the choices of all accounts are worth."""

    def plan(self, columns: FloatArray) -> IntArray:
        """The option of every account; an open one takes the column that is largest."""
        own = columns[: len(self.option)]
        order = np.lexsort((own, self.account))
        places = np.arange(len(self.open_accounts))
        last = np.searchsorted(self.account[order], places, "right") - 1
        found = self.chosen.copy()
        found[self.open_accounts] = self.option[order[last]]
        return found


def window_of(problem: PortfolioProblem, priced: Priced, marked: BoolArray) -> Window:
    """The marked options and every account's choice, as a window."""
    within = marked.copy()
    within[priced.best] = True
    option = np.flatnonzero(within)
    account = np.searchsorted(problem.first, option, side="right") - 1
    is_open = np.bincount(account, minlength=len(problem.accounts)) > 1
    option, account = option[is_open[account]], account[is_open[account]]
    open_accounts, place = np.unique(account, return_inverse=True)
    choice = priced.best[account]
    return Window(
        option=option,
        account=np.asarray(place, dtype=np.int64),
        open_accounts=open_accounts,
        gain=problem.value[option] - problem.value[choice],
        more=problem.uses[option].astype(np.int64) - problem.uses[choice],
        room=problem.capacity - priced.uses,
        chosen=priced.best,
        worth=int(problem.value[priced.best].sum()),
    )


def model_of(window: Window, shortage: FloatArray | None = None) -> Model:
    """Most gain within the capacities, one option for each open account.

    With `shortage`, the price of each resource at which any amount may be bought, there is always
    an answer. The rows are the open accounts, then the resources.
    """
    columns, resources = len(window.option), np.arange(len(window.room))
    ones = np.ones(len(window.open_accounts))
    at, resource = np.nonzero(window.more)
    rows, columns_at = [resource], [at]
    amounts = [window.more[at, resource].astype(np.float64)]
    gain = [window.gain.astype(np.float64)]
    if shortage is not None:
        whole = np.abs(window.room) + np.abs(window.more).sum(axis=0) + 1.0
        rows.append(resources)
        columns_at.append(columns + resources)
        amounts.append(-whole)
        gain.append(-shortage * whole)
    model = Model(np.concatenate(gain))
    model.require(window.account, np.arange(columns), 1.0, least=ones, most=ones)
    model.require(
        np.concatenate(rows),
        np.concatenate(columns_at),
        np.concatenate(amounts),
        most=window.room.astype(np.float64),
    )
    return model
