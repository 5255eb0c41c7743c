"""From accounts and people to a proposal, changed by hand, adopted and taken back."""

from datetime import date, timedelta

import pytest

from counterpart.history import services as history
from counterpart.kernel.errors import Refusal
from counterpart.ledger import services as ledger
from counterpart.ledger.rates import MissingRate
from counterpart.staffing import services
from counterpart.staffing.models import Lock, StaffingPlan
from counterpart.staffing.options import StaffingOptions
from counterpart.staffing.queries import figures_of
from counterpart.staffing.translate.worth import worth_of
from counterpart.teams import services as teams
from counterpart.teams.models import Member, Pairing
from factories import (
    AccountFactory,
    ContactFactory,
    FunctionFactory,
    PairingFactory,
    PersonFactory,
    put_on_team,
)
from ledger.conftest import order_line

QUICK = StaffingOptions(seconds=2, coordination_cost=100, lead_hours=8)
SOON = date(2026, 12, 1)


def faced_by(plan: StaffingPlan) -> dict[int, int | None]:
    return dict(plan.pairings.values_list("contact", "person"))


def test_every_contact_gets_a_counterpart_of_a_matching_function(proposal, market):
    experts = {person.pk for person in market.people[1:]}

    assert proposal.state == StaffingPlan.State.READY
    assert set(faced_by(proposal)) == {contact.pk for contact in market.contacts}
    assert set(faced_by(proposal).values()) <= experts
    assert set(proposal.leads.values_list("person", flat=True)) == {market.people[0].pk}
    assert proposal.bound_minor >= proposal.value_minor > proposal.today_value_minor


def test_a_contact_whose_function_nobody_faces_is_a_gap_with_its_reason(market, system):
    stranger = ContactFactory(account=market.accounts[0], function=FunctionFactory())

    plan = services.draw_up(
        "Gap", accounts=market.accounts, people=None, options=QUICK, by=system, solve_now=True
    )

    row = plan.pairings.get(contact=stranger)
    assert row.person is None
    assert row.reasons["gap"]["reason"] == "no_candidate"


def test_nobody_is_planned_beyond_their_hours(market, system):
    for contact in market.contacts:
        ContactFactory(account=contact.account, function=contact.function, hours_per_month=9)

    plan = services.draw_up(
        "Tight", accounts=market.accounts, people=None, options=QUICK, by=system, solve_now=True
    )

    assert plan.pairings.filter(person=None).exists()
    assert all(load.hours_per_month <= load.capacity for load in plan.loads.all())


def test_what_is_locked_stays_locked(market, system):
    contact, expert = market.contacts[0], market.people[2]
    services.lock(Lock.Kind.MUST, expert, account=contact.account, contact=contact, by=system)
    services.lock(
        Lock.Kind.NEVER,
        market.people[1],
        account=contact.account,
        contact=market.contacts[1],
        by=system,
    )

    plan = services.draw_up(
        "Locked", accounts=market.accounts, people=None, options=QUICK, by=system, solve_now=True
    )

    assert faced_by(plan)[contact.pk] == expert.pk
    assert faced_by(plan)[market.contacts[1].pk] != market.people[1].pk


def test_a_lock_on_somebody_without_the_function_is_kept_too(market, system):
    outsider = PersonFactory(hours_per_month=40)
    contact = market.contacts[0]
    services.lock(Lock.Kind.MUST, outsider, account=contact.account, contact=contact, by=system)

    plan = services.draw_up(
        "Outsider", accounts=market.accounts, people=None, options=QUICK, by=system, solve_now=True
    )

    assert faced_by(plan)[contact.pk] == outsider.pk


def test_two_cannot_both_be_locked_to_one_contact(market, system):
    contact = market.contacts[0]
    services.lock(
        Lock.Kind.MUST, market.people[1], account=contact.account, contact=contact, by=system
    )

    with pytest.raises(services.AlreadyLocked):
        services.lock(
            Lock.Kind.MUST, market.people[2], account=contact.account, contact=contact, by=system
        )


def test_a_change_by_hand_costs_what_the_preview_said(proposal, system):
    place = proposal.pairings.first()
    before = proposal.value_minor
    other = next(
        p for p in services.preview_changes(place) if p.person_id not in (place.person_id, None)
    )

    services.change_by_hand(place, person_id=other.person_id, by=system)

    proposal.refresh_from_db()
    assert proposal.value_minor - before == other.value_change_minor
    assert faced_by(proposal)[place.contact_id] == other.person_id
    assert proposal.pairings.get(pk=place.pk).is_by_hand


