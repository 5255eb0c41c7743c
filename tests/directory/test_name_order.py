"""Names stand where people look for them, on both databases."""

from __future__ import annotations

import random

import pytest
from django.test import RequestFactory

from counterpart.customers.models import Account
from counterpart.directory.models import Person
from counterpart.kernel.sorting import compare_names
from counterpart.web.paging import keyset
from factories import AccountFactory, PersonFactory

IN_ORDER = (
    "Ägir", "Avenir", "Étienne", "Łódź", "Ölwerke", "Oslo", "Øst", "otto", "Umbrella", "Ümit",
    "Zeta", "Żubr", "ООО «Ёлка»", "ООО «Ель»", "ООО Йога", "ООО Кот", "北京",
)  # fmt: skip


@pytest.fixture
def shuffled() -> list[str]:
    names = list(IN_ORDER)
    random.Random(7).shuffle(names)
    return names


def test_accounts_stand_by_letters_not_by_marks_and_capitals(db, shuffled):
    for name in shuffled:
        AccountFactory(name=name)

    listed = list(Account.objects.order_by("name", "pk").values_list("name", flat=True))

    assert listed == list(IN_ORDER)


def test_people_stand_by_their_last_names(db):
    for last in ("Zorn", "Özil", "ohm", "Ёлкин", "Жуков", "Егоров"):
        PersonFactory(first_name="A", last_name=last)

    listed = list(Person.objects.values_list("last_name", flat=True))

    assert listed == ["ohm", "Özil", "Zorn", "Егоров", "Ёлкин", "Жуков"]


def test_pages_hold_every_name_once_forwards_and_backwards(db, shuffled):
    for name in [*shuffled, "Oslo", "OSLO"]:
        AccountFactory(name=name)
    whole = list(Account.objects.order_by("name", "pk").values_list("pk", flat=True))

    forwards, last = _walk("next_url", "/accounts/")
    backwards, _first = _walk("previous_url", last.previous_url)

    assert forwards == whole
    assert sorted(backwards + [row.pk for row in last]) == sorted(whole)


def test_names_that_differ_only_in_marks_are_two_names(db):
    AccountFactory(name="Müller")
    AccountFactory(name="Muller")

    assert Account.objects.filter(name="Muller").count() == 1
    assert compare_names("Müller", "Muller") == -compare_names("Muller", "Müller") != 0


def _walk(way: str, url: str):
    found, page = [], None
    while url:
        page = keyset(Account.objects.all(), request=RequestFactory().get(url), size=3)
        found += [row.pk for row in page.rows]
        url = getattr(page, way)
    return found, page
