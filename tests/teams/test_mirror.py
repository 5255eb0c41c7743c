"""The mirror as read from the tables."""

from datetime import date, timedelta
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from counterpart.access.viewer import Viewer
from counterpart.directory.services import add_absence, add_deputy
from counterpart.teams import services as teams
from counterpart.teams.mirror_reading import mirror_of
from counterpart.teams.mirror_svg import gap_reason, summary
from factories import ContactFactory

OCTOBER = date(2026, 10, 1)


def test_mirror_shows_who_faced_whom_on_any_day(fjord, ines, nadia, ravi, omar, system):
    teams.set_counterpart(ines, ravi, since=OCTOBER, by=system)
    teams.set_counterpart(ines, omar, since=date(2026, 12, 1), by=system)
    teams.set_counterpart(ines, nadia, rank="backup", since=OCTOBER, by=system)

    def faces(day):
        contact = mirror_of(fjord, on=day, viewer=system).contacts[0]
        return contact.primary, contact.backup

    assert faces(OCTOBER - timedelta(days=1)) == (None, None)
    assert faces(OCTOBER) == (ravi.pk, nadia.pk)
    assert faces(date(2026, 12, 1)) == (omar.pk, nadia.pk)


def test_mirror_knows_the_changes_before_and_after(fjord, ines, ravi, omar, system):
    teams.set_counterpart(ines, ravi, since=OCTOBER, by=system)
    teams.set_counterpart(ines, omar, since=date(2026, 12, 1), by=system)

    mirror = mirror_of(fjord, on=system.today, viewer=system)

    assert (mirror.earlier_change, mirror.later_change) == (OCTOBER, date(2026, 12, 1))


def test_cover_counts_influence_and_gaps_say_who_was_there(fjord, ines, logistics, ravi, system):
    ContactFactory(account=fjord, function=logistics, influence_percent=30)
    teams.set_counterpart(ines, ravi, since=OCTOBER, by=system)

    assert mirror_of(fjord, on=OCTOBER, viewer=system).cover == 70

    teams.end_counterpart(ines, since=date(2026, 11, 1), by=system)
    mirror = mirror_of(fjord, on=system.today, viewer=system)

    assert mirror.cover == 0
    assert len(mirror.gaps) == 2
    assert "Ravi Iyer" in gap_reason(mirror.gaps[0])
    assert summary(mirror) == "2 contacts · 0% of influence covered · 2 gaps"


def test_people_away_are_marked_and_load_is_of_all_accounts(fjord, ines, ravi, system):
    teams.set_counterpart(ines, ravi, since=OCTOBER, by=system, hours_per_month=Decimal(100))
    add_absence(ravi, since=system.today, until=system.today + timedelta(days=3), by=system)

    mirror = mirror_of(fjord, on=system.today, viewer=system)
    shown = mirror.people[ravi.pk]

    assert (shown.away, shown.is_overloaded, shown.load) == ("Holiday", True, 125)
    assert mirror.is_away(ravi.pk)


def test_who_stands_in_is_told_for_the_day_and_to_those_who_see_them(
    fjord, ines, nadia, ravi, omar, system, ops_client
):
    today = timezone.localdate()  # what pages look at
    teams.set_counterpart(ines, ravi, since=OCTOBER, by=system)
    add_absence(ravi, since=today, until=today + timedelta(days=3), by=system)
    add_deputy(ravi, deputy=omar, by=system)

    def stand_in(on, viewer=system):
        return mirror_of(fjord, on=on, viewer=viewer).people[ravi.pk].stand_in

    assert stand_in(today) == str(omar)
    assert stand_in(today + timedelta(days=3)) == ""
    assert stand_in(today, Viewer.of(nadia.login, today=today)) == ""
    for page in ("teams:mirror", "teams:contact_counterparts", "teams:person_side"):
        key = {"teams:mirror": fjord, "teams:contact_counterparts": ines}.get(page, ravi).pk
        shown = ops_client.get(reverse(page, args=[key])).content.decode()
        assert str(omar) in shown, page


def test_load_is_hidden_of_people_whom_the_viewer_may_not_see(
    fjord, ines, nadia, ravi, omar, system
):
    teams.set_counterpart(ines, ravi, since=OCTOBER, by=system)
    ravi.manager = omar
    outsider = Viewer.of(omar.login, today=system.today)

    shown = mirror_of(fjord, on=system.today, viewer=outsider).people[ravi.pk]

    assert (shown.is_seen, shown.load, shown.away) == (False, None, "")


def test_mirror_takes_the_same_number_of_queries_for_any_size(
    fjord, ines, logistics, ravi, system, django_assert_num_queries
):
    teams.set_counterpart(ines, ravi, since=OCTOBER, by=system)
    with django_assert_num_queries(7):
        mirror_of(fjord, on=system.today, viewer=system)
    for _ in range(3):
        other = ContactFactory(account=fjord, function=logistics)
        teams.set_counterpart(other, ravi, since=OCTOBER, by=system)
    with django_assert_num_queries(7):
        mirror_of(fjord, on=system.today, viewer=system)
