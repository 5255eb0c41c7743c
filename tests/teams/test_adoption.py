"""Adopting a staffing.

Properties:
1. On every day a contact has at most one primary and one backup counterpart.
2. Adopting the same staffing twice changes nothing.
3. Taking an adoption back restores every row exactly.
4. An adoption that is killed leaves nothing half done.
"""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counterpart.customers.models import Contact
from counterpart.history import services as history
from counterpart.history.models import Change
from counterpart.history.services import ChangedSince
from counterpart.teams import services as teams
from counterpart.teams.models import AccountCover, HandOver, Member, Pairing, SellingTeam
from counterpart.teams.services import WantedCounterpart, WantedLead
from counterpart.teams.services.refusals import (
    BothRanks,
    ContactElsewhere,
    ContactLeft,
    CounterpartTwice,
    LaterChanges,
    NotEmployed,
)
from factories import AccountFactory, ContactFactory, FunctionFactory, PersonFactory

DECEMBER = date(2026, 12, 1)
JANUARY = date(2027, 1, 1)


def adopt(account, lead, wanted, system, *, since=DECEMBER, batch="adoption"):
    return teams.replace_staffing(
        [account.pk],
        {account.pk: WantedLead(lead.pk if lead else None, Decimal(16))},
        wanted,
        since=since,
        by=system,
        why="Plan for December",
        batch=batch,
    )


def wanted(contact, person, rank="primary", hours=4):
    return WantedCounterpart(contact.pk, person.pk, rank, Decimal(hours), {"fit": 0.8})


