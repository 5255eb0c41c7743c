"""Changes by hand, and what ends when somebody leaves."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from counterpart.customers import services as customers
from counterpart.directory import services as directory
from counterpart.history import services as history
from counterpart.teams import services as teams
from counterpart.teams.models import AccountCover, HandOver, Member, Pairing
from counterpart.teams.services.members import AlreadyOnTeam
from factories import ContactFactory

DECEMBER = date(2026, 12, 1)
JANUARY = date(2027, 1, 1)
FEBRUARY = date(2027, 2, 1)


def spans(contact, rank="primary"):
    held = Pairing.objects.filter(contact=contact, rank=rank).order_by("since", "pk")
    return [(p.person.first_name, p.since, p.until) for p in held if p.since != p.until]


def test_new_counterpart_ends_the_old_one(ines, ravi, omar, system):
    teams.set_counterpart(ines, ravi, since=DECEMBER, by=system)

    teams.set_counterpart(ines, omar, since=FEBRUARY, by=system)

    assert spans(ines) == [("Ravi", DECEMBER, FEBRUARY), ("Omar", FEBRUARY, None)]


def test_counterpart_entered_before_a_later_change_holds_until_then(ines, ravi, omar, system):
    teams.set_counterpart(ines, omar, since=FEBRUARY, by=system)

    teams.set_counterpart(ines, ravi, since=DECEMBER, by=system)

    assert spans(ines) == [("Ravi", DECEMBER, FEBRUARY), ("Omar", FEBRUARY, None)]


def test_backup_who_becomes_primary_is_no_longer_the_backup(ines, ravi, omar, system):
    teams.set_counterpart(ines, ravi, since=DECEMBER, by=system)
    teams.set_counterpart(ines, omar, rank="backup", since=DECEMBER, by=system)

    teams.set_counterpart(ines, omar, since=JANUARY, by=system)

    assert spans(ines) == [("Ravi", DECEMBER, JANUARY), ("Omar", JANUARY, None)]
    assert spans(ines, "backup") == [("Omar", DECEMBER, JANUARY)]


def test_counterpart_comes_onto_the_team_and_leaves_it_with_the_last_contact(
    fjord, ines, omar, system
):
    teams.set_counterpart(ines, omar, since=DECEMBER, by=system, hours_per_month=Decimal(5))
    teams.end_counterpart(ines, since=JANUARY, by=system)

    place = Member.objects.get(person=omar)
    assert (place.role, place.since, place.until) == ("counterpart", DECEMBER, JANUARY)
    assert place.hours_per_month == Decimal(5)


def test_members_hours_follow_their_contacts(fjord, ines, logistics, omar, system):
    other = ContactFactory(account=fjord, function=logistics)
    teams.set_counterpart(ines, omar, since=DECEMBER, by=system, hours_per_month=Decimal(5))
    teams.set_counterpart(other, omar, since=JANUARY, by=system, hours_per_month=Decimal(2))

    held = Member.objects.filter(person=omar).order_by("since")
    assert [(m.since, m.until, m.hours_per_month) for m in held] == [
        (DECEMBER, JANUARY, Decimal(5)),
        (JANUARY, None, Decimal(7)),
    ]


def test_too_much_work_is_a_warning_not_a_refusal(ines, ravi, system):
    ravi.hours_per_month = Decimal(3)
    history.save(ravi, by=system)

    changed = teams.set_counterpart(ines, ravi, since=DECEMBER, by=system)

    assert [(o.person, o.hours, o.limit) for o in changed.overloads] == [
        (ravi, Decimal(4), Decimal(3))
    ]
    assert spans(ines) == [("Ravi", DECEMBER, None)]


def test_change_by_hand_is_taken_back(ines, ravi, omar, system):
    teams.set_counterpart(ines, ravi, since=DECEMBER, by=system)
    before = list(Pairing.objects.values()), list(Member.objects.values())

    changed = teams.set_counterpart(ines, omar, since=JANUARY, by=system)
    teams.undo_staffing(changed.batch, by=system)

    assert (list(Pairing.objects.values()), list(Member.objects.values())) == before
    assert not HandOver.objects.exists()


def test_new_lead_makes_lines_solid(fjord, ines, logistics, ravi, omar, system):
    teams.set_counterpart(ines, ravi, since=DECEMBER, by=system)
    directory.set_manager(ravi, manager=omar, by=system)

    teams.set_lead(fjord, omar, since=JANUARY, by=system, hours_per_month=Decimal(8))

    held = Member.objects.filter(person=ravi).exclude(since=date(2026, 1, 1)).order_by("since")
    assert [(m.since, m.line) for m in held] == [(DECEMBER, "dotted"), (JANUARY, "solid")]
    assert Member.objects.on(JANUARY).get(role="lead").person == omar


def test_same_consultant_twice_at_once_is_refused(fjord, omar, system):
    teams.add_member(fjord, omar, since=DECEMBER, until=FEBRUARY, by=system)

    with pytest.raises(AlreadyOnTeam, match="Omar Haddad"):
        teams.add_member(fjord, omar, since=JANUARY, by=system)

    teams.add_member(fjord, omar, since=FEBRUARY, by=system)


def test_member_who_ends_leaves_gaps(fjord, ines, ravi, system):
    teams.set_counterpart(ines, ravi, since=date(2026, 11, 1), by=system)
    assert AccountCover.objects.get(account=fjord).gaps == 0

    place = Member.objects.on(system.today).get(person=ravi)
    teams.end_member(place, since=system.today, by=system)

    assert spans(ines) == [("Ravi", date(2026, 11, 1), system.today)]
    assert AccountCover.objects.get(account=fjord).gaps == 1


def test_contact_who_leaves_needs_nobody(fjord, ines, ravi, system):
    teams.set_counterpart(ines, ravi, since=date(2026, 11, 1), by=system)

    customers.contact_leaves(ines, on=system.today, by=system)

    assert spans(ines) == [("Ravi", date(2026, 11, 1), system.today)]
    assert not HandOver.objects.exists()
    assert AccountCover.objects.get(account=fjord).contacts == 0


def test_employment_that_ends_leaves_gaps_and_hand_overs(fjord, ines, nadia, ravi, omar, system):
    teams.set_counterpart(ines, ravi, since=date(2026, 11, 1), by=system)

    directory.end_employment(ravi, until=DECEMBER, by=system)

    assert spans(ines) == [("Ravi", date(2026, 11, 1), DECEMBER)]
    assert not Member.objects.on(DECEMBER).filter(person=ravi).exists()
    assert list(HandOver.objects.values_list("contact", "giver", "taker")) == [
        (ines.pk, ravi.pk, None)
    ]

    teams.set_counterpart(ines, omar, since=DECEMBER, by=system)

    assert list(HandOver.objects.values_list("contact", "giver", "taker")) == [
        (ines.pk, ravi.pk, omar.pk)
    ]


def test_hand_over_is_ticked_and_unticked(ines, ravi, omar, system):
    teams.set_counterpart(ines, ravi, since=DECEMBER, by=system)
    teams.set_counterpart(ines, omar, since=JANUARY, by=system)
    hand_over = HandOver.objects.get()

    assert teams.complete_hand_over(hand_over, on=JANUARY, by=system).done_on == JANUARY
    assert teams.complete_hand_over(hand_over, on=None, by=system).done_on is None
    assert hand_over.due_on == JANUARY + timedelta(days=14)
