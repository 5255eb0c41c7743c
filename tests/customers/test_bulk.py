"""Accounts and contacts by the list, as imports bring them."""

import pytest

from counterpart.customers import services as customers
from counterpart.customers.models import Account, BuyingRole, Contact
from counterpart.customers.services import (
    AccountChange,
    ContactChange,
    NewAccount,
    NewContact,
    RowsRefused,
    hooks,
)
from counterpart.history.models import Change
from factories import AccountFactory, ContactFactory, SiteFactory


@pytest.fixture
def told(monkeypatch) -> list[frozenset[int]]:
    calls: list[frozenset[int]] = []
    monkeypatch.setattr(hooks, "_callbacks", [lambda ids, by: calls.append(ids)])
    return calls


def said(problems) -> list[tuple[int, str, str]]:
    return [(problem.row, problem.column, str(problem)) for problem in problems]


def test_children_may_stand_before_their_parents(system, told):
    rows = [
        NewAccount({"name": "Plant"}, parent_row=1, row=2),
        NewAccount({"name": "Division"}, parent_row=2, row=3),
        NewAccount({"name": "Holding"}, row=4),
    ]

    made = customers.create_accounts(rows, by=system, batch="import-1")

    assert [account.name for account in made] == ["Plant", "Division", "Holding"]
    lines = dict(Account.objects.values_list("name", "parent__name"))
    assert lines == {"Plant": "Division", "Division": "Holding", "Holding": None}
    assert Change.objects.filter(batch="import-1").count() == 3
    assert told == [frozenset(account.pk for account in made)]


def test_wrong_rows_are_all_named_and_nothing_is_written(system):
    rows = [
        NewAccount({"name": ""}, row=2),
        NewAccount({"name": "North", "currency": "euro"}, row=3),
        NewAccount({"name": "East"}, parent_row=3, row=4),
        NewAccount({"name": "West"}, parent_row=2, row=5),
        NewAccount({"name": "A", "source_system": "crm", "source_id": "7"}, row=6),
        NewAccount({"name": "B", "source_system": "crm", "source_id": "7"}, row=7),
    ]

    with pytest.raises(RowsRefused) as refused:
        customers.create_accounts(rows, by=system)

    problems = refused.value.problems
    assert [(p.row, p.column) for p in problems] == [
        (2, "name"),
        (3, "currency"),
        (3, "currency"),
        (4, "parent"),
        (5, "parent"),
        (7, "source_id"),
    ]
    assert str(problems[3]).endswith("East → West → East. Choose a group outside this chain.")
    assert not Account.objects.exists()


def test_changed_accounts_are_counted_and_need_a_reason_for_another_tier(fjord, system, told):
    other = AccountFactory(name="Other")
    rows = [
        AccountChange(fjord, {"tier": "global", "city": "Oslo"}),
        AccountChange(other, {"name": "Other"}),
    ]

    assert customers.change_accounts(rows, by=system, why="Import of 23 Nov") == 1

    fjord.refresh_from_db()
    assert (fjord.tier, fjord.city) == ("global", "Oslo")
    assert told == [frozenset({fjord.pk})]


def test_regrouping_by_the_list_cannot_close_a_circle(system):
    top = AccountFactory(name="Top")
    middle = AccountFactory(name="Middle", parent=top)
    bottom = AccountFactory(name="Bottom", parent=middle)

    problems = customers.account_problems([AccountChange(top, {"parent": bottom}, row=9)])

    assert [(p.row, p.column) for p in problems] == [(9, "parent")]
    assert "Top → Bottom → Middle → Top" in str(problems[0])


def test_turning_a_group_around_in_one_list_is_fine(system):
    top = AccountFactory(name="Top")
    bottom = AccountFactory(name="Bottom", parent=top)
    rows = [AccountChange(top, {"parent": bottom}), AccountChange(bottom, {"parent": None})]

    assert customers.change_accounts(rows, by=system, why="Import") == 2


