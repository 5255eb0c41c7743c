"""Cost to serve.

1. An account's cost is the sum of its lines, and every line is its quantity times its rate.
2. Every entry stands in the trace of exactly one line.
3. The order of entries changes no amount.
4. A standard counts only where nothing is written down.
5. An entry costs the rate of its day.
6. What makes no sense is refused, naming the account and the entry.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.coverage.engine import (
    CostRate,
    Logged,
    Service,
    Spent,
    Standard,
    What,
    costs_to_serve,
)
from counterpart.coverage.reckoning.exact import half_up
from counterpart.kernel.days import Days
from counterpart.kernel.faults import ProblemError

JANUARY, JULY = date(2026, 1, 1), date(2026, 7, 1)
YEAR = Days(JANUARY, date(2027, 1, 1))
ENGINEERING, LOGISTICS = What("hours", "engineering"), What("hours", "logistics")
VISIT, TRAVEL, ORDER, RETURN = What("visit"), What("travel"), What("order"), What("return")
OFFICE, OVERLAY = What("on-site office"), What("overlay pay")


def rate(what: What, minor: int, unit: str = "each", since: date = JANUARY) -> CostRate:
    return CostRate(what, minor, "EUR", unit, since, "controlling 2026")


RATES = (
    rate(ENGINEERING, 9_000, "hour"),
    rate(ENGINEERING, 9_500, "hour", since=JULY),
    rate(LOGISTICS, 6_000, "hour"),
    rate(VISIT, 4_000),
    rate(TRAVEL, 35, "km"),
    rate(ORDER, 1_250),
    rate(RETURN, 8_000),
    rate(OFFICE, 150_000, "month"),
)


def service(**more) -> Service:
    terms = {"accounts": ["fjord", "alta"], "currency": "EUR", "days": YEAR, "rates": RATES}
    return Service(**terms | more)


def logged(what: What, quantity, on: date = JANUARY, account: str = "fjord", trace: str = "log 1"):
    return Logged(account, what, quantity, on, trace)


@st.composite
def entries(draw: st.DrawFn) -> list[Logged]:
    whats = st.sampled_from([ENGINEERING, LOGISTICS, VISIT, TRAVEL, ORDER, RETURN, OFFICE])
    rows = st.tuples(
        st.sampled_from(["fjord", "alta"]),
        whats,
        st.decimals(0, 500, places=2),
        st.integers(0, 364),
    )
    return [
        Logged(account, what, quantity, JANUARY + timedelta(days=day), f"log {n}")
        for n, (account, what, quantity, day) in enumerate(draw(st.lists(rows, max_size=12)))
    ]


few = settings(max_examples=100, deadline=None, derandomize=True)


@few
@given(entries())
def test_1_and_2_lines_add_up_and_every_entry_stands_in_one(rows):
    found = costs_to_serve(service(logged=rows))

    lines = [line for cost in found for line in cost.lines]
    assert [cost.minor for cost in found] == [
        sum(line.minor for line in lines if line.account == account)
        for account in ("fjord", "alta")
    ]
    assert all(line.minor == half_up(line.quantity * line.rate.minor) for line in lines)
    assert sorted(trace for line in lines for trace in line.trace) == sorted(
        row.trace for row in rows
    )
    assert all(sum(cost.by_activity().values()) == cost.minor for cost in found)


@few
@given(entries(), st.randoms(use_true_random=False))
def test_3_the_order_of_entries_changes_no_amount(rows, chance):
    shuffled = list(rows)
    chance.shuffle(shuffled)

    one, other = costs_to_serve(service(logged=rows)), costs_to_serve(service(logged=shuffled))

    assert [[(line.what, line.minor) for line in cost.lines] for cost in one] == [
        [(line.what, line.minor) for line in cost.lines] for cost in other
    ]


def test_an_accounts_year_line_by_line():
    (fjord, alta) = costs_to_serve(
        service(
            logged=[
                logged(ENGINEERING, "12.5", trace="request 1"),
                logged(ENGINEERING, "0.25", trace="request 2"),
                logged(VISIT, 3, trace="visits of Nadia"),
                logged(TRAVEL, "410.5", trace="trip 9"),
                logged(RETURN, 2, trace="returns 5 and 6"),
                logged(OFFICE, 12, trace="office in Bergen"),
            ],
            spent=[
                Spent("fjord", OVERLAY, 250_000, "EUR", JULY, "statement 88"),
                Spent("fjord", TRAVEL, 41_990, "EUR", JULY, "ticket 12"),
            ],
            standards=[Standard("fjord", ORDER, 40, "tier A orders 40 times a year")],
        )
    )

    assert [(line.what.activity, line.minor) for line in fjord.lines] == [
        ("hours", 114_750),
        ("visit", 12_000),
        ("travel", 41_990),
        ("travel", 14_368),
        ("on-site office", 1_800_000),
        ("order", 50_000),
        ("return", 16_000),
        ("overlay pay", 250_000),
    ]
    assert fjord.minor == 2_299_108
    assert fjord.lines[0].trace == ("request 1", "request 2")
    assert fjord.lines[0].quantity == Fraction("12.75")
    assert fjord.by_activity()["travel"] == 56_358
    assert fjord.standard_share == pytest.approx(50_000 / 2_299_108)
    assert (alta.minor, alta.lines, alta.standard_share) == (0, (), 0.0)


def test_4_a_standard_stands_in_only_where_nothing_is_written_down():
    standards = [
        Standard(account, what, 100, "usual")
        for account in ("fjord", "alta")
        for what in (ENGINEERING, LOGISTICS, TRAVEL)
    ]

    (fjord, alta) = costs_to_serve(
        service(
            logged=[logged(ENGINEERING, 1)],
            spent=[Spent("fjord", TRAVEL, 500, "EUR", JULY, "ticket 12")],
            standards=standards,
        )
    )

    assert [(line.what, line.is_standard, line.minor) for line in fjord.lines] == [
        (ENGINEERING, False, 9_000),
        (LOGISTICS, True, 600_000),
        (TRAVEL, False, 500),
    ]
    assert [line.is_standard for line in alta.lines] == [True, True, True]
    assert alta.standard_share == 1
    assert alta.lines[0].trace == ("usual",)


def test_5_an_entry_costs_the_rate_of_its_day():
    (fjord, _) = costs_to_serve(
        service(
            logged=[
                logged(ENGINEERING, 1, JULY - timedelta(days=1), trace="june"),
                logged(ENGINEERING, 1, JULY, trace="july"),
            ]
        )
    )

    assert [(line.minor, line.trace) for line in fjord.lines] == [
        (9_000, ("june",)),
        (9_500, ("july",)),
    ]


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ({"currency": ""}, "currency: no currency is given; say in which one costs are counted"),
        (
            {"rates": [replace(RATES[0], currency="USD")]},
            "rate of hours of 'engineering': the amount is in USD; give it in EUR",
        ),
        (
            {"spent": [Spent("fjord", TRAVEL, 5, "", JULY, "ticket 12")]},
            "account 'fjord', travel, ticket 12: the amount has no currency; give it in EUR",
        ),
        (
            {"rates": [replace(RATES[3], minor=-1)]},
            "rate of visit since 2026-01-01: a cost of -1 is negative; give 0 or more",
        ),
        (
            {"rates": [*RATES, RATES[3]]},
            "rate of visit since 2026-01-01: there are two rates of this name; keep one",
        ),
        ({"accounts": ["fjord", "fjord"]}, "account 'fjord': the account stands here twice"),
        (
            {"logged": [logged(VISIT, 1, account="ghost")]},
            "account 'ghost', visit, log 1: the account is not among those counted; add it",
        ),
        ({"logged": [logged(VISIT, -2)]}, "account 'fjord', visit, log 1: -2 is negative"),
        (
            {"logged": [logged(VISIT, 1, date(2027, 1, 1))]},
            "account 'fjord', visit, log 1: 2027-01-01 lies outside the days counted",
        ),
        (
            {"standards": [Standard("fjord", VISIT, 1, "usual")] * 2},
            "account 'fjord', visit, standard 'usual': there are two standards of this name",
        ),
    ],
)
def test_6_what_makes_no_sense_is_refused(terms, words):
    with pytest.raises(ProblemError) as refused:
        service(**terms)

    assert words in str(refused.value)


def test_6_an_entry_without_a_rate_is_refused():
    asked = service(rates=RATES[1:2], logged=[logged(ENGINEERING, 1, trace="request 1")])

    with pytest.raises(ProblemError) as refused:
        costs_to_serve(asked)

    assert str(refused.value) == (
        "account 'fjord', request 1: there is no rate of hours of 'engineering' on 2026-01-01; "
        "add one"
    )
