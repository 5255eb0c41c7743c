"""Use-cases of accounts, sites, contacts, ties and needs."""

from datetime import date

import pytest

from counterpart.access.viewer import Viewer
from counterpart.customers import services as customers
from counterpart.customers.models import Account, BuyingRole, Contact, Tie
from counterpart.customers.services import hooks
from counterpart.customers.services.accounts import (
    AccountGroupCycle,
    AccountGroupTooDeep,
    TierChangeNeedsReason,
)
from counterpart.customers.services.contacts import (
    ReportingCycle,
    ReportsOutsideAccount,
    SiteOfAnotherAccount,
)
from counterpart.customers.services.needs import NeedOfAnotherAccount
from counterpart.customers.services.sites import SiteHasContacts, SiteNameTaken
from counterpart.customers.services.ties import TieAcrossAccounts, TieToSelf
from counterpart.history.models import Change
from factories import AccountFactory, ContactFactory, NeedFactory, SiteFactory

TODAY = date(2026, 11, 23)


@pytest.fixture
def told(monkeypatch) -> list[frozenset[int]]:
    """Which accounts the rooms above were told about, call by call."""
    calls: list[frozenset[int]] = []
    monkeypatch.setattr(hooks, "_callbacks", [lambda ids, by: calls.append(ids)])
    return calls


def roles_of(contact: Contact) -> set[str]:
    return set(contact.buying_roles.values_list("role", flat=True))


def test_new_account_is_recorded_and_told(system, told):
    account = customers.create_account(name="Fjord Foods", tier="key", country="NO", by=system)

    assert Account.objects.get() == account
    assert Change.objects.filter(scope=f"customers.account:{account.pk}").count() == 1
    assert told == [frozenset({account.pk})]


def test_misspelt_fact_is_the_callers_mistake(system):
    with pytest.raises(TypeError, match="Account has no nmae"):
        customers.create_account(nmae="Fjord Foods", by=system)


def test_account_changes_only_what_is_said(fjord, system):
    stale = Account.objects.get(pk=fjord.pk)
    customers.change_account(fjord, city="Oslo", by=system)

    changed = customers.change_account(stale, industry="Food", by=system)

    assert (changed.city, changed.industry, changed.name) == ("Oslo", "Food", "Fjord Foods")


def test_account_cannot_belong_to_its_own_grandchild(system):
    top, middle, bottom = (AccountFactory(name=name) for name in ("Top", "Middle", "Bottom"))
    customers.change_account(middle, parent=top, by=system)
    customers.change_account(bottom, parent=middle, by=system)

    with pytest.raises(AccountGroupCycle, match="Top → Bottom → Middle → Top"):
        customers.change_account(top, parent=bottom, by=system)


def test_account_cannot_belong_to_itself(fjord, system):
    with pytest.raises(AccountGroupCycle, match="Fjord Foods → Fjord Foods"):
        customers.change_account(fjord, parent=fjord, by=system)


def test_group_has_at_most_six_levels(system):
    parent = AccountFactory(name="Level 1")
    for level in range(2, 7):
        parent = customers.create_account(name=f"Level {level}", parent=parent, by=system)

    with pytest.raises(AccountGroupTooDeep, match="7 levels; 6 are possible"):
        customers.create_account(name="Level 7", parent=parent, by=system)


def test_subtree_counts_when_it_moves(system):
    parent = AccountFactory(name="Level 1")
    for level in range(2, 6):
        parent = customers.create_account(name=f"Level {level}", parent=parent, by=system)
    head = AccountFactory(name="Head")
    customers.create_account(name="Plant", parent=head, by=system)

    with pytest.raises(AccountGroupTooDeep):
        customers.change_account(head, parent=parent, by=system)


def test_tier_changes_with_a_reason_that_is_kept(fjord, system, told):
    with pytest.raises(TierChangeNeedsReason, match="Fjord Foods changes from Key account"):
        customers.change_account(fjord, tier="global", by=system)

    customers.change_account(fjord, tier="global", why="Opened in four countries", by=system)

    assert Change.objects.latest("id").why == "Opened in four countries"
    assert told == [frozenset({fjord.pk})]


def test_lost_account_can_be_won_back(fjord, system, told):
    lost = customers.lose_account(fjord, on=TODAY, by=system)
    assert lost.lost_on == TODAY

    assert customers.reopen_account(lost, by=system).lost_on is None
    assert told == [frozenset({fjord.pk})] * 2


def test_site_names_are_unique_in_an_account(fjord, system):
    customers.create_site(fjord, name="Oslo", time_zone="Europe/Oslo", by=system)

    with pytest.raises(SiteNameTaken, match="Fjord Foods already has a site named Oslo"):
        customers.create_site(fjord, name="Oslo", by=system)
    customers.create_site(AccountFactory(), name="Oslo", by=system)


def test_site_with_contacts_stays(fjord, ines, system):
    oslo = SiteFactory(account=fjord, name="Oslo")
    moved = customers.move_to_site(ines, oslo, by=system)
    with pytest.raises(SiteHasContacts, match="Ines Dahl"):
        customers.remove_site(oslo, by=system)

    customers.move_to_site(moved, None, by=system)
    customers.remove_site(oslo, by=system)

    assert list(fjord.sites.all()) == []


