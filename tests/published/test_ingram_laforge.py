"""Ingram and LaForge, "Sales Management". SZ-11, grade bronze: remembered; the rule for ties."""

from counterpart.coverage.engine import incremental


def test_sz_11_who_brings_just_what_they_cost_is_counted_in():
    found = incremental(
        [85_000, 80_000, 75_000, 70_000], present=99, margin_rate=1, cost_per_person=75_000
    )

    assert found.steps[2].profit == 0
    assert found.size == found.best_size == 102
