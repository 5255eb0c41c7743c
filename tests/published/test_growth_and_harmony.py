"""Key account matrix, scribd.com document 680912391. SC-2: only the weights are printed."""

import pytest

from counterpart.coverage.engine import Criterion, ScoreCard

GROWTH = {
    "revenue potential": 15,
    "cost to serve": 35,
    "demand stability": 20,
    "access to new markets": 30,
}
HARMONY = {
    "product fit": 10,
    "innovation": 20,
    "benchmarking": 30,
    "reputation": 20,
    "buying process": 20,
}


@pytest.mark.parametrize("axis", [GROWTH, HARMONY])
def test_sc_2_each_axis_is_a_weighted_average(axis):
    card = ScoreCard([Criterion(name, weight) for name, weight in axis.items()])

    assert card.weighted("ABC", dict.fromkeys(axis, 5), best=5).total == 100
    assert card.weighted("ABC", dict.fromkeys(axis, 2), best=5).total == 40
    first, *others = axis
    one_high = dict.fromkeys(others, 0) | {first: 5}
    assert card.weighted("ABC", one_high, best=5).total == axis[first]
