"""Every code of the engine has words for people."""

import pytest

from counterpart.staffing.engine.limits import LIMITS
from counterpart.staffing.weighing import REASONS
from counterpart.staffing.words import breach_name, gap_reason, today_breaks

NAMES = [limit.__name__ for limit in LIMITS]


@pytest.mark.parametrize("name", NAMES)
def test_a_limit_that_is_broken_is_told_in_words(name):
    assert "_" not in breach_name(name)
    assert "_" not in today_breaks(name, 2)


@pytest.mark.parametrize("reason", REASONS)
def test_a_gap_says_why(reason):
    assert gap_reason(reason)