def test_contacts_come_with_roles_and_managers(fjord, logistics, system, told):
    rows = [
        NewContact(
            fjord,
            {"first_name": "Olaf", "function": logistics},
            roles=frozenset({"user", "buyer"}),
            reports_to_row=1,
        ),
        NewContact(fjord, {"first_name": "Rune", "function": logistics}),
    ]

    olaf, rune = customers.create_contacts(rows, by=system, batch="import-2")

    assert Contact.objects.get(pk=olaf.pk).reports_to == rune
    assert set(olaf.buying_roles.values_list("role", flat=True)) == {"user", "buyer"}
    assert Change.objects.filter(batch="import-2").count() == 4
    assert told == [frozenset({fjord.pk})]


def test_wrong_contacts_are_all_named(fjord, logistics, system):
    other = AccountFactory(name="Other")
    bergen = SiteFactory(account=other, name="Bergen")
    rows = [
        NewContact(fjord, {"first_name": "A"}, row=2),
        NewContact(fjord, {"first_name": "B", "function": logistics, "email": "b@"}, row=3),
        NewContact(fjord, {"first_name": "C", "function": logistics, "site": bergen}, row=4),
        NewContact(
            fjord, {"first_name": "D", "function": logistics}, roles=frozenset({"boss"}), row=5
        ),
        NewContact(other, {"first_name": "E", "function": logistics}, reports_to_row=1, row=6),
        NewContact(fjord, {"first_name": "F", "function": logistics}, reports_to_row=6, row=7),
        NewContact(fjord, {"first_name": "G", "function": logistics}, reports_to_row=5, row=8),
    ]

    problems = customers.contact_problems(rows)

    assert [(p.row, p.column) for p in problems] == [
        (2, "function"),
        (3, "email"),
        (4, "site"),
        (5, "roles"),
        (6, "reports_to"),
        (7, "reports_to"),
        (8, "reports_to"),
    ]
    assert said(problems)[3] == (5, "roles", "“boss” is not a buying role.")
    assert "F → G → F" in str(problems[5])


def test_checked_rows_are_still_looked_at_among_the_others(fjord, ines, logistics, system):
    new = NewContact(fjord, {"first_name": "Olaf", "function": logistics, "reports_to": ines})
    change = ContactChange(ContactFactory(account=fjord, function=logistics), {"reports_to": ines})
    assert customers.contact_problems([new]) == customers.contact_problems([change]) == []
    ines.account = AccountFactory(name="Where Ines went meanwhile")

    with pytest.raises(RowsRefused, match="Ines"):
        customers.create_contacts([new], by=system, own_fields_checked=True)
    with pytest.raises(RowsRefused, match="Ines"):
        customers.change_contacts([change], by=system, own_fields_checked=True)


def test_changed_contacts_and_roles_are_counted_once(fjord, ines, logistics, system, told):
    customers.set_buying_roles(ines, {"user"}, by=system)
    olaf = ContactFactory(account=fjord, first_name="Olaf", function=logistics)
    rows = [
        ContactChange(ines, {"title": "Head of logistics"}, roles=frozenset({"decider"})),
        ContactChange(olaf, {"first_name": "Olaf"}),
    ]

    assert customers.change_contacts(rows, by=system) == 1
    assert customers.change_contacts(rows, by=system) == 0

    assert list(BuyingRole.objects.values_list("contact", "role")) == [(ines.pk, "decider")]
    assert told == [frozenset({fjord.pk})]


def test_problems_ask_the_database_no_more_for_more_rows(
    fjord, ines, logistics, system, django_assert_num_queries
):
    others = [ContactFactory(account=fjord, function=logistics) for _ in range(3)]
    site = SiteFactory(account=fjord)
    for some in (others[:1], others):
        contacts = Contact.objects.filter(pk__in=[c.pk for c in some])
        rows = [ContactChange(c, {"reports_to": ines, "site": site}) for c in contacts]
        with django_assert_num_queries(1):
            assert customers.contact_problems(rows) == []
