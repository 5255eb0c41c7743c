"""Keyset paging.

1. Walking forward shows each row exactly once, in the asked order, whatever the order.
2. Walking back from the end shows the same pages' rows in the same order.
3. A cursor that was altered, or made for another order, gives the first page.
4. A row that comes in before the cursor moves nothing on the later pages.
"""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import RequestFactory
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from counterpart.customers.models import Account, Need
from counterpart.web.paging import keyset
from factories import AccountFactory, NeedFactory

ORDERS = [
    ("pk",),
    ("-pk",),
    ("name", "pk"),
    ("-name", "pk"),
    ("-annual_value_minor", "name", "-pk"),
    ("tier", "-annual_value_minor", "pk"),
]


def page_at(url: str, order, size=2):
    return keyset(Account.objects.all(), order=order, request=RequestFactory().get(url), size=size)


def walk(order, size, direction="next_url", url="/accounts/"):
    pages = [page_at(url, order, size)]
    while getattr(pages[-1], direction):
        pages.append(page_at(getattr(pages[-1], direction), order, size))
    return pages


@pytest.fixture
def accounts(db):
    values = [
        ("a", 1, "key"),
        ("b", 1, "key"),
        ("b2", 3, "strategic"),
        ("c", 3, "key"),
        ("a1", 0, "key"),
    ]
    return [
        AccountFactory(name=name, annual_value_minor=value, tier=tier)
        for name, value, tier in values
    ]


@given(order=st.sampled_from(ORDERS), size=st.integers(1, 7))
@hypothesis_settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_1_and_2_walking_shows_each_row_once_both_ways(accounts, order, size):
    expected = list(Account.objects.order_by(*order))

    forward = walk(order, size)
    back = walk(order, size, "previous_url", forward[-1].previous_url or "/accounts/")

    assert [row for page in forward for row in page] == expected
    if len(forward) > 1:
        earlier = [row for page in reversed(back) for row in page]
        assert earlier == expected[: len(expected) - len(forward[-1])]


def test_3_an_altered_cursor_gives_the_first_page(accounts):
    first = page_at("/accounts/", ("name", "pk"))
    altered = first.next_url.replace("after=", "after=x")
    other_order = page_at(first.next_url, ("-name", "pk"))

    assert page_at(altered, ("name", "pk")).rows == first.rows
    assert page_at("/accounts/?after=%00&before=%FF", ("name", "pk")).rows == first.rows
    assert other_order.rows == page_at("/accounts/", ("-name", "pk")).rows


def test_4_a_new_row_before_the_cursor_moves_nothing(accounts):
    first = page_at("/accounts/", ("name", "pk"))
    second = page_at(first.next_url, ("name", "pk"))

    AccountFactory(name="A new first row")

    assert page_at(first.next_url, ("name", "pk")).rows == second.rows


def test_filters_of_the_list_stay_in_the_addresses(accounts):
    page = page_at("/accounts/?tier=key&q=a+b", ("name", "pk"))

    query = parse_qs(urlsplit(page.next_url).query)
    assert query["tier"] == ["key"]
    assert query["q"] == ["a b"]
    assert page.previous_url == ""


def test_an_empty_list_is_one_empty_page(db):
    page = page_at("/accounts/", ("name", "pk"))

    assert (page.rows, page.next_url, page.previous_url) == ([], "", "")


def test_paths_dates_and_one_query_a_page(accounts, django_assert_num_queries):
    needs = [
        NeedFactory(account=account, review_on=date(2026, 1, 1 + index % 2))
        for index, account in enumerate(accounts)
    ]
    order = ("review_on", "-account__name", "pk")
    expected = sorted(needs, key=lambda need: need.pk)
    seen = []
    url = "/needs/"
    while url:
        with django_assert_num_queries(1):
            page = keyset(
                Need.objects.select_related("account"),
                order=order,
                request=RequestFactory().get(url),
                size=2,
            )
        seen += page.rows
        url = page.next_url

    assert sorted(seen, key=lambda need: need.pk) == expected
    assert [need.review_on for need in seen] == sorted(need.review_on for need in needs)


def test_an_order_with_nulls_is_refused_loudly(accounts):
    for account in accounts[:3]:
        NeedFactory(account=account, review_on=None)

    with pytest.raises(ValueError, match="review_on is null"):
        keyset(
            Need.objects.all(),
            order=("review_on", "pk"),
            request=RequestFactory().get("/"),
            size=1,
        )