def rows():
    """Everything dated, as the tables hold it."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (SellingTeam, Member, Pairing, HandOver)
    ]


def test_adopted_staffing_holds_from_the_day_on(fjord, ines, nadia, ravi, omar, system):
    laid = adopt(fjord, nadia, [wanted(ines, omar), wanted(ines, ravi, "backup", 0)], system)

    assert laid.changed
    assert list(Pairing.objects.on(DECEMBER - timedelta(days=1))) == []
    assert set(Pairing.objects.on(DECEMBER).values_list("rank", "person")) == {
        ("primary", omar.pk),
        ("backup", ravi.pk),
    }
    assert set(
        Member.objects.on(DECEMBER).values_list("person", "role", "line", "hours_per_month")
    ) == {
        (nadia.pk, "lead", "solid", Decimal(16)),
        (omar.pk, "counterpart", "dotted", Decimal(4)),
        (ravi.pk, "counterpart", "dotted", Decimal(0)),
    }
    assert Pairing.objects.get(rank="primary").reasons == {"fit": 0.8}


def test_change_of_person_leaves_a_hand_over(fjord, ines, nadia, ravi, omar, system):
    adopt(fjord, nadia, [wanted(ines, ravi)], system)

    adopt(fjord, omar, [wanted(ines, omar)], system, since=JANUARY, batch="second")

    assert set(HandOver.objects.values_list("contact", "giver", "taker", "due_on")) == {
        (ines.pk, ravi.pk, omar.pk, JANUARY + timedelta(days=14)),
        (None, nadia.pk, omar.pk, JANUARY + timedelta(days=14)),
    }


def test_direct_report_of_the_lead_has_a_solid_line(fjord, ines, nadia, logistics, system):
    report = PersonFactory(function=logistics, manager=nadia)

    adopt(fjord, nadia, [wanted(ines, report)], system)

    assert Member.objects.on(DECEMBER).get(person=report).line == Member.Line.SOLID


def test_internal_consultant_stays(fjord, ines, nadia, omar, ravi, system):
    teams.add_member(fjord, omar, since=date(2026, 11, 1), hours_per_month=Decimal(3), by=system)

    adopt(fjord, nadia, [wanted(ines, ravi)], system)

    assert Member.objects.on(DECEMBER).filter(person=omar, role=Member.Role.EXPERT).exists()


def test_new_hours_of_the_same_person_are_no_hand_over(fjord, ines, nadia, ravi, system):
    adopt(fjord, nadia, [wanted(ines, ravi, hours=4)], system)

    adopt(fjord, nadia, [wanted(ines, ravi, hours=6)], system, since=JANUARY, batch="second")

    assert list(
        Pairing.objects.order_by("since").values_list("since", "until", "hours_per_month")
    ) == [(DECEMBER, JANUARY, Decimal(4)), (JANUARY, None, Decimal(6))]
    assert not HandOver.objects.exists()


def test_pairing_ends_with_the_employment(fjord, ines, nadia, ravi, system):
    ravi.employed_until = JANUARY
    history.save(ravi, by=system)

    adopt(fjord, nadia, [wanted(ines, ravi)], system)

    assert Pairing.objects.get().until == JANUARY
    assert Member.objects.on(DECEMBER).get(person=ravi).until == JANUARY


def test_2_same_staffing_twice_changes_nothing(fjord, ines, nadia, ravi, omar, system):
    plan = [wanted(ines, omar), wanted(ines, ravi, "backup", 0)]
    adopt(fjord, nadia, plan, system)
    before, changes = rows(), Change.objects.count()

    laid = adopt(fjord, nadia, plan, system, since=JANUARY, batch="again")

    assert not laid.changed
    assert rows() == before
    assert Change.objects.count() == changes


def test_staffing_before_later_changes_is_refused(fjord, ines, nadia, ravi, system):
    teams.set_counterpart(ines, ravi, since=JANUARY, by=system)

    with pytest.raises(LaterChanges, match="Fjord Foods"):
        adopt(fjord, nadia, [wanted(ines, ravi)], system)


def test_person_who_is_not_employed_then_is_refused(fjord, ines, nadia, ravi, system):
    ravi.employed_until = date(2026, 11, 30)
    history.save(ravi, by=system)

    with pytest.raises(NotEmployed, match="Ravi Iyer"):
        adopt(fjord, nadia, [wanted(ines, ravi)], system)


def test_contact_who_left_is_refused(fjord, ines, nadia, ravi, system):
    ines.left_on = DECEMBER
    history.save(ines, by=system)

    with pytest.raises(ContactLeft, match="Ines Dahl"):
        adopt(fjord, nadia, [wanted(ines, ravi)], system)


def test_two_primaries_own_backup_and_strangers_are_refused(fjord, ines, nadia, ravi, omar, system):
    with pytest.raises(CounterpartTwice):
        adopt(fjord, nadia, [wanted(ines, ravi), wanted(ines, omar)], system)
    with pytest.raises(BothRanks):
        adopt(fjord, nadia, [wanted(ines, ravi), wanted(ines, ravi, "backup")], system)
    with pytest.raises(ContactElsewhere):
        adopt(fjord, nadia, [wanted(ContactFactory(), ravi)], system)


def test_3_undo_is_refused_when_something_changed_since(fjord, ines, nadia, ravi, omar, system):
    adopt(fjord, nadia, [wanted(ines, ravi)], system)
    teams.set_counterpart(ines, omar, since=JANUARY, by=system)
    before = rows()

    with pytest.raises(ChangedSince):
        teams.undo_staffing("adoption", by=system)

    assert rows() == before


def test_4_killed_adoption_leaves_nothing_half_done(fjord, ines, nadia, ravi, system, monkeypatch):
    teams.set_counterpart(ines, ravi, since=date(2026, 11, 1), by=system)
    before, changes = rows(), Change.objects.count()
    cover = AccountCover.objects.values().get()
    killed = type("Killed", (BaseException,), {})

    def die(*args, **kwargs):
        raise killed

    monkeypatch.setattr("counterpart.teams.services.laying.refresh_cover", die)
    with pytest.raises(killed):
        adopt(fjord, None, [], system)

    assert rows() == before
    assert Change.objects.count() == changes
    assert AccountCover.objects.values().get() == cover


@st.composite
def staffings(draw):
    """A lead, and for each of three contacts a primary and a backup out of three people."""
    one = st.one_of(st.none(), st.integers(0, 2))
    return draw(one), [(draw(one), draw(one), draw(st.integers(1, 2))) for _ in range(3)]


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(plans=st.lists(staffings(), min_size=1, max_size=3))
def test_1_3_replace_and_undo_restore_every_row(
    fjord, ines, logistics, nadia, ravi, omar, system, plans
):
    people = [nadia, ravi, omar]
    with transaction.atomic():
        others = [ContactFactory(account=fjord, function=logistics) for _ in range(2)]
        for number, (lead, faces) in enumerate(plans):
            plan = []
            for contact, (primary, backup, hours) in zip([ines, *others], faces, strict=True):
                if primary is not None:
                    plan.append(wanted(contact, people[primary], hours=hours))
                if backup not in (None, primary):
                    plan.append(wanted(contact, people[backup], "backup", 0))
            before, since = rows(), DECEMBER + timedelta(days=7 * (number // 2))
            leader = None if lead is None else people[lead]
            laid = adopt(fjord, leader, plan, system, since=since, batch=f"adoption {number}")
            for week in range(-1, 3):
                held = Pairing.objects.on(DECEMBER + timedelta(days=7 * week))
                keys = list(held.values_list("contact", "rank"))
                assert len(keys) == len(set(keys))
            wished = {(w.contact_id, w.rank, w.person_id, w.hours_per_month) for w in plan}
            held = Pairing.objects.on(since)
            assert set(held.values_list("contact", "rank", "person", "hours_per_month")) == wished

        if laid.changed:
            teams.undo_staffing(f"adoption {number}", by=system)
        assert rows() == before
        transaction.set_rollback(True)


def test_more_pairings_than_one_condition_may_name_are_taken_back(system):
    """SQLite refuses a condition on more than a thousand related rows."""
    account, person = AccountFactory(), PersonFactory()
    function = FunctionFactory()
    contacts = history.create_many(
        [
            Contact(account=account, function=function, first_name="A", last_name=str(n))
            for n in range(1100)
        ],
        by=system,
    )
    history.create_many(
        [
            Pairing(account=account, contact=contact, person=person, since=system.today)
            for contact in contacts
        ],
        by=system,
        batch="many",
    )

    history.undo_batch("many", by=system)

    assert not Pairing.objects.exists()