def test_adopting_makes_teams_and_taking_back_unmakes_them(proposal, market, system):
    services.adopt(proposal, since=SOON, by=system)

    assert dict(
        Pairing.objects.on(SOON).filter(rank="primary").values_list("contact", "person")
    ) == faced_by(proposal)
    assert Member.objects.on(SOON).filter(role="lead").count() == len(market.accounts)

    services.take_back(proposal, by=system)

    assert not Pairing.objects.exists()
    assert not Member.objects.exists()
    assert StaffingPlan.objects.get(pk=proposal.pk).state == StaffingPlan.State.UNDONE


def test_adopting_lists_what_is_handed_over(proposal, market, system):
    contact = market.contacts[0]
    former = next(p for p in market.people[1:] if p.pk != faced_by(proposal)[contact.pk])
    teams.set_counterpart(contact, former, since=system.today, by=system)

    services.adopt(proposal, since=SOON, by=system)

    adopted = StaffingPlan.objects.get(pk=proposal.pk)
    handed = [(row.contact, row.giver) for row in services.hand_overs_of(adopted)]
    assert (contact, former) in handed


def test_an_adopted_proposal_cannot_be_changed_or_discarded(proposal, system):
    services.adopt(proposal, since=SOON, by=system)
    place = proposal.pairings.first()

    with pytest.raises(Refusal):
        services.change_by_hand(place, person_id=None, by=system)
    with pytest.raises(Refusal):
        services.discard(StaffingPlan.objects.get(pk=proposal.pk), by=system)


def test_at_most_so_many_changes_against_today(proposal, market, system):
    services.adopt(proposal, since=system.today, by=system)
    extra = PersonFactory(
        function=market.contacts[0].function,
        hours_per_month=80,
        competence_percent=100,
        cost_per_hour_minor=100,
    )

    plan = services.draw_up(
        "Calm",
        accounts=market.accounts,
        people=None,
        options=StaffingOptions(seconds=2, most_changes=1, lead_hours=8, coordination_cost=100),
        by=system,
        solve_now=True,
    )

    assert plan.findings["changes"] <= 1
    assert plan.loads.filter(person=extra).exists()


def test_a_today_that_breaks_limits_is_compared_by_the_part_that_keeps_them(market, system):
    lead, expert, _other = market.people
    expert.hours_per_month = 8
    history.save(expert, by=system)
    for account in market.accounts:
        put_on_team(account, lead, role="lead")
        put_on_team(account, expert)
    for contact in market.contacts:
        PairingFactory(contact=contact, person=expert)

    plan = services.draw_up(
        "Full", accounts=market.accounts, people=[lead, expert], options=QUICK, by=system,
        solve_now=True,
    )  # fmt: skip
    figures = figures_of(plan)

    assert plan.findings["today"]["breaks"] == {"no_one_beyond_their_hours": 1}
    assert figures.breaks == ["1 person is asked for more hours than they have for these accounts"]
    assert figures.today > plan.bound_minor
    assert figures.kept <= figures.value <= plan.bound_minor
    assert figures.gain == figures.value - figures.kept >= 0


def test_hours_given_to_other_accounts_are_not_planned_twice(proposal, market, system):
    services.adopt(proposal, since=system.today, by=system)
    busy = sum(row.hours_per_month for row in Member.objects.on(system.today))

    plan = services.draw_up(
        "Half", accounts=market.accounts[:1], people=None, options=QUICK, by=system, solve_now=True
    )

    elsewhere = Member.objects.on(system.today).exclude(team__account=market.accounts[0])
    free = sum(person.hours_per_month for person in market.people)
    planned = sum(load.capacity for load in plan.loads.all())
    assert busy
    assert planned == free - sum(row.hours_per_month for row in elsewhere)


def test_a_large_proposal_is_adopted_by_a_worker(proposal, system, monkeypatch, ops_client):
    from counterpart.jobs.models import Job
    from counterpart.jobs.performing import perform_waiting
    from counterpart.staffing.services import adopting

    monkeypatch.setattr(adopting, "PLACES_AT_ONCE", 1)

    ops_client.post(f"/staffing/{proposal.pk}/adopt/", {"since": SOON.isoformat(), "why": ""})

    assert not Pairing.objects.exists()
    assert ops_client.get(f"/staffing/{proposal.pk}/").status_code == 200
    perform_waiting()
    assert StaffingPlan.objects.get(pk=proposal.pk).state == StaffingPlan.State.ADOPTED
    assert Job.objects.get().state == Job.State.DONE


def test_a_large_adoption_is_taken_back_by_a_worker(proposal, system, monkeypatch, ops_client):
    from counterpart.jobs.models import Job
    from counterpart.jobs.performing import perform_waiting
    from counterpart.staffing.services import adopting

    services.adopt(proposal, since=SOON, by=system)
    monkeypatch.setattr(adopting, "PLACES_AT_ONCE", 1)

    ops_client.post(f"/staffing/{proposal.pk}/take-back/")

    job = Job.objects.get()
    assert f'id="job-{job.pk}"' in ops_client.get(f"/staffing/{proposal.pk}/").content.decode()
    perform_waiting()
    assert StaffingPlan.objects.get(pk=proposal.pk).state == StaffingPlan.State.UNDONE
    assert not Pairing.objects.exists()


