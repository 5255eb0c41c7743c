"""Choosing accounts and people for a proposal: by filters, and one by one by name."""

from datetime import date

import pytest
from django.http import QueryDict
from django.urls import reverse

from counterpart.access.viewer import Viewer
from counterpart.directory.models import Function, Office
from counterpart.history import services as history
from counterpart.staffing.choosing import (
    MOST_FOUND,
    MOST_NAMED,
    Choice,
    Named,
    counts_of,
    found_accounts,
    found_people,
    named_in,
)
from counterpart.staffing.models import StaffingPlan
from factories import AccountFactory, ContactFactory, PersonFactory

CREATE = "staffing:create"


@pytest.fixture
def planner(ops_client, system) -> Viewer:
    return system


def sent(form, **more):
    """What the form sends as it was opened, and what was changed in it."""
    values = {name: field.initial for name, field in form.fields.items() if field.initial}
    values |= {
        "name": "Next year",
        "functions": [function.pk for function in form.fields["functions"].queryset],
        "offices": [office.pk for office in form.fields["offices"].queryset],
    }
    return values | more


@pytest.fixture
def opened(market, ops_client):
    return ops_client.get(reverse(CREATE)).context["form"]


def chosen_by(answer):
    plan = StaffingPlan.objects.get(name="Next year")
    assert answer.url == reverse("staffing:plan", args=[plan.pk])
    return plan.choices


def test_added_and_left_out_stand_on_top_of_the_filters(market, planner):
    first, second = market.accounts
    standard = AccountFactory(name="Corner Shop", tier="standard")
    choice = Choice(
        tiers=("key",),
        accounts=Named(frozenset({standard.pk}), frozenset({second.pk})),
        takes_everybody=True,
        people=Named(left_out=frozenset({market.people[1].pk})),
    )

    assert set(choice.chosen_accounts(planner)) == {first, standard}
    assert set(choice.chosen_people(planner)) == {market.people[0], market.people[2]}
    assert not choice.is_everybody


def test_whoever_cannot_be_staffed_is_not_chosen_by_name(market, planner):
    lost = AccountFactory(name="Lost", lost_on=date(2026, 1, 1))
    idle = PersonFactory(last_name="Idle", hours_per_month=0)
    gone = PersonFactory(hours_per_month=9, employed_until=planner.today)
    choice = Choice(
        accounts=Named(frozenset({lost.pk})), people=Named(frozenset({idle.pk, gone.pk}))
    )

    assert not choice.chosen_accounts(planner)
    assert not choice.chosen_people(planner)
    assert found_accounts("Lost", Choice(), planner).rows == ()
    assert found_people(idle.last_name, Choice(), planner).rows == ()


def test_counts_are_of_what_would_be_solved(market, planner):
    left = market.contacts[0]
    left.left_on = planner.today
    history.save(left, by=planner)
    choice = Choice(accounts=Named(frozenset({market.accounts[0].pk})), takes_everybody=True)

    counts = counts_of(choice, planner)

    assert (counts.accounts, counts.contacts, counts.people) == (1, 1, 3)


def test_no_more_than_fifty_are_listed(planner):
    for number in range(MOST_FOUND + 1):
        AccountFactory(name=f"Shop {number:02}")

    found = found_accounts("shop", Choice(), planner)

    assert len(found.rows) == MOST_FOUND and found.has_more
    assert not found_accounts("shop 07", Choice(), planner).has_more
    assert found_accounts("", Choice(), planner).rows == ()


def test_found_are_marked_when_the_filters_choose_them(market, planner):
    found = found_accounts("account", Choice(tiers=("key",), countries=("XX",)), planner)
    assert [inside for _row, inside in found.rows] == [False, False]

    found = found_accounts("account", Choice(tiers=("key",)), planner)
    assert [inside for _row, inside in found.rows] == [True, True]


def test_buttons_move_a_key_between_the_lists_and_nonsense_moves_nothing():
    data = QueryDict("account_added=1&account_added=2&account_left_out=3&account_add=x")
    assert named_in(data, "account") == Named(frozenset({1, 2}), frozenset({3}))
    assert named_in(data, "person") == Named()

    pressed = QueryDict(data.urlencode() + "&account_leave_out=1")
    assert named_in(pressed, "account") == Named(frozenset({2}), frozenset({1, 3}))

    pressed = QueryDict(data.urlencode() + "&account_add=3&account_drop=2")
    assert named_in(pressed, "account") == Named(frozenset({1, 3}))

    assert named_in(QueryDict("account_add=" + "9" * 30), "account") == Named()


