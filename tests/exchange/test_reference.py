"""The documentation of files says what the code does."""

from pathlib import Path

import pytest
from django.utils.translation import override

from counterpart.exchange.reference import files_page
from counterpart.exchange.tables import ALL_TABLES

DOCS = Path(__file__).parents[2] / "docs"


def test_reference_page_is_as_the_tables_are():
    assert (DOCS / "reference" / "files.md").read_text(encoding="utf-8") == files_page()


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("table", ALL_TABLES, ids=lambda table: table.name)
def test_no_two_columns_of_a_table_are_called_the_same(table, language):
    with override(language):
        labels = [str(column.label).casefold() for column in table.columns]

    assert len(set(labels)) == len(labels)
    assert all(labels)
