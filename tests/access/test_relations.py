"""Lists and single objects agree with the policy table."""

import pytest
from django.http import Http404

from counterpart.access.actions import Action
from counterpart.access.relations import allowed_actions, get_allowed, may
from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account, Contact
from counterpart.directory.models import Person


def viewer_of(person: Person, system: Viewer) -> Viewer:
    return Viewer.of(person.login, today=system.today)


def test_lead_sees_the_account_and_its_contacts(fjord, ines, nadia, system):
    assert list(Account.objects.visible_to(viewer_of(nadia, system))) == [fjord]
    assert list(Contact.objects.visible_to(viewer_of(nadia, system))) == [ines]


def test_colleague_outside_the_team_finds_nothing(fjord, ines, omar, system):
    assert list(Account.objects.visible_to(viewer_of(omar, system))) == []
    assert list(Contact.objects.visible_to(viewer_of(omar, system))) == []
    with pytest.raises(Http404):
        get_allowed(Account, fjord.pk, viewer=viewer_of(omar, system))


def test_team_mates_see_each_other_but_not_others(fjord, nadia, ravi, omar, system):
    seen = Person.objects.visible_to(viewer_of(ravi, system))

    assert set(seen) == {nadia, ravi}


def test_what_may_be_done_is_asked_in_one_query(
    fjord, nadia, ravi, omar, system, django_assert_num_queries
):
    asked = (Action.SEE_ACCOUNT, Action.SEE_ORDERS, Action.CHANGE_TEAM)

    for person, expected in (
        (nadia, {Action.SEE_ACCOUNT, Action.SEE_ORDERS}),
        (ravi, {Action.SEE_ACCOUNT}),
        (omar, set()),
    ):
        viewer = viewer_of(person, system)
        with django_assert_num_queries(1):
            assert allowed_actions(viewer, asked, fjord) == expected
        assert expected == {action for action in asked if may(viewer, action, fjord)}
