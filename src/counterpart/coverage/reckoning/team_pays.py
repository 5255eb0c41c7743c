"""When a selling team pays for itself at an account.

Two conditions, both of which must hold: enough prospective volume, and enough functions truly
involved. The rule puts published parts together; the combination is ours: the return over three
years of Zoltners, Sinha and Lorimer (2006), Harvard Business Review 84(7/8), with a team in the
place of one more person; coordination that grows with the pairs of a team, after Brooks (1975),
"The Mythical Man-Month".
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from counterpart.kernel.faults import Fault, ProblemError

from .exact import Exact, above_zero, at_least_zero, half_up, share

Condition = Literal["volume", "functions"]


@dataclass(frozen=True)
class Earning:
    """What sales of an account are worth: margin, and what comes again without effort."""

    margin_rate: Exact
    kept_second_year: Exact = 0
    kept_third_year: Exact = 0

    @property
    def of_one(self) -> Fraction:
        """What one unit of added yearly sales earns over three years."""
        rate = above_zero(self.margin_rate, "earning", "the margin rate")
        margin = share(rate, "earning", "the margin rate")
        second = share(self.kept_second_year, "earning", "what is kept in the second year")
        third = share(self.kept_third_year, "earning", "what is kept in the third year")
        return margin * (1 + second + third)


@dataclass(frozen=True)
class CoverageModel:
    """One way to cover an account in a year: a territory seller, a key account manager, a team."""

    name: str
    hours: Mapping[str, Exact]
    """Hours a year by function of ours."""
    people: int = 1
    coordination_per_pair: int = 0
    """Minor units a year that each pair of people costs in agreeing with each other."""
    other: int = 0
    """All other cost of the model in a year, minor units."""

    @property
    def coordination(self) -> int:
        """What agreeing costs: each of the n (n - 1) / 2 pairs the same."""
        return self.coordination_per_pair * self.people * (self.people - 1) // 2

    def cost(self, rates: Mapping[str, int]) -> int:
        """Minor units a year at these rates an hour by function, rounded half up."""
        place = f"model {self.name!r}"
        unpriced = sorted(set(self.hours) - set(rates))
        faults = [Fault(place, f"an hour of {name!r} has no rate; add one") for name in unpriced]
        if min(self.coordination_per_pair, self.other, *rates.values(), 0) < 0:
            faults.append(Fault(place, "a cost is negative; give 0 or more"))
        if self.people < 1:
            faults.append(Fault(place, "nobody is in it; give the number of people"))
        if faults:
            raise ProblemError(faults)
        work = sum(
            (
                at_least_zero(hours, place, f"the hours of {name!r}") * rates[name]
                for name, hours in self.hours.items()
            ),
            Fraction(0),
        )
        return half_up(work) + self.coordination + self.other


def break_even_volume(added_cost: int, earning: Earning) -> int:
    """Added yearly sales that just cover the added yearly cost; minor units, rounded up.

    Nothing where the model costs no more than the one it is compared with.
    """
    return max(0, math.ceil(added_cost / earning.of_one))


def break_even_volumes(
    models: Sequence[CoverageModel], *, present: str, rates: Mapping[str, int], earning: Earning
) -> dict[str, int]:
    """The break-even volume of every model against the present one, which has 0."""
    names = [model.name for model in models]
    faults = [
        Fault(f"model {name!r}", "there are two models of this name; rename one")
        for name in sorted({name for name in names if names.count(name) > 1})
    ]
    if present not in names:
        faults.append(Fault(f"model {present!r}", "the present model is not among those compared"))
    if faults:
        raise ProblemError(faults)
    costs = {model.name: model.cost(rates) for model in models}
    return {name: break_even_volume(cost - costs[present], earning) for name, cost in costs.items()}


def functions_involved(theirs: Mapping[str, int], ours: Mapping[str, int]) -> int:
    """Functions in which people of both sides truly meet.

    `theirs` counts the contacts in each function of the customer who take part, `ours` our people
    for that function. A name on a chart with nobody behind it does not count.
    """
    return sum(1 for name, contacts in theirs.items() if contacts > 0 and ours.get(name, 0) > 0)


@dataclass(frozen=True)
class TeamCase:
    """What a team would change at one account in a year, money in minor units."""

    account: str
    sales_now: int
    sales_with_team: int
    """Expected, for instance from the account's response curve at the team's effort."""
    added_cost: int
    """What the team costs beyond the present coverage, coordination included."""
    earning: Earning
    functions: int
    """Those truly involved on both sides, as `functions_involved` counts them."""
    least_functions: int
    """Fewer than this give a team nothing to join; yours to say, no study gives it."""

    def __post_init__(self) -> None:
        place = f"account {self.account!r}"
        if min(self.sales_now, self.sales_with_team) < 0:
            raise ProblemError([Fault(place, "sales are negative; give a year without returns")])

    @property
    def added_volume(self) -> int:
        """Sales a year that the team is expected to add."""
        return self.sales_with_team - self.sales_now

    @property
    def break_even(self) -> int:
        """Sales a year that the team must add."""
        return break_even_volume(self.added_cost, self.earning)

    @property
    def failed(self) -> tuple[Condition, ...]:
        """Which of the two conditions does not hold; none where the team pays."""
        found: list[Condition] = []
        if self.added_volume * self.earning.of_one < self.added_cost:
            found.append("volume")
        if self.functions < self.least_functions:
            found.append("functions")
        return tuple(found)

    @property
    def pays(self) -> bool:
        """Whether both conditions hold."""
        return not self.failed

    def least_sales(self, lift: Exact) -> int:
        """How large the account must be now if a team raises sales by this share; rounded up."""
        plausible = above_zero(lift, f"account {self.account!r}", "the plausible rise of sales")
        return math.ceil(self.break_even / plausible)