def test_an_adoption_tells_how_far_it_is_and_stopped_on_the_way_leaves_nothing(proposal, system):
    heard: list[float] = []

    class Enough(Exception):
        pass

    def tick(done: float) -> None:
        heard.append(done)
        if done > 0.5:
            raise Enough

    with pytest.raises(Enough):
        services.adopt(proposal, since=SOON, by=system, tick=tick)

    assert heard == sorted(heard)
    assert len(heard) > 2
    assert not Pairing.objects.exists()
    assert StaffingPlan.objects.get(pk=proposal.pk).state == StaffingPlan.State.READY


def test_taking_back_stopped_on_the_way_leaves_the_adoption(proposal, system):
    services.adopt(proposal, since=SOON, by=system)
    adopted = Pairing.objects.count()

    def stop(done: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        services.take_back(StaffingPlan.objects.get(), by=system, tick=stop)

    assert Pairing.objects.count() == adopted
    assert StaffingPlan.objects.get().state == StaffingPlan.State.ADOPTED


def test_amounts_without_a_rate_are_refused_before_the_search(market, system):
    PersonFactory(hours_per_month=10, cost_per_hour_minor=5000, cost_currency="USD")

    with pytest.raises(MissingRate):
        services.draw_up("No rate", accounts=market.accounts, people=None, options=QUICK, by=system)

    assert not StaffingPlan.objects.exists()


def test_accounts_whose_value_nobody_entered_are_staffed_all_the_same(market, system):
    accounts = [AccountFactory(annual_value_minor=0) for _ in range(2)]
    function = market.contacts[0].function
    for account in accounts:
        ContactFactory(account=account, function=function, hours_per_month=5)

    plan = services.draw_up(
        "No values", accounts=accounts, people=None, options=QUICK, by=system, solve_now=True
    )

    assert None not in faced_by(plan).values()
    assert plan.findings["worth"] == {"ordered": 0, "assumed": 2, "each": 1000 * 100 * 100}


def test_an_account_without_a_value_is_worth_what_it_ordered_else_the_middle_of_the_others(
    market, system
):
    ordering, untold = (AccountFactory(annual_value_minor=0, currency="EUR") for _ in range(2))
    line = order_line(ordering, on=system.today, amount_minor=7_000_000, currency="EUR")
    ledger.post_order_lines([line], by=system)

    worth = worth_of(
        [*market.accounts, ordering, untold],
        today=system.today + timedelta(days=1),
        money=lambda minor, currency: minor,
        coordination=100,
    )

    assert worth.values[ordering.pk] == 7_000_000
    assert worth.values[untold.pk] == 50_000_000
    assert (worth.ordered, worth.assumed, worth.each) == (1, 1, 50_000_000)


def test_orders_in_currencies_without_a_rate_are_named(market, system, ops_client):
    account = AccountFactory(annual_value_minor=0, currency="EUR")
    ContactFactory(account=account, function=market.contacts[0].function, hours_per_month=5)
    line = order_line(account, on=system.today - timedelta(days=9), amount_minor=70, currency="PLN")
    ledger.post_order_lines([line], by=system)

    plan = services.draw_up(
        "Abroad", accounts=[account], people=None, options=QUICK, by=system, solve_now=True
    )

    assert plan.findings["worth"]["unrated"] == ["PLN"]
    page = ops_client.get(f"/staffing/{plan.pk}/").content.decode()
    assert "Orders in PLN could not be counted" in page


def test_people_without_hours_are_named_before_the_search(market, system):
    idle = [PersonFactory(hours_per_month=0) for _ in range(3)]

    with pytest.raises(services.NobodyToStaffWith, match="3"):
        services.draw_up("None", accounts=market.accounts, people=idle, options=QUICK, by=system)


def test_accounts_without_contacts_are_named_before_the_search(market, system):
    with pytest.raises(services.NoContactsToStaff):
        services.draw_up("None", accounts=[AccountFactory()], people=None, options=QUICK, by=system)


def test_unknown_languages_are_not_called_different_ones(market, system):
    account, function = market.accounts[0], market.contacts[0].function
    silent, finnish = (
        ContactFactory(account=account, function=function, hours_per_month=1, languages=spoken)
        for spoken in ([], ["fi"])
    )

    plan = services.draw_up(
        "Words", accounts=[account], people=None, options=QUICK, by=system, solve_now=True
    )

    known = {row.contact_id: row.reasons.get("languages_known") for row in plan.pairings.all()}
    assert known[silent.pk] is False
    assert known[finnish.pk] is True
