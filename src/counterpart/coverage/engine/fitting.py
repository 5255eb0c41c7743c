"""A response curve from what an account bought at the efforts of the past, with its uncertainty."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from counterpart.kernel.faults import Fault, ProblemError

from .curves import Power
from .nearest import nearest_adbudgs
from .response import Curve, FloatArray, SalesResponse

Form = Literal["adbudg", "power"]
Period = tuple[float, int]
"""Effort in the account's own unit, and sales in minor units, of one period."""

LEAST_PERIODS = {"adbudg": 6, "power": 4}
LEAST_EFFORTS = {"adbudg": 4, "power": 2}
LEAST_VARIATION = 0.1
"""Highest less lowest effort, as a share of today's."""
MOST_BY_CHANCE = 0.05
"""Above this share of shuffled histories that look as strong, effort explains nothing surely."""
SMALLEST_EXPONENT = 1e-6
_STARTS = tuple((shape, half) for shape in (0.5, 1.0, 2.0, 4.0) for half in (0.3, 1.0, 3.0))


class HistoryCannotTell(ProblemError):
    """The history holds too little to say how sales answer effort."""


@dataclass(frozen=True)
class FittedResponse:
    """A curve fitted to history, and how far it can be trusted."""

    response: SalesResponse
    resampled: tuple[Curve, ...]
    """Curves of histories that might as well have happened, all in the same multiples."""
    efforts: tuple[float, float]
    """The lowest and highest effort of the history in multiples of today's; beyond is a guess."""
    unexplained: float
    """Standard deviation of what the curve leaves over, in multiples of today's sales."""
    by_chance: float
    """Share of shuffled histories in which effort seems to explain sales as well."""

    @property
    def is_doubtful(self) -> bool:
        """Whether effort may well have nothing to do with the sales of this history."""
        return self.by_chance > MOST_BY_CHANCE

    def elasticity(self, confidence: float = 0.9) -> tuple[float, float]:
        """The range of the elasticity at today's effort that holds with this confidence."""
        return _range([curve.elasticity() for curve in self.resampled], confidence)

    def range_at(self, effort: float, confidence: float = 0.9) -> tuple[float, float]:
        """The range of sales at an effort, both in multiples of today's, noise left out.

        Somewhat too narrow: on made-up S-curves with 12 to 24 periods, ranges meant to hold the
        truth nine times in ten held it eight times.
        """
        return _range([curve.value(effort) for curve in self.resampled], confidence)


def fit_history(
    account: str,
    periods: Sequence[Period],
    *,
    today: float,
    form: Form = "adbudg",
    periods_a_year: int = 1,
    seed: int,
    draws: int = 200,
) -> FittedResponse:
    """The curve nearest to the account's history, in multiples of the effort `today`.

    Little's curve is fitted to sales, the power curve to their logarithms. Today's sales are what
    the fitted curve gives at today's effort. Uncertainty comes from resampling what the curve
    leaves over: the same seed and draws, the same ranges. A resampled history in which sales
    fall with effort counts as flat. Raises `HistoryCannotTell`.
    Source of the resampling: Efron (1979), Annals of Statistics 7(1).
    """
    _refuse_what_cannot_tell(account, periods, today, form)
    efforts = np.array([effort for effort, _ in periods]) / today
    money = np.array([sales for _, sales in periods], dtype=np.float64)
    scale = float(money.mean())
    chance = np.random.default_rng(seed)
    fit = _fit_adbudg if form == "adbudg" else _fit_power
    curve, resampled = fit(efforts, money / scale, chance, draws)
    base = curve.value(1.0)
    yearly = round(base * scale * periods_a_year)
    if yearly <= 0:
        message = "nothing is expected at today's effort; ask for judgements or use a prior"
        raise HistoryCannotTell([Fault(f"account {account!r}", message)])
    left_over = money / scale - curve.values(efforts)
    free = len(periods) - (4 if form == "adbudg" else 2)
    return FittedResponse(
        SalesResponse(account, curve.scaled(1 / base), today, yearly, f"fitted, {form}"),
        tuple(each.scaled(1 / base) for each in resampled),
        (float(efforts.min()), float(efforts.max())),
        float(np.sqrt(left_over @ left_over / free)) / base,
        _by_chance(efforts, money, chance),
    )


