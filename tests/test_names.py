"""Names of people are put together and taken apart as they are written where they live."""

import pytest

from counterpart.kernel.names import full_name, split_name


@pytest.mark.parametrize(
    ("first", "last", "full"),
    [
        ("Ines", "Dahl", "Ines Dahl"),
        ("Пётр", "Ёлкин", "Пётр Ёлкин"),
        ("健", "佐藤", "佐藤 健"),
        ("민준", "김", "김 민준"),
        ("Ken", "佐藤", "Ken 佐藤"),
        ("Einkauf", "", "Einkauf"),
        ("経理", "", "経理"),
        ("Dr. Karl-Heinz", "von der Mühle", "Dr. Karl-Heinz von der Mühle"),
    ],
)
def test_both_names_in_one_and_apart_again(first, last, full):
    assert full_name(first, last) == full
    assert split_name(full) == (first, last)


@pytest.mark.parametrize(
    ("full", "parts"),
    [
        ("Prof. Dr. Käthe Strauß", ("Prof. Dr. Käthe", "Strauß")),
        ("J. Smith", ("J.", "Smith")),
        ("Dr. Weiß", ("Dr.", "Weiß")),
        ("佐藤　健", ("健", "佐藤")),
        ("", ("", "")),
    ],
)
def test_titles_stay_with_the_first_name(full, parts):
    assert split_name(full) == parts
