"""What the literature says effort does to sales, for accounts that nobody has judged yet."""

from __future__ import annotations

from dataclasses import dataclass

from .judgement import LittleCurve


@dataclass(frozen=True)
class KnownElasticity:
    """A mean elasticity of sales with respect to effort, from studies of many companies.

    `low` and `high` span the means that `source` leaves open; single accounts lie further apart
    than means do.
    """

    name: str
    elasticity: float
    low: float
    high: float
    source: str


KNOWN = (
    KnownElasticity(
        name="personal selling",
        elasticity=0.31,
        low=0.245,
        high=0.34,
        source=(
            "Albers, Mantrala and Sridhar (2010), Journal of Marketing Research 47(5): .34 over "
            "all industries, .31 corrected for the methods of the studies, .245 in pharmacy"
        ),
    ),
    KnownElasticity(
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

LEAST_ROOM = 0.01
"""Where less is left to sell, a curve is drawn as if so much were, to keep its form."""
MOST_OF_ROOM = 0.95
"""Of the largest elasticity that a curve to a saturation may have; at all of it, nothing would be
sold without effort."""


def saturating(elasticity: float, saturation: float) -> LittleCurve:
    """Little's curve of shape 1 through today's sales, with this elasticity there.

    With floor b and saturation c it is (c - 1) (1 - b) / (c - b), which gives the floor.
    """
    room = max(saturation - 1, LEAST_ROOM)
    ceiling = 1 + room
    most = MOST_OF_ROOM * room / ceiling
    reached = min(elasticity, most)
    floor = (room - reached * ceiling) / (room - reached)
    return LittleCurve(floor, ceiling, 1.0, room / (1 - floor))
