"""What is done twice.

1. No row is priced twice, and nothing costs more than all rows do.
2. Backups and joint calls never count.
3. The order of rows changes nothing that is found.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.coverage.engine import Call, Duplicate, Facing, cost_of, duplication
from counterpart.kernel.days import Days
from counterpart.kernel.faults import ProblemError

FIRST = date(2026, 1, 1)
few = settings(max_examples=120, deadline=None, derandomize=True)


def facing(id: str, person: str, since: int, until: int, minor: int = 1_000, **more) -> Facing:
    days = Days(FIRST + timedelta(days=since), FIRST + timedelta(days=until))
    terms = {"account": "fjord", "contact": "ines", "their_function": "logistics"}
    return Facing(id=id, person=person, days=days, minor=minor, **terms | more)


def call(id: str, person: str, unit: str, day: int = 0, minor: int = 500, **more) -> Call:
    terms = {"account": "fjord", "site": "Bergen"} | more
    return Call(
        id=id, person=person, unit=unit, on=FIRST + timedelta(days=day), minor=minor, **terms
    )


@st.composite
def facings(draw: st.DrawFn) -> list[Facing]:
    rows = st.tuples(
        st.sampled_from("ABC"),
        st.sampled_from(["ines", "olav"]),
        st.integers(0, 30),
        st.integers(0, 30),
        st.integers(0, 999),
        st.booleans(),
    )
    return [
        facing(f"f{n}", who, since, since + length, minor, contact=contact, is_backup=backup)
        for n, (who, contact, since, length, minor, backup) in enumerate(
            draw(st.lists(rows, max_size=7))
        )
    ]


@st.composite
def calls(draw: st.DrawFn) -> list[Call]:
    rows = st.tuples(
        st.sampled_from("ABC"),
        st.sampled_from(["paper", "board"]),
        st.integers(0, 3),
        st.integers(0, 999),
        st.booleans(),
    )
    return [
        call(f"c{n}", who, unit, 20 * day, minor, joint=joint)
        for n, (who, unit, day, minor, joint) in enumerate(draw(st.lists(rows, max_size=7)))
    ]


@few
@given(facings(), calls())
def test_1_no_row_is_priced_twice(faces, journeys):
    found = duplication(faces, journeys)

    rows = [row for each in found for row in each.rows]
    assert len(rows) == len(set(rows))
    cost = {row.id: row.minor for row in (*faces, *journeys)}
    assert all(0 <= each.minor <= sum(cost[row] for row in each.rows) for each in found)
    assert all(len(each.people) > 1 for each in found if each.kind != "units")


@few
@given(facings(), calls())
def test_2_backups_and_joint_calls_never_count(faces, journeys):
    planned = {row.id for row in faces if row.is_backup} | {row.id for row in journeys if row.joint}

    found = duplication(faces, journeys)

    assert not planned & {row for each in found for row in each.rows}
    backups = [replace(row, is_backup=True) for row in faces]
    assert duplication(backups, [replace(row, joint=True) for row in journeys]) == ()


@few
@given(facings(), calls(), st.randoms(use_true_random=False))
def test_3_the_order_of_rows_changes_nothing(faces, journeys, chance):
    def told(found: tuple[Duplicate, ...]) -> list[tuple]:
        return sorted(
            (each.kind, each.account, each.where, each.people, sorted(each.rows), each.minor)
            for each in found
        )

    mixed, turned = list(faces), list(journeys)
    chance.shuffle(mixed)
    chance.shuffle(turned)

    assert told(duplication(faces, journeys)) == told(duplication(mixed, turned))


def test_two_at_one_contact_are_priced_by_the_days_doubled():
    ravi = facing("ravi-ines", "ravi", 0, 100, minor=5_000)
    omar = facing("omar-ines", "omar", 90, 190, minor=3_000)

    found = duplication([omar, ravi], [])

    assert found == (Duplicate("contact", "fjord", "ines", ("omar", "ravi"), ("omar-ines",), 300),)


def test_days_doubled_with_two_spans_of_one_colleague_count_once():
    rows = [
        facing("1", "ravi", 0, 60, minor=5_000),
        facing("2", "ravi", 40, 100, minor=4_000),
        facing("3", "omar", 0, 100, minor=3_000),
    ]

    (found,) = duplication(rows, [])

    assert (found.rows, found.minor) == (("3",), 3_000)


def test_a_hand_over_and_a_backup_are_no_duplicates():
    rows = [
        facing("1", "ravi", 0, 100),
        facing("2", "omar", 100, 200),
        facing("3", "nadia", 0, 200, is_backup=True),
    ]

    assert duplication(rows, []) == ()


def test_two_at_one_function_are_told_without_a_price():
    rows = [facing("1", "ravi", 0, 100), facing("2", "omar", 0, 100, contact="olav")]
    elsewhere = facing("3", "omar", 0, 100, contact="per", their_function="finance")

    assert duplication([*rows, elsewhere], []) == (
        Duplicate("function", "fjord", "logistics", ("omar", "ravi"), (), 0),
    )


def test_two_journeys_on_one_day_cost_the_cheaper_one():
    rows = [
        call("1", "ravi", "paper", minor=700),
        call("2", "omar", "paper", minor=400),
        call("3", "omar", "paper", minor=100),
        call("4", "nadia", "paper", minor=900, joint=True),
        call("5", "nadia", "paper", minor=900, site="Oslo"),
    ]

    found = duplication([], rows)

    assert found == (Duplicate("journey", "fjord", "Bergen", ("omar", "ravi"), ("2", "3"), 500),)


def test_sellers_of_two_units_at_one_site_in_a_month():
    rows = [
        call("1", "ravi", "paper", day=1),
        call("2", "ravi", "paper", day=8),
        call("3", "omar", "board", day=15),
        call("4", "omar", "board", day=40),
    ]

    found = duplication([], rows)

    assert found == (Duplicate("units", "fjord", "Bergen", ("omar", "ravi"), ("3",), 500),)
    assert cost_of(found) == cost_of(found, "fjord") == 500
    assert cost_of(found, "alta") == 0


def test_what_makes_no_sense_is_refused():
    endless = replace(facing("1", "ravi", 0, 1), days=Days(FIRST))

    with pytest.raises(ProblemError) as refused:
        duplication([endless], [call("1", "omar", "paper", minor=-5)])

    assert str(refused.value).splitlines() == [
        "account 'fjord', '1': the span has no end; end it with the days counted",
        "account 'fjord', '1': two rows have this id; ids are unique",
        "account 'fjord', '1': a cost of -5 is negative; give 0 or more",
    ]
