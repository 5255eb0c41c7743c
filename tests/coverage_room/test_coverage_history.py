"""The dated rows of an account's coverage, whatever is told of them.

1. Where nothing contradicts, no two rows share a day, and each ends after it begins.
2. What is told holds as it is told; what is not told of keeps its model and first day.
3. Telling what came out again changes nothing.
4. A model follows itself only where it stood so before.
"""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from counterpart.coverage.models import AccountCoverage, CoverageModel
from counterpart.coverage.services.spans import ToldCoverage, faults_of, settled
from counterpart.customers.models import Account

TODAY = date(2026, 6, 1)
ACCOUNT = Account(pk=1, name="Fjord Foods")
MODELS = [CoverageModel(pk=pk, name=f"Model {pk}", kind="team") for pk in (1, 2, 3)]
days = st.integers(0, 40).map(lambda number: TODAY + timedelta(days=number - 20))
models = st.sampled_from(MODELS)


@st.composite
def histories(draw):
    """Rows as they may stand: in order, now and then with days between, the last with or without
    an end."""
    begins = sorted(draw(st.sets(days, max_size=4)))
    rows = []
    for place, since in enumerate(begins):
        following = begins[place + 1] if place + 1 < len(begins) else None
        until = following
        if draw(st.integers(0, 3)) == 0:
            until = since + timedelta(days=draw(st.integers(1, 9)))
            until = min(until, following) if following else until
        rows.append(
            AccountCoverage(
                pk=place + 1, account=ACCOUNT, model=draw(models), since=since, until=until
            )
        )
    return rows


@st.composite
def tellings(draw):
    """A history, and what is told of some of its rows and of new ones."""
    rows = draw(histories())
    corrected = [row for row in rows if draw(st.booleans())]
    new = draw(st.integers(0, 2))
    told = [
        ToldCoverage(
            ACCOUNT,
            draw(models),
            draw(days),
            draw(st.one_of(st.none(), days)),
            standing,
        )
        for standing in [*corrected, *[None] * new]
    ]
    return rows, told


def faultless(rows, told):
    spans = settled(rows, told)
    assume(not list(faults_of(ACCOUNT, spans, told, today=TODAY)))
    return spans


@given(tellings())
def test_1_no_two_rows_share_a_day(telling):
    spans = faultless(*telling)

    assert all(span.until is None or span.since < span.until for span in spans)
    assert all(span.until and span.until <= after.since for span, after in pairwise(spans))


@given(tellings())
def test_2_what_is_told_holds_and_the_rest_stays(telling):
    rows, told = telling
    spans = faultless(rows, told)

    assert len(spans) == len(rows) + sum(each.standing is None for each in told)
    for span in spans:
        if span.told is None:
            assert (span.since, span.model) == (span.standing.since, span.standing.model)
        else:
            assert (span.since, span.model) == (span.told.since, span.told.model)
            assert span.told.until in (None, span.until)


@given(tellings())
def test_3_telling_it_again_changes_nothing(telling):
    spans = faultless(*telling)
    rows = [
        AccountCoverage(
            pk=place, account=ACCOUNT, model=span.model, since=span.since, until=span.until
        )
        for place, span in enumerate(spans, start=1)
    ]
    again = [ToldCoverage(ACCOUNT, row.model, row.since, row.until, row) for row in rows]
    without_ends = [ToldCoverage(ACCOUNT, row.model, row.since, None, row) for row in rows]

    for told in (again, without_ends):
        assert not any(each.is_change for each in told)
        assert [span.until for span in settled(rows, told)] == [row.until for row in rows]
        assert not list(faults_of(ACCOUNT, settled(rows, told), told, today=TODAY))


@given(tellings())
def test_4_a_change_never_puts_a_model_behind_itself(telling):
    for span, after in pairwise(faultless(*telling)):
        if span.is_change or after.is_change:
            assert span.until != after.since or span.model != after.model
