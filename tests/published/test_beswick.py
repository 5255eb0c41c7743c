"""Beswick (1977), Management Science 23(7); Beswick and Cravens (1977), JMR 14(2).

AL-7, grade silver: inputs as in the R package "Teaching Marketing Engineering" (r-forge, mar),
results computed by an exact method. The package leaves the exponent .694 off the potential; the
paper's formula is followed here.
"""

import pytest

from counterpart.coverage.engine import Territory, Units, best_size, expected_gains

from .sharing_out import best_sharing

GAINS = (75.36, 28.76, 36.21, 43.28, 56.65, 69.27, 63.04)
UNITS = Units(tuple("ABCDEFG"), GAINS, 0.2)
TERMS = {"margin_rate": 0.1, "cost_per_person": 1.0}


def test_al_7_shares_of_time():
    assert [round(share, 6) for share in UNITS.shares] == [
        0.217393,
        0.065209,
        0.086967,
        0.108687,
        0.152167,
        0.195660,
        0.173916,
    ]


def test_al_7_sales_and_profit_of_each_size():
    sales = "641.7174 737.1397 799.4072 846.7512 885.3965 918.2778 947.0293 972.6617 995.8463"
    profits = "63.1717 71.7140 76.9407 80.6751 83.5397 85.8278 87.7029 89.2662 90.5846"
    for n, (sold, earned) in enumerate(zip(sales.split(), profits.split(), strict=True), start=1):
        assert f"{UNITS.sales(n):.4f}" == sold
        assert f"{UNITS.profit(n, **TERMS):.4f}" == earned
    assert f"{UNITS.sales(10):.4f}" == "1017.0536"
    assert f"{UNITS.profit(10, **TERMS):.4f}" == "91.7054"
    assert f"{UNITS.profit(11, **TERMS):.4f}" == "92.6627"


def test_al_7_the_limit_of_ten_people_binds():
    assert best_size(UNITS, **TERMS, most=10) == 10
    free = best_size(UNITS, **TERMS)
    assert free == max(range(100), key=lambda n: UNITS.profit(n, **TERMS))


def test_al_7_dynamic_programming_over_whole_units_comes_close_from_below():
    tables = [[gain * time**UNITS.exponent for time in range(101)] for gain in GAINS]

    found, times = best_sharing(tables, 100)

    assert UNITS.sales(1) * (1 - 1e-3) < found <= UNITS.sales(1)
    assert sum(times) == 100
    assert times == pytest.approx([100 * share for share in UNITS.shares], abs=1)


def test_expected_gains_of_four_territories():
    columns = ((20, 25, 14, 38), (0.35, 0.3, 0.12, 0.32), (100, 150, 130, 120), (1.5, 3, 2.5, 4))
    territories = [Territory(*row) for row in zip(*columns, strict=True)]

    assert expected_gains(territories) == pytest.approx(
        [8.4945, 11.3861, 5.0647, 11.2622], abs=5e-5
    )
