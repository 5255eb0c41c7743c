"""The other published response curves that companies use, with the same face as Little's."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from .response import Curve, FloatArray, is_positive, refuse_unless


@dataclass(frozen=True)
class Power(Curve):
    """scale x^exponent: the elasticity is the exponent everywhere.

    Nothing is sold without effort and nothing is ever enough, so trust it near today's effort.
    Source: Beswick and Cravens (1977), Journal of Marketing Research 14(2).
    """

    scale: float
    exponent: float

    def __post_init__(self) -> None:
        refuse_unless(is_positive(self.scale), "scale", "sales at today's effort are above 0")
        refuse_unless(is_positive(self.exponent), "exponent", "the exponent is above 0")

    @property
    def floor(self) -> float:
        return 0.0

    @property
    def saturation(self) -> float:
        return math.inf

    def values(self, efforts: FloatArray) -> FloatArray:
        sales: FloatArray = self.scale * efforts**self.exponent
        return sales

    def slope(self, effort: float) -> float:
        if effort == 0:
            if self.exponent == 1:
                return self.scale
            return math.inf if self.exponent < 1 else 0.0
        return float(self.scale * self.exponent * effort ** (self.exponent - 1))

    def scaled(self, factor: float) -> Power:
        return replace(self, scale=self.scale * factor)

    def _effort_for(self, sales: float) -> float:
        return float((sales / self.scale) ** (1 / self.exponent))


@dataclass(frozen=True)
class ModifiedExponential(Curve):
    """bottom + rise (1 - e^(-rate x)): every further unit of effort brings less."""

    bottom: float
    rise: float
    rate: float

    def __post_init__(self) -> None:
        refuse_unless(self.bottom >= 0, "bottom", "sales with no effort are not negative")
        refuse_unless(is_positive(self.rise), "rise", "saturation lies above no effort")
        refuse_unless(is_positive(self.rate), "rate", "the rate is above 0")

    @property
    def floor(self) -> float:
        return self.bottom

    @property
    def saturation(self) -> float:
        return self.bottom + self.rise

    def values(self, efforts: FloatArray) -> FloatArray:
        sales: FloatArray = self.bottom + self.rise * -np.expm1(-self.rate * efforts)
        return sales

    def slope(self, effort: float) -> float:
        return self.rise * self.rate * math.exp(-self.rate * effort)

    def scaled(self, factor: float) -> ModifiedExponential:
        return replace(self, bottom=self.bottom * factor, rise=self.rise * factor)

    def _effort_for(self, sales: float) -> float:
        return -math.log1p(-(sales - self.bottom) / self.rise) / self.rate


@dataclass(frozen=True)
class Logistic(Curve):
    """bottom + rise / (1 + e^-(start + rate x)): an S symmetric about its steepest point.

    With no effort it already sells a little above `bottom`: the S began at minus infinity.
    """

    bottom: float
    rise: float
    start: float
    rate: float

    def __post_init__(self) -> None:
        refuse_unless(self.bottom >= 0, "bottom", "the lower end is not negative")
        refuse_unless(is_positive(self.rise), "rise", "saturation lies above the lower end")
        refuse_unless(math.isfinite(self.start), "start", "the start is a number")
        refuse_unless(is_positive(self.rate), "rate", "the rate is above 0")

    @property
    def floor(self) -> float:
        return self.value(0.0)

    @property
    def saturation(self) -> float:
        return self.bottom + self.rise

    def values(self, efforts: FloatArray) -> FloatArray:
        # The hyperbolic tangent is the same S, and never overflows.
        half_way = np.tanh((self.start + self.rate * efforts) / 2)
        sales: FloatArray = self.bottom + self.rise * (1 + half_way) / 2
        return sales

    def slope(self, effort: float) -> float:
        half_way = math.tanh((self.start + self.rate * effort) / 2)
        return self.rise * self.rate * (1 - half_way**2) / 4

    def scaled(self, factor: float) -> Logistic:
        return replace(self, bottom=self.bottom * factor, rise=self.rise * factor)

    def _effort_for(self, sales: float) -> float:
        share = (sales - self.bottom) / self.rise
        return (math.log(share / (1 - share)) - self.start) / self.rate


@dataclass(frozen=True)
class Gompertz(Curve):
    """bottom + rise base^(decay^x), base and decay between 0 and 1: an S that bends early.

    With no effort it sells bottom + rise x base.
    """

    bottom: float
    rise: float
    base: float
    decay: float

    def __post_init__(self) -> None:
        refuse_unless(self.bottom >= 0, "bottom", "the lower end is not negative")
        refuse_unless(is_positive(self.rise), "rise", "saturation lies above the lower end")
        refuse_unless(0 < self.base < 1, "base", "the base lies between 0 and 1")
        refuse_unless(0 < self.decay < 1, "decay", "the decay lies between 0 and 1")

    @property
    def floor(self) -> float:
        return self.bottom + self.rise * self.base

    @property
    def saturation(self) -> float:
        return self.bottom + self.rise

    def values(self, efforts: FloatArray) -> FloatArray:
        sales: FloatArray = self.bottom + self.rise * self.base ** (self.decay**efforts)
        return sales

    def slope(self, effort: float) -> float:
        power = self.decay**effort
        return float(
            self.rise * self.base**power * math.log(self.base) * power * math.log(self.decay)
        )

    def scaled(self, factor: float) -> Gompertz:
        return replace(self, bottom=self.bottom * factor, rise=self.rise * factor)

    def _effort_for(self, sales: float) -> float:
        share = (sales - self.bottom) / self.rise
        return math.log(math.log(share) / math.log(self.base)) / math.log(self.decay)
