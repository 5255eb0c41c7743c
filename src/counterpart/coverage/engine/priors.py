"""What the literature says effort does to sales, for accounts that nobody has judged yet."""

from __future__ import annotations

from dataclasses import dataclass

from counterpart.kernel.faults import Fault, ProblemError

from .curves import Power
from .response import Adbudg, Curve, SalesResponse


@dataclass(frozen=True)
class Prior:
    """A mean elasticity of sales with respect to effort, from studies of many companies.

    `low` and `high` span the means that `source` leaves open; single accounts lie further apart
    than means do.
    """

    name: str
    elasticity: float
    low: float
    high: float
    source: str

    @property
    def curve(self) -> Power:
        """Sales of constant elasticity through today's; trust it near today's effort only."""
        return Power(1.0, self.elasticity)

    @property
    def curves(self) -> tuple[Power, Power]:
        """The same with the lowest and the highest elasticity."""
        return Power(1.0, self.low), Power(1.0, self.high)

    def response(self, account: str, *, effort: float, sales: int) -> SalesResponse:
        """An account's curve from this prior, marked as such."""
        return SalesResponse(account, self.curve, effort, sales, f"prior: {self.name}")

    def saturating(self, saturation: float) -> Adbudg:
        """Little's curve of this elasticity at today's effort that no effort takes beyond
        `saturation`, in multiples of today's sales: for choices far from today's effort.

        Every further unit of effort brings less. An account that nearly all is sold to already
        answers less than the mean of studies: at most by (saturation - 1) / saturation.
        """
        return saturating(self.elasticity, saturation)

    def saturating_range(self, saturation: float) -> tuple[Adbudg, Adbudg]:
        """The same with the lowest and the highest elasticity."""
        return saturating(self.low, saturation), saturating(self.high, saturation)


PRIORS = (
    Prior(
        name="personal selling",
        elasticity=0.31,
        low=0.245,
        high=0.34,
        source=(
            "Albers, Mantrala and Sridhar (2010), Journal of Marketing Research 47(5): .34 over "
            "all industries, .31 corrected for the methods of the studies, .245 in pharmacy"
        ),
    ),
    Prior(
        name="visits to physicians",
        elasticity=0.245,
        low=0.16,
        high=0.32,
        source=(
            "Albers, Mantrala and Sridhar (2010): .245; Kremer, Bijmolt, Leeflang and Wieringa "
            "(2008), International Journal of Research in Marketing 25(4): .32. Models that "
            "include promotion find .16 less than those that do not"
        ),
    ),
)

HIGHEST_USUAL_ELASTICITY = 1.0
"""Judged curves often lie above the published means; above this somebody should look again."""


LEAST_ROOM = 0.01
"""Where less is left to sell, a curve is drawn as if so much were, to keep its form."""
MOST_OF_ROOM = 0.95
"""Of the largest elasticity that a curve to a saturation may have; at all of it, nothing would be
sold without effort."""


def saturating(elasticity: float, saturation: float) -> Adbudg:
    """Little's curve of shape 1 through today's sales, with this elasticity there.

    With floor b and saturation c it is (c - 1) (1 - b) / (c - b), which gives the floor.
    """
    room = max(saturation - 1, LEAST_ROOM)
    ceiling = 1 + room
    most = MOST_OF_ROOM * room / ceiling
    reached = min(elasticity, most)
    floor = (room - reached * ceiling) / (room - reached)
    return Adbudg(floor, ceiling, 1.0, room / (1 - floor))


def prior(name: str) -> Prior:
    """The prior of this name."""
    for each in PRIORS:
        if each.name == name:
            return each
    names = ", ".join(repr(each.name) for each in PRIORS)
    raise ProblemError([Fault("prior", f"there is no {name!r}; choose one of {names}")])


def best_selling_share(elasticity: float, margin_rate: float) -> float:
    """The share of sales that is best spent on selling: elasticity x margin rate.

    Source: Dorfman and Steiner (1954), "Optimal Advertising and Optimal Quality", American
    Economic Review 44(5).
    """
    return elasticity * margin_rate


def is_unusually_elastic(curve: Curve) -> bool:
    """Whether one per cent more effort brings more than one per cent more sales today."""
    return curve.elasticity() > HIGHEST_USUAL_ELASTICITY
