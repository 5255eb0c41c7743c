"""Timelines.

Properties:
1. Laying a timeline leaves every day before the change as it was.
2. From the day on, the rows say exactly what was wanted.
3. Rows never overlap.
4. Laying what stands already changes nothing.
5. Places on the team follow from who faces whom, on every day.
"""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from counterpart.teams.timeline import (
    Facing,
    Span,
    clipped,
    from_day,
    inserted,
    lay,
    places_on_team,
    without,
)

FIRST = date(2026, 1, 1)
DAYS = [FIRST + timedelta(days=n) for n in range(14)]


@st.composite
def timelines(draw, people=3):
    """Spans one after another, with or without holes between them."""
    edges = sorted(draw(st.sets(st.sampled_from(DAYS), min_size=1, max_size=6)))
    spans = []
    for since, until in zip(edges, [*edges[1:], None], strict=True):
        if draw(st.booleans()):
            hours = Decimal(draw(st.integers(1, 2)))
            spans.append(Span(since, until, Facing(draw(st.integers(1, people)), hours)))
    return spans


def on(spans, day):
    return [span.what for span in spans if span.holds_on(day)]


def laid(standing, wanted, since):
    """The spans after the edits are made, as the rows would hold them."""
    rows = [[span.since, span.until, span.what] for span in standing]
    touching = [
        (s, r) for s, r in zip(standing, rows, strict=True) if s.until is None or s.until > since
    ]
    shorter, longer, new = lay(touching, wanted, since=since)
    for row, until in (*shorter, *longer):
        row[1] = until
    return [Span(*row) for row in rows if row[0] != row[1]] + new


@given(timelines(), timelines(), st.sampled_from(DAYS))
def test_1_2_3_what_is_wanted_holds_from_the_day_on_and_nothing_before_changes(old, new, since):
    wanted = from_day(new, since)

    result = laid(old, wanted, since)

    for day in DAYS:
        assert on(result, day) == on(old if day < since else new, day)


@given(timelines(), st.sampled_from(DAYS))
def test_4_laying_what_stands_changes_nothing(old, since):
    standing = [(span, span) for span in old if span.until is None or span.until > since]

    assert lay(standing, from_day(old, since), since=since) == ([], [], [])


@given(timelines(), st.sampled_from(DAYS))
def test_inserted_span_holds_until_the_next_one_begins(old, since):
    what = Facing(9, Decimal(1))

    result = inserted(from_day(old, since), Span(since, None, what))

    later = [span.since for span in old if span.since > since]
    for day in DAYS:
        if day < since:
            continue
        expected = [what] if not later or day < min(later) else on(old, day)
        assert on(result, day) == expected


@given(timelines(), st.integers(1, 3), timelines())
def test_person_is_taken_out_of_the_gap_only(old, person_id, gaps):
    for gap in gaps:
        result = without(old, person_id, gap)
        for day in DAYS:
            gone = gap.holds_on(day) and any(what.person_id == person_id for what in on(old, day))
            assert on(result, day) == ([] if gone else on(old, day))


@given(timelines(), timelines(), timelines(), st.sampled_from(DAYS))
def test_5_places_follow_from_who_faces_whom(one, other, leads, since):
    managers = {1: 2, 2: 3, 3: None}

    places = places_on_team(
        [*from_day(one, since), *from_day(other, since)],
        [],
        from_day(leads, since),
        managers,
        since=since,
    )

    for day in (day for day in DAYS if day >= since):
        facing = on(one, day) + on(other, day)
        lead = next((what.person_id for what in on(leads, day)), None)
        for person_id in (1, 2, 3):
            mine = [what.hours_per_month for what in facing if what.person_id == person_id]
            place = on(places.get(person_id, []), day)
            assert [p.hours_per_month for p in place] == ([sum(mine)] if mine else [])
            assert all(
                p.is_solid == (lead is not None and lead in (person_id, managers[person_id]))
                for p in place
            )


def test_clipped_timeline_ends_on_the_day():
    what = Facing(1, Decimal(1))

    assert clipped([Span(DAYS[0], None, what), Span(DAYS[5], None, what)], DAYS[3]) == [
        Span(DAYS[0], DAYS[3], what)
    ]