def _refuse_what_cannot_tell(
    account: str, periods: Sequence[Period], today: float, form: Form
) -> None:
    place = f"account {account!r}"
    if not today > 0:
        raise ProblemError([Fault(place, "today's effort is above 0; say what it is")])
    for row, (effort, sales) in enumerate(periods, start=1):
        if not (math.isfinite(effort) and effort >= 0 and sales >= 0):
            message = "effort and sales are 0 or more; put returns in the period of their sale"
            raise ProblemError([Fault(f"{place}, period {row}", message)])
        if form == "power" and (effort == 0 or sales == 0):
            message = "a power curve knows no zero; fit the form 'adbudg' or leave the period out"
            raise ProblemError([Fault(f"{place}, period {row}", message)])
    for lacking in _lacks([effort for effort, _ in periods], today, form):
        advice = f"{lacking}; ask for judgements or use a prior"
        raise HistoryCannotTell([Fault(place, advice)])
    if not any(sales for _, sales in periods):
        raise HistoryCannotTell([Fault(place, "nothing was ever sold; ask for judgements")])


def _lacks(efforts: Sequence[float], today: float, form: Form) -> list[str]:
    found = []
    if len(efforts) < LEAST_PERIODS[form]:
        found.append(f"{len(efforts)} periods are too few, {LEAST_PERIODS[form]} are needed")
    elif max(efforts) - min(efforts) < LEAST_VARIATION * today:
        found.append("effort hardly varied, so its effect cannot be seen")
    elif len(set(efforts)) < LEAST_EFFORTS[form]:
        different = len(set(efforts))
        found.append(f"{different} different efforts are too few, {LEAST_EFFORTS[form]} are needed")
    return found


def _fit_adbudg(
    efforts: FloatArray, sales: FloatArray, chance: np.random.Generator, draws: int
) -> tuple[Curve, Sequence[Curve]]:
    tried = nearest_adbudgs(efforts, np.tile(sales, (len(_STARTS), 1)), _STARTS)
    best = min(tried, key=lambda curve: float(np.sum((curve.values(efforts) - sales) ** 2)))
    expected = best.values(efforts)
    others = expected + _drawn(sales - expected, 4, chance, draws)
    return best, nearest_adbudgs(efforts, others, [(best.shape, best.half)] * draws)


def _fit_power(
    efforts: FloatArray, sales: FloatArray, chance: np.random.Generator, draws: int
) -> tuple[Curve, Sequence[Curve]]:
    logs, answers = np.log(efforts), np.log(sales)
    best = _nearest_power(logs, answers)
    expected = np.log(best.scale) + best.exponent * logs
    others = expected + _drawn(answers - expected, 2, chance, draws)
    return best, [_nearest_power(logs, other) for other in others]


def _nearest_power(logs: FloatArray, answers: FloatArray) -> Power:
    apart = logs - logs.mean()
    exponent = max(float(apart @ answers) / float(apart @ apart), SMALLEST_EXPONENT)
    return Power(float(np.exp(answers.mean() - exponent * logs.mean())), exponent)


def _drawn(
    left_over: FloatArray, parameters: int, chance: np.random.Generator, draws: int
) -> FloatArray:
    """Differences drawn from those of the true history, a row a draw.

    They are widened for what the fit has already explained away with its parameters.
    """
    free = len(left_over) / (len(left_over) - parameters)
    centred = (left_over - left_over.mean()) * np.sqrt(free)
    drawn: FloatArray = chance.choice(centred, (draws, len(centred)))
    return drawn


def _by_chance(
    efforts: FloatArray, money: FloatArray, chance: np.random.Generator, shuffles: int = 2_000
) -> float:
    """Share of shufflings in which sales rise with effort at least as clearly."""
    apart = efforts - efforts.mean()
    seen = float(apart @ money)
    shuffled = chance.permuted(np.tile(money, (shuffles, 1)), axis=1) @ apart
    return (1 + int(np.sum(shuffled >= seen - 1e-9 * abs(seen)))) / (shuffles + 1)


def _range(numbers: Sequence[float], confidence: float) -> tuple[float, float]:
    cut = (1 - confidence) / 2
    low, high = np.quantile(numbers, [cut, 1 - cut])
    return float(low), float(high)
