"""Account Scoring Index, docstoc.com document 26441706. SC-1, grade gold.

The excerpt prints classes A and B; the lower ones are cut off and not claimed.
"""

from counterpart.coverage.engine import Band, Criterion, ScoreCard

INDEX = ScoreCard(
    criteria=[
        Criterion("profile", 15),
        Criterion("size", 15),
        Criterion("age", 15),
        Criterion("decision-maker", 15),
        Criterion("opportunity", 20),
        Criterion("history", 20),
    ],
    bands=[Band("A", 80), Band("B", 60)],
)


def test_sc_1_company_abc_has_62_points_and_is_a_b():
    points = [10, 12, 5, 5, 20, 10]

    score = INDEX.score("ABC", {c.name: p for c, p in zip(INDEX.criteria, points, strict=True)})

    assert (score.total, score.band) == (62, "B")


def test_sc_1_the_bands_begin_at_80_and_60():
    assert [INDEX.band_of(total) for total in (100, 80, 79, 60, 59)] == ["A", "A", "B", "B", ""]
