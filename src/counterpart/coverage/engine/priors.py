"""What the literature says effort does to sales, for accounts that nobody has judged yet."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from counterpart.kernel.faults import Fault, ProblemError

from ..reckoning.known_elasticities import KNOWN, KnownElasticity, saturating
from .curves import Power
from .response import Adbudg, Curve, SalesResponse


@dataclass(frozen=True)
class Prior(KnownElasticity):
    """A published mean elasticity that makes curves."""

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
        return Adbudg(*saturating(self.elasticity, saturation))

    def saturating_range(self, saturation: float) -> tuple[Adbudg, Adbudg]:
        """The same with the lowest and the highest elasticity."""
        low, high = (saturating(each, saturation) for each in (self.low, self.high))
        return Adbudg(*low), Adbudg(*high)


PRIORS = tuple(Prior(**asdict(each)) for each in KNOWN)

HIGHEST_USUAL_ELASTICITY = 1.0
"""Judged curves often lie above the published means; above this somebody should look again."""


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
