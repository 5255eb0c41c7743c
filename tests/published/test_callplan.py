"""CALLPLAN: Lodish (1971), Management Science 18(4, part 2).

AL-1, grade silver: inputs as in the R package "Teaching Marketing Engineering" (r-forge, mar),
results by exhaustion. AL-2, present sales gold, the rest silver: table of scribd.com presentation
49187254, results by dynamic programming.
"""

import pytest

from counterpart.coverage.engine import Adbudg, Judgement, judged_curve

from .sharing_out import best_sharing

NORTH = judged_curve(Judgement("north", 0.20, 0.62, 1, 1.30, 1.50))
SOUTH = judged_curve(Judgement("south", 0.30, 0.70, 1, 1.15, 1.40))


def profit(north: int, south: int) -> float:
    return 60 * 0.4 * NORTH.value(north / 4) + 50 * 0.3 * SOUTH.value(south / 4)


def test_al_1_parameters_of_the_closed_form():
    for curve, shape, half in [(NORTH, 2.611898, 0.625), (SOUTH, 1.630249, 0.571429)]:
        assert isinstance(curve, Adbudg)
        assert round(curve.shape, 6) == shape
        assert round(curve.half, 6) == half


def test_al_1_profit_of_every_split_of_eight_calls():
    found = [round(profit(north, 8 - north), 4) for north in range(9)]

    assert found == [
        23.2289,
        24.0013,
        28.5130,
        34.5291,
        39.0000,
        41.0527,
        40.9011,
        39.0990,
        37.6060,
    ]


def test_al_1_five_calls_north_and_three_south_are_best():
    tables = [
        [24 * NORTH.value(n / 4) for n in range(9)],
        [15 * SOUTH.value(n / 4) for n in range(9)],
    ]

    assert best_sharing(tables, 8)[1] == [5, 3]
    assert round(60 * NORTH.value(5 / 4), 4) == 69.8228
    assert round(50 * SOUTH.value(3 / 4), 4) == 43.7452


SALES = {
    "A": [20, 200, 205, 208, 213, 217, 220],
    "B": [10, 30, 50, 68, 80, 90, 95],
    "C": [0, 5, 40, 45, 50, 55, 55],
    "D": [0, 100, 250, 300, 340, 375, 400],
    "E": [0, 5, 10, 15, 20, 25, 25],
    "F": [200, 220, 230, 240, 245, 250, 260],
    "G": [0, 10, 20, 30, 30, 40, 45],
    "H": [0, 50, 110, 150, 180, 200, 215],
}


def test_al_2_present_hours_sell_912():
    present = [5, 1, 2, 3, 1, 5, 2, 1]

    assert sum(present) == 20
    assert sum(row[hours] for row, hours in zip(SALES.values(), present, strict=True)) == 912


BEST_SALES = {0: 230, 5: 770, 8: 900, 10: 965, 12: 1010, 15: 1070, 16: 1090, 18: 1128}
BEST_SALES |= {19: 1143, 20: 1155, 21: 1165, 22: 1175, 25: 1205, 30: 1240, 40: 1290, 48: 1315}


@pytest.mark.parametrize(("hours", "sales"), BEST_SALES.items())
def test_al_2_best_sales_of_every_budget(hours, sales):
    assert best_sharing(list(SALES.values()), hours)[0] == sales


def test_al_2_best_hours():
    assert best_sharing(list(SALES.values()), 20)[1] == [1, 4, 2, 6, 0, 1, 0, 6]
