"""Scoring accounts. 1. More points never lower the total or the class. 2. Nonsense is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.coverage.engine import Band, Criterion, ScoreCard
from counterpart.kernel.faults import ProblemError

CARD = ScoreCard(
    [Criterion("volume", 60), Criterion("functions", 40)],
    [Band("C", 0), Band("A", 80), Band("B", 50)],
)
points = st.tuples(st.integers(0, 60), st.integers(0, 40))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(points, points)
def test_1_more_points_never_lower_total_or_class(one, other):
    low, high = (
        CARD.score("fjord", {"volume": pick(one[0], other[0]), "functions": pick(one[1], other[1])})
        for pick in (min, max)
    )

    assert low.total <= high.total
    assert low.band >= high.band  # A comes before C


def test_1_a_criterion_may_weigh_nothing():
    card = ScoreCard([Criterion("volume", 100), Criterion("age", 0)])

    assert card.score("fjord", {"volume": 70, "age": 0}).total == 70


def test_1_a_total_on_the_edge_belongs_to_the_higher_class():
    assert CARD.score("fjord", {"functions": 20, "volume": 60}).band == "A"
    assert CARD.score("fjord", {"functions": 20, "volume": 60}).points == (
        ("volume", 60),
        ("functions", 20),
    )


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: ScoreCard([Criterion("volume", 60)]), "criteria: weights add up to 60; make it"),
        (
            lambda: ScoreCard([Criterion("volume", 50)] * 2),
            "criterion 'volume': the name stands here twice",
        ),
        (
            lambda: ScoreCard([Criterion("volume", 100)], [Band("A", 1), Band("A", 2)]),
            "band 'A': the name stands here twice",
        ),
        (
            lambda: ScoreCard([Criterion("volume", 120), Criterion("age", -20)]),
            "criterion 'age': its weight is negative",
        ),
        (
            lambda: CARD.score("fjord", {"volume": 61, "functions": 1}),
            "account 'fjord', 'volume': 61 points, from 0 to 60 are possible",
        ),
        (lambda: CARD.score("fjord", {"volume": 1}), "account 'fjord', 'functions': no points"),
        (
            lambda: CARD.score("fjord", {"volume": 1, "functions": 1, "luck": 1}),
            "account 'fjord', 'luck': is not on the card",
        ),
        (
            lambda: CARD.weighted("fjord", {"volume": 11, "functions": 1}),
            "account 'fjord', 'volume': rated 11, from 0 to 10 are possible",
        ),
        (
            lambda: CARD.weighted("fjord", {"volume": 1, "functions": 1, "luck": 1}),
            "account 'fjord', 'luck': is not on the card",
        ),
    ],
)
def test_2_nonsense_is_refused(make, words):
    with pytest.raises(ProblemError, match=words):
        make()