def test_new_contact_plays_its_parts(fjord, logistics, system, told):
    contact = customers.create_contact(
        fjord, first_name="Olaf", function=logistics, roles={"decider", "user"}, by=system
    )

    assert roles_of(contact) == {"decider", "user"}
    assert told == [frozenset({fjord.pk})]


def test_buying_roles_become_exactly_those_said(ines, system):
    customers.set_buying_roles(ines, {"user", "buyer"}, by=system)
    customers.set_buying_roles(ines, {"buyer", "decider"}, by=system)

    assert roles_of(ines) == {"buyer", "decider"}
    kinds = Change.objects.filter(thing="customers.buyingrole").values_list("kind", "label")
    assert ("removed", "User") in set(kinds)
    assert len(kinds) == 4


def test_changing_a_contact_leaves_the_roles_unless_they_are_given(ines, system):
    customers.set_buying_roles(ines, {"user"}, by=system)

    customers.change_contact(ines, title="Buyer", by=system)
    assert roles_of(ines) == {"user"}

    customers.change_contact(ines, roles=(), by=system)
    assert roles_of(ines) == set()


def test_change_of_facts_and_roles_is_told_once(ines, system, told):
    customers.change_contact(ines, influence_percent=90, roles={"decider"}, by=system)

    assert told == [frozenset({ines.account_id})]


def test_nobody_reports_in_a_circle(fjord, ines, system):
    olaf = ContactFactory(account=fjord, first_name="Olaf", last_name="")
    rune = ContactFactory(account=fjord, first_name="Rune", last_name="", reports_to=olaf)
    customers.change_contact(olaf, reports_to=ines, by=system)

    with pytest.raises(ReportingCycle, match="Ines Dahl → Rune → Olaf → Ines Dahl"):
        customers.change_contact(ines, reports_to=rune, by=system)
    with pytest.raises(ReportingCycle):
        customers.change_contact(ines, reports_to=ines, by=system)


def test_manager_and_site_are_of_the_same_account(ines, logistics, system):
    stranger = ContactFactory(first_name="Sam", last_name="Else")
    elsewhere = SiteFactory(name="Bergen")

    with pytest.raises(ReportsOutsideAccount, match="Sam Else, who is not at Fjord Foods"):
        customers.change_contact(ines, reports_to=stranger, by=system)
    with pytest.raises(SiteOfAnotherAccount, match="Bergen"):
        customers.create_contact(
            ines.account, first_name="Olaf", function=logistics, site=elsewhere, by=system
        )
    assert ines.account.contacts.count() == 1


def test_contact_leaves_and_returns(ines, system):
    left = customers.contact_leaves(ines, on=TODAY, by=system)
    assert left.left_on == TODAY

    assert customers.contact_returns(left, by=system).left_on is None


def test_tie_is_set_changed_and_removed(fjord, ines, system):
    olaf = ContactFactory(account=fjord, first_name="Olaf")
    tie = customers.set_tie(ines, speaker=olaf, strength=1, by=system)

    assert customers.set_tie(ines, speaker=olaf, strength=3, by=system) == tie
    assert list(Tie.objects.values_list("listener", "speaker", "strength")) == [
        (ines.pk, olaf.pk, 3)
    ]

    customers.remove_tie(Tie.objects.get(), by=system)
    assert not Tie.objects.exists()


def test_ties_stay_inside_the_buying_center(ines, system):
    with pytest.raises(TieAcrossAccounts):
        customers.set_tie(ines, speaker=ContactFactory(), by=system)
    with pytest.raises(TieToSelf):
        customers.set_tie(ines, speaker=ines, by=system)


def test_need_is_met_and_comes_back(fjord, ines, nadia, system):
    need = customers.create_need(
        fjord, title="Shorter windows", contact=ines, owner=nadia, by=system
    )

    assert customers.meet_need(need, by=system).state == "met"
    assert customers.drop_need(need, by=system).state == "dropped"
    again = customers.reopen_need(need, review_on=date(2027, 1, 15), by=system)
    assert (again.state, again.review_on) == ("open", date(2027, 1, 15))


def test_need_belongs_to_a_contact_of_the_account(fjord, ines, system):
    stranger = ContactFactory(first_name="Sam", last_name="Else")

    with pytest.raises(NeedOfAnotherAccount, match="Sam Else is not at Fjord Foods"):
        customers.create_need(fjord, title="Parking", contact=stranger, by=system)
    with pytest.raises(NeedOfAnotherAccount):
        customers.change_need(NeedFactory(), contact=ines, by=system)


def test_refused_change_leaves_nothing_half_done(ines, system, told):
    stranger = ContactFactory()
    changes = Change.objects.count()

    with pytest.raises(ReportsOutsideAccount):
        customers.change_contact(ines, title="Chief", reports_to=stranger, by=system)

    ines.refresh_from_db()
    assert (ines.title, Change.objects.count(), told) == ("", changes, [])


def test_writes_carry_their_author(fjord, system):
    customers.create_site(fjord, name="Oslo", by=Viewer.system("The demo", today=TODAY))

    assert Change.objects.latest("id").by_name == "The demo"
    assert BuyingRole.objects.count() == 0
