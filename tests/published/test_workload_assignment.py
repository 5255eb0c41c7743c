"""A workload assignment, scribd.com document 484122975.

SZ-3, grade gold: exactly six people, which floating point would round up to seven.
"""

from fractions import Fraction

from counterpart.coverage.engine import CallClass, WorkingYear, workload


def test_sz_3_exactly_six_people():
    classes = [
        CallClass("A", 40, 50, 1),
        CallClass("B", 72, 30, Fraction(2, 3)),
        CallClass("C", 88, 20, 0.5),
    ]
    year = WorkingYear(weeks=45, hours_per_week=40, selling_share=0.4)

    found = workload(classes, year)

    assert found.hours_per_year == 4_320
    assert found.headcount.needed == found.headcount.people == 6


def test_shares_that_floats_cannot_add_still_make_six():
    selling = 1 - Fraction("0.25") - Fraction("0.35")

    found = workload([CallClass("all", 1, 1, 4_320)], WorkingYear(45, 40, selling))

    assert found.headcount.people == 6
