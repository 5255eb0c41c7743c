"""Dave Kahle, newsletter "How many sales calls". SZ-17, grade gold."""

from counterpart.coverage.engine import calls_affordable


def test_sz_17_fifteen_calls_a_year():
    assert calls_affordable(10_000, "0.25", "162.50") == 15
