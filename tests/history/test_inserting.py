"""Many rows go in at once as they would one by one, with keys that nobody else gets."""

import pytest
from django.db import IntegrityError, transaction

from counterpart.customers.models import Contact
from counterpart.history import services as history
from counterpart.history.inserting import can_insert, insert_rows
from counterpart.history.models import recording
from factories import AccountFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(logistics):
    account = AccountFactory(name="Fjord Foods")
    return [
        Contact(account=account, function=logistics, first_name=name, languages=["en", "nb"])
        for name in ("Ines", "Odd", "Åse")
    ]


def test_rows_are_there_as_they_were_given(three, system):
    made = history.create_many(three, by=system)

    stored = Contact.objects.in_bulk([row.pk for row in made])
    assert [stored[row.pk].first_name for row in made] == ["Ines", "Odd", "Åse"]
    assert stored[made[0].pk].languages == ["en", "nb"]
    assert stored[made[0].pk].hours_per_month == 4
    assert not made[0]._state.adding


def test_keys_are_new_for_those_who_insert_later(three, system):
    made = history.create_many(three[:2], by=system)

    later = history.create(three[2], by=system)

    assert made[0].pk < made[1].pk < later.pk


def test_key_of_a_row_that_was_removed_is_not_given_again(three, system):
    first = history.create(three[0], by=system)
    key = first.pk
    history.remove(first, by=system)

    assert history.create_many(three[1:], by=system)[0].pk > key


def test_fault_of_the_database_is_one_that_django_knows(three):
    three[2].function_id = None

    with pytest.raises(IntegrityError), transaction.atomic(), recording():
        insert_rows(three)

    assert not Contact.objects.exists()


def test_rows_that_have_keys_are_left_to_django(three, system):
    history.create_many(three, by=system)

    assert not can_insert(three)
