"""Johnston and Marshall, "Sales Force Management", after Churchill, Ford and Walker.

SZ-7, grade bronze: the exhibit is remembered, its arithmetic checks itself.
"""

from counterpart.coverage.engine import CallClass, WorkingYear, breakdown, workload


def test_sz_7_the_workload_of_three_classes_needs_21_people():
    year = WorkingYear(weeks=48, hours_per_week=40, selling_share=0.4)
    classes = [
        CallClass("A", accounts=200, calls_per_year=52, hours_per_call=1),
        CallClass("B", accounts=350, calls_per_year=24, hours_per_call=0.5),
        CallClass("C", accounts=480, calls_per_year=12, hours_per_call=0.25),
    ]

    found = workload(classes, year)

    assert [each.hours_per_year for each in classes] == [10_400, 4_200, 1_440]
    assert year.selling_hours == 768
    assert found.hours_per_year == 16_040
    assert round(float(found.headcount.needed), 2) == 20.89
    assert found.headcount.people == 21


def test_turnover_raises_the_breakdown_in_proportion():
    assert breakdown(10_000_000, 250_000, turnover="0.15").people == 46
