"""Curves from history.

1. A history without noise gives its curve back.
2. The range holds the truth about as often as it says.
3. The same seed gives the same ranges; another gives others.
4. A history that cannot tell is refused, naming the account and what lacks.
5. Effort that has nothing to do with sales is called doubtful.
"""

from __future__ import annotations

import numpy as np
import pytest

from counterpart.coverage.engine import (
    Adbudg,
    Curve,
    HistoryCannotTell,
    Power,
    fit_history,
)
from counterpart.kernel.faults import ProblemError

S_CURVE = Adbudg(0.4, 1.6, 2.0, 1.0)


def history(
    curve: Curve, *, noise: float = 0.0, seed: int = 0, periods: int = 24
) -> list[tuple[float, int]]:
    """Months at 2 to 20 visits, of which 10 are today's and sell a million."""
    chance = np.random.default_rng(seed)
    efforts = chance.uniform(2, 20, periods)
    sales = 1e6 * curve.values(efforts / 10) * (1 + noise * chance.standard_normal(periods))
    return [(float(effort), round(sold)) for effort, sold in zip(efforts, sales, strict=True)]


def test_1_a_history_without_noise_gives_its_curve_back():
    found = fit_history("fjord", history(S_CURVE), today=10, seed=1, draws=3)

    assert found.response.sales == pytest.approx(1e6, rel=1e-4)
    assert found.response.method == "fitted, adbudg"
    for effort in (0.3, 1.0, 1.9):
        assert found.response.curve.value(effort) == pytest.approx(S_CURVE.value(effort), rel=1e-3)
    assert found.unexplained < 1e-4
    assert 0.2 <= found.efforts[0] < found.efforts[1] <= 2


def test_1_a_power_history_gives_its_exponent_back():
    months = history(Power(1.0, 0.31))

    found = fit_history("fjord", months, today=10, form="power", periods_a_year=12, seed=1)

    assert found.response.curve.elasticity() == pytest.approx(0.31, abs=1e-4)
    assert found.response.sales == pytest.approx(12e6, rel=1e-4)
    assert not found.is_doubtful


def test_2_the_range_of_the_elasticity_holds_the_truth_about_as_often_as_it_says():
    held = 0
    for seed in range(60):
        months = history(Power(1.0, 0.31), noise=0.1, seed=seed)
        found = fit_history("fjord", months, today=10, form="power", seed=seed)
        low, high = found.elasticity(confidence=0.9)
        held += low <= 0.31 <= high

    assert 46 <= held <= 60  # 54 expected; fewer than 46 has a chance of one in a thousand


def test_2_noise_widens_the_range():
    def width(noise: float) -> float:
        found = fit_history("fjord", history(S_CURVE, noise=noise), today=10, seed=1, draws=40)
        low, high = found.range_at(1.5)
        assert low <= found.response.curve.value(1.5) <= high
        return high - low

    assert width(0.01) < width(0.1)


def test_3_the_same_seed_gives_the_same_ranges():
    months = history(S_CURVE, noise=0.05)
    one, again, other = (
        fit_history("fjord", months, today=10, form="power", seed=seed) for seed in (1, 1, 2)
    )

    assert one == again
    assert one.response == other.response
    assert one.elasticity() != other.elasticity()


@pytest.mark.parametrize(
    ("periods", "words"),
    [
        ([(4, 10)] * 5, "'fjord': 5 periods are too few, 6 are needed; ask for judgements"),
        ([(4, 10), (4.1, 11)] * 4, "'fjord': effort hardly varied"),
        ([(4, 10), (8, 11), (6, 10)] * 3, "'fjord': 3 different efforts are too few, 4 are need"),
        ([(effort, 0) for effort in range(1, 9)], "'fjord': nothing was ever sold"),
        (
            [(effort, 0 if effort < 50 else 90) for effort in range(3, 90, 3)],
            "'fjord': nothing is expected at today's effort",
        ),
    ],
)
def test_4_a_history_that_cannot_tell_is_refused(periods, words):
    with pytest.raises(HistoryCannotTell, match=words):
        fit_history("fjord", periods, today=4, seed=1)


@pytest.mark.parametrize(
    ("periods", "form", "words"),
    [
        ([(4, 10), (-1, 10)], "adbudg", "'fjord', period 2: effort and sales are 0 or more"),
        ([(4, 10), (1, 0)], "power", "'fjord', period 2: a power curve knows no zero"),
    ],
)
def test_4_a_period_that_makes_no_sense_is_named(periods, form, words):
    with pytest.raises(ProblemError, match=words):
        fit_history("fjord", periods, today=4, form=form, seed=1)


def test_4_today_needs_an_effort():
    with pytest.raises(ProblemError, match="today's effort is above 0"):
        fit_history("fjord", history(S_CURVE), today=0, seed=1)


def test_5_effort_that_has_nothing_to_do_with_sales_is_doubtful():
    chance = np.random.default_rng(5)
    months = [(float(chance.uniform(2, 20)), round(chance.uniform(8e5, 12e5))) for _ in range(24)]

    found = fit_history("fjord", months, today=10, seed=1, draws=20)

    assert found.is_doubtful
    assert not fit_history(
        "fjord", history(S_CURVE, noise=0.05), today=10, seed=1, draws=20
    ).is_doubtful


def test_5_sales_that_fell_as_effort_rose_give_a_flat_doubtful_curve():
    months = [(float(n), 1_000 - 20 * n) for n in range(1, 13)]

    found = fit_history("fjord", months, today=6, seed=1, draws=20)

    assert found.is_doubtful
    assert found.response.curve.elasticity() < 1e-6
