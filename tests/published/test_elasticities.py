"""Elasticities of selling: Albers, Mantrala and Sridhar (2010), JMR 47(5); Kremer, Bijmolt,
Leeflang and Wieringa (2008), IJRM 25(4); Dorfman and Steiner (1954), AER 44(5).

Grade bronze: means as quoted by others; .31 is remembered.
"""

import pytest

from counterpart.coverage.engine import best_selling_share, prior


def test_the_means_and_their_range():
    selling, visits = prior("personal selling"), prior("visits to physicians")

    assert (selling.elasticity, selling.low, selling.high) == (0.31, 0.245, 0.34)
    assert (visits.elasticity, visits.high) == (0.245, 0.32)
    assert visits.low == pytest.approx(0.32 - 0.16)


@pytest.mark.parametrize(("margin", "share"), [(0.5, 0.155), (0.4, 0.124)])
def test_the_best_share_of_sales_to_spend_on_selling(margin, share):
    assert best_selling_share(0.31, margin) == pytest.approx(share)