def test_account_is_added_by_name_and_solved(market, opened, ops_client):
    shop = AccountFactory(name="Corner Shop", tier="standard")
    ContactFactory(account=shop)
    fields = sent(opened, countries="ZZ", find_account="corner")

    page = ops_client.post(reverse(CREATE), fields | {"step": "look"})
    assert page.status_code == 200
    assert [row for row, _inside in page.context["accounts"].rows] == [shop]
    assert f'name="account_add" value="{shop.pk}"' in page.content.decode()
    assert page.context["counts"].accounts == 0

    page = ops_client.post(reverse(CREATE), fields | {"account_add": shop.pk})
    html = page.content.decode()
    assert f'name="account_added" value="{shop.pk}"' in html
    assert page.context["accounts"].rows == ()
    assert (page.context["counts"].accounts, page.context["counts"].contacts) == (1, 1)
    assert not page.context["form"].errors
    assert not StaffingPlan.objects.exists()

    answer = ops_client.post(reverse(CREATE), fields | {"account_added": shop.pk})
    assert chosen_by(answer)["accounts"] == [shop.pk]


def test_person_is_left_out_by_name_and_solved(market, opened, ops_client):
    expert = market.people[1]

    answer = ops_client.post(reverse(CREATE), sent(opened, person_left_out=expert.pk))

    people = chosen_by(answer)["people"]
    assert expert.pk not in people and market.people[2].pk in people


def test_added_person_leaves_everybody_everybody(market, opened, ops_client):
    answer = ops_client.post(reverse(CREATE), sent(opened, person_added=market.people[1].pk))

    assert chosen_by(answer)["people"] is None


def test_named_alone_are_enough(market, opened, ops_client):
    lead, expert, _other = market.people
    fields = sent(opened, account_added=market.accounts[0].pk, person_added=[lead.pk, expert.pk])
    for name in ("tiers", "functions", "offices"):
        del fields[name]

    choices = chosen_by(ops_client.post(reverse(CREATE), fields))

    assert choices["accounts"] == [market.accounts[0].pk]
    assert choices["people"] == sorted([lead.pk, expert.pk])


def test_what_is_missing_is_said_before_anybody_solves(db, sales, ops_client):
    def said() -> str:
        return ops_client.get(reverse(CREATE)).content.decode()

    assert "There is no account yet" in said()
    AccountFactory(tier="standard")
    PersonFactory(function=sales, hours_per_month=0)

    assert "1 of them are “Standard”" in said()
    assert "None of these people (1) has hours for key accounts" in said()


def test_nothing_chosen_is_refused_in_words(market, opened, ops_client):
    fields = sent(opened)
    del fields["tiers"]

    page = ops_client.post(reverse(CREATE), fields)

    assert page.status_code == 422
    assert "choose at least one account" in page.content.decode()


def test_named_account_that_is_gone_is_told_before_solving(market, opened, ops_client):
    lost = AccountFactory(name="Lost", lost_on=date(2026, 1, 1))

    page = ops_client.post(reverse(CREATE), sent(opened, account_added=lost.pk))

    assert page.status_code == 422
    assert "can no longer be chosen" in page.content.decode()
    assert 'name="account_added"' not in page.content.decode()
    assert not StaffingPlan.objects.exists()


def test_names_are_for_exceptions(market, opened, ops_client):
    many = [AccountFactory().pk for _ in range(MOST_NAMED + 1)]

    page = ops_client.post(reverse(CREATE), sent(opened, account_added=many, step="look"))

    assert "At most 200 can be named" in page.content.decode()
    assert ops_client.post(reverse(CREATE), sent(opened, account_added=many)).status_code == 422


def test_more_to_find_and_more_named_cost_no_more_queries(
    market, opened, ops_client, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def fields(few):
        return sent(
            opened,
            step="look",
            find_account="shop",
            find_person="e",
            account_added=[row.pk for row in market.accounts[:few]],
            person_left_out=[row.pk for row in market.people[:few]],
        )

    AccountFactory(name="Shop")
    ops_client.post(reverse(CREATE), fields(1))
    with CaptureQueriesContext(connection) as before:
        ops_client.post(reverse(CREATE), fields(1))
    for _ in range(20):
        AccountFactory(name="Shop")
        PersonFactory(
            function=Function.objects.first(), office=Office.objects.first(), hours_per_month=9
        )

    assert len(before) <= 24
    with django_assert_num_queries(len(before)):
        ops_client.post(reverse(CREATE), fields(2))


def test_choosing_is_not_found_by_those_who_do_not_plan(market, nadia, client_of):
    page = client_of(nadia).post(reverse(CREATE), {"step": "look", "find_account": "Account"})

    assert page.status_code == 404
