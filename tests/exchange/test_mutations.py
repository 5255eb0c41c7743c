"""A good file spoilt in a thousand ways: never anything written, always a row named."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from counterpart.customers.models import Contact
from counterpart.exchange import services
from counterpart.exchange.importing.faults import NotChecked, RowsAreWrong
from counterpart.exchange.models import Import
from exchange.helpers import history_length, wrong

HEADINGS = [
    *("source_id", "account", "first_name", "last_name", "email", "function"),
    *("influence_percent", "left_on", "hours_per_month", "attitude", "languages"),
]
Rows = list[list[str]]
Spoil = Callable[[random.Random, Rows], bytes]


def good_rows() -> Rows:
    rows = [HEADINGS]
    for number in range(12):
        rows.append(
            [
                *(str(number), "Acme", "Анна", f"Berg-{number}", f"c{number}@acme.example"),
                *("purchasing", "40", "2026-05-31", "6.5", "Neutral", "en; ru"),
            ]
        )
    return rows


def text(rows: Rows) -> bytes:
    return "\n".join(",".join(row) for row in rows).encode() + b"\n"


def with_cell(place: int, *values: str) -> Spoil:
    def spoil(luck: random.Random, rows: Rows) -> bytes:
        rows[luck.randrange(1, len(rows))][place] = luck.choice(values)
        return text(rows)

    return spoil


def drop_a_cell(luck: random.Random, rows: Rows) -> bytes:
    row = luck.choice(rows[1:])
    del row[luck.randrange(len(row))]
    return text(rows)


def add_a_cell(luck: random.Random, rows: Rows) -> bytes:
    row = luck.choice(rows[1:])
    row.insert(luck.randrange(len(row)), luck.choice(["x", "1", "я"]))
    return text(rows)


def repeat_a_row(luck: random.Random, rows: Rows) -> bytes:
    rows.insert(luck.randrange(1, len(rows)), list(luck.choice(rows[1:])))
    return text(rows)


def open_a_quote(luck: random.Random, rows: Rows) -> bytes:
    row = luck.choice(rows[1:])
    place = luck.randrange(len(row))
    row[place] = f'"{row[place]}'
    return text(rows)


def break_bytes(luck: random.Random, rows: Rows) -> bytes:
    data = bytearray(text(rows))
    start = data.index(b"\n") + 1
    data[luck.randrange(start, len(data) - 1)] = luck.choice([0x00, 0x80, 0xC0, 0xFF, 0x98])
    return bytes(data)


def put_a_formula(luck: random.Random, rows: Rows) -> bytes:
    formula = luck.choice(["=1+1", "=HYPERLINK(A1)", "@SUM(A1)", "+cmd|x!A1", "-2+SUM(3)", "#REF!"])
    luck.choice(rows[1:])[luck.randrange(len(HEADINGS))] = formula
    return text(rows)


def lose_the_heading(luck: random.Random, rows: Rows) -> bytes:
    return text(rows[1:])


def repeat_a_heading(luck: random.Random, rows: Rows) -> bytes:
    first, second = luck.sample(range(len(HEADINGS)), 2)
    rows[0] = list(HEADINGS)
    rows[0][first] = rows[0][second]
    return text(rows)


def rename_a_needed_heading(luck: random.Random, rows: Rows) -> bytes:
    rows[0] = list(HEADINGS)
    rows[0][HEADINGS.index(luck.choice(["account", "function", "first_name"]))] = "zzz"
    return text(rows)


SPOILERS: list[Spoil] = [
    drop_a_cell,
    add_a_cell,
    repeat_a_row,
    open_a_quote,
    break_bytes,
    put_a_formula,
    lose_the_heading,
    repeat_a_heading,
    rename_a_needed_heading,
    with_cell(0, "1" * 81),
    with_cell(1, "", "Nobody", "Acme Ltd"),
    with_cell(2, "x" * 81),
    with_cell(4, "anna", "a@", "@", "a b@c.d"),
    with_cell(5, "", "surgery", "?"),
    with_cell(6, "101", "-1", "many", "4O", "1.5", "99999999999999999999"),
    with_cell(7, "31.02.2026", "5/31/2026", "soon", "0000-00-00"),
    with_cell(8, "800", "-4", "6.555", "six", "1e9"),
    with_cell(9, "furious", "7"),
    with_cell(10, "klingon", "xx"),
]


@pytest.mark.slow
def test_a_thousand_spoilt_files_change_nothing_and_name_a_row(bring, system, acme, purchasing):
    luck = random.Random(20261123)
    before = history_length()

    for number in range(1000):
        spoil = SPOILERS[number % len(SPOILERS)]
        content = spoil(luck, [list(row) for row in good_rows()])
        upload = bring(content, table="contacts", system="erp")

        said = wrong(upload) if upload.counts else []
        if upload.state == Import.State.FAILED:
            assert upload.failure["row"] >= 1, content
            with pytest.raises(NotChecked):
                services.apply_import(upload, by=system)
        else:
            assert said and min(row for row, _column, _text in said) >= 2, content
            with pytest.raises(RowsAreWrong):
                services.apply_import(upload, by=system)

    assert not Contact.objects.exists()
    assert history_length() == before


def test_the_file_they_were_made_from_is_good(bring, system, acme, purchasing):
    upload = bring(text(good_rows()), table="contacts", system="erp")

    services.apply_import(upload, by=system)

    assert Contact.objects.count() == 12
