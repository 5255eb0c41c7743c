"""Lovely Professional University, DMGT205 "Sales Management", pages 56 and 58.

SZ-2, SZ-4 and SZ-9, grade gold: inputs and results are printed. The gain of 99,000 is ours.
"""

from counterpart.coverage.engine import WorkingYear, breakdown, incremental
from counterpart.coverage.reckoning.sizing import CallClass, workload


def test_sz_2_breakdown():
    assert breakdown(100_000, 10_000).people == 10


def test_sz_4_9100_hours_need_ten_people():
    year = WorkingYear(weeks=48, hours_per_week=40, selling_share="0.5")

    found = workload([CallClass("all", 1, 1, 9_100)], year)

    assert year.selling_hours == 960
    assert round(float(found.headcount.needed), 3) == 9.479
    assert found.headcount.people == 10


def test_sz_9_people_are_added_up_to_the_thirteenth():
    found = incremental(
        [250_000, 200_000, 150_000, 100_000],
        present=10,
        margin_rate=0.4,
        cost_per_person=20_000 + 15_000,
        commission_rate=0.06,
    )

    assert [(step.number, step.margin, step.cost, step.profit) for step in found.steps] == [
        (11, 100_000, 50_000, 50_000),
        (12, 80_000, 47_000, 33_000),
        (13, 60_000, 44_000, 16_000),
        (14, 40_000, 41_000, -1_000),
    ]
    assert found.size == found.best_size == 13
    assert found.gain_at(13) == 99_000
