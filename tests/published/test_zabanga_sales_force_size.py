"""Zabanga, "Sales force size", after Kotler. SZ-5, grade gold."""

from counterpart.coverage.engine import workload_by_calls


def test_sz_5_sixty_thousand_calls_need_sixty_people():
    calls = 1_000 * 36 + 2_000 * 12

    assert calls == 60_000
    assert workload_by_calls(calls, 1_000).people == 60
