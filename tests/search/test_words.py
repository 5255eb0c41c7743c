"""Words are folded alike when they are stored and when they are asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.search.index import Asked
from counterpart.search.words import kept_of, stem_of, stems_of, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ines.Dahl@Fjord-Foods.example", ["ines", "dahl", "fjord", "foods", "example"]),
        ("Пётр Ёлкин", ["петр", "елкин"]),
        ("Андрей", ["андрей"]),
        ("Müller, Smørrebrød & Łódź", ["muller", "smorrebrod", "lodz"]),
        ("Straße 12", ["strasse", "12"]),
        ("O'Brien_x", ["o", "brien", "x"]),
        ("トヨハシ精密ABC", ["とよはし精密", "abc"]),
        ("ﾌﾞﾄﾞｳ", ["ぶどう"]),
    ],
)
def test_folding(text, words):
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [("deliveries", "delivery"), ("переговоры", "переговоров"), ("логистика", "логистике")],
)
def test_forms_of_a_word_share_their_stem(one, other):
    assert stem_of(one) == stem_of(other)


def test_phone_number_is_stored_in_one_piece_as_well():
    assert {"74951234567", "4951234567", "1234567", "495"} <= set(
        stems_of(["+7 (495) 123-45-67"]).split()
    )


def test_last_word_may_be_only_begun_unless_it_is_finished_or_short():
    assert Asked.of("fjord fo") == Asked(("fjord",), "fo")
    assert Asked.of("fjord foods ") == Asked(("fjord", "foods"))
    assert Asked.of("fjord f") == Asked(("fjord", "f"))
    assert not Asked.of(" *\"' ")


@given(st.text(max_size=60))
def test_any_text_gives_words_of_letters_and_digits_only(text):
    assert all(word and word.isalnum() for word in words_of(text))
    kept = {part for word in words_of(text) for part in kept_of(word)}
    assert kept <= set(stems_of([text]).split())
