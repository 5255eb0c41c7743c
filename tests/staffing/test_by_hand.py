"""A change by hand is worked out without the engine, and comes to what the engine says."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from counterpart.history import services as history
from counterpart.history.models import Change
from counterpart.history.queries import changes_of, shown
from counterpart.staffing import engine, services
from counterpart.staffing.findings import findings_of, gap_of, load_of
from counterpart.staffing.kept import kept_plan, kept_problem
from counterpart.staffing.models import HandChange, Lock, StaffingPlan
from counterpart.staffing.options import StaffingOptions
from counterpart.staffing.queries import OpenAccount
from counterpart.staffing.reasons import reasons_for
from counterpart.staffing.weighing import gap_at
from factories import ContactFactory, FunctionFactory, PersonFactory

PLAIN = StaffingOptions(seconds=2, lead_hours=8)
ASKED = {
    "free": PLAIN,
    "tight": replace(PLAIN, coordination_cost=100, team_size=2, teams_per_person=1, most_changes=5),
    "backed": replace(PLAIN, backups_from_percent=0, backup_hours_percent=50, team_size=3),
    "regional": replace(PLAIN, region_budgets={"Nordics": 9_000}, backups_from_percent=0),
}


@pytest.fixture(params=ASKED)
def plan(request, market, system) -> StaffingPlan:
    """Solved, with a lock, a forbidden pair, a gap, people apart, and limits that bind."""
    first, second = market.contacts[:2]
    services.lock(Lock.Kind.MUST, market.people[1], account=first.account, contact=first, by=system)
    services.lock(
        Lock.Kind.NEVER, market.people[2], account=second.account, contact=second, by=system
    )
    ContactFactory(account=first.account, function=FunctionFactory())
    for contact in market.contacts:
        ContactFactory(account=contact.account, function=contact.function, hours_per_month=9)
    if request.param in ("backed", "regional"):
        third = PersonFactory(function=market.people[1].function, hours_per_month=20)
        services.keep_apart(third, market.people[2], by=system)
        for account in market.accounts:
            account.region = "Nordics"
            history.save(account, by=system)
        for person in [*market.people, third]:
            person.cost_per_hour_minor = 2_000
            history.save(person, by=system)
    options = ASKED[request.param]
    return services.draw_up(
        "P", accounts=market.accounts, people=None, options=options, by=system, solve_now=True
    )


def as_the_engine_sees(plan):
    """The engine's problem and plan of the proposal as its rows stand now."""
    problem = kept_problem(plan)
    return problem, kept_plan(plan, problem)


def changed(problem, standing, place, person_id):
    """The engine's plan with somebody put there; a backup cannot outlast or be the counterpart."""
    who = problem.person_number.get(str(person_id), engine.NOBODY)
    if not hasattr(place, "contact_id"):
        return standing.with_person(problem.post_number["lead", str(place.account_id)], who)
    post = problem.post_number["contact", str(place.contact_id)]
    backup = problem.twin_of_post[post]
    if backup >= 0 and (person_id is None or standing.person_of_post[backup] == who):
        standing = standing.with_person(backup, engine.NOBODY)
    return standing.with_person(post, who)


def breaches(problem, standing):
    return {(each.limit, each.about, each.used) for each in engine.check(problem, standing)}


def places_of(plan):
    return [*plan.pairings.select_related("plan"), *plan.leads.select_related("plan")]


def test_every_preview_is_worth_what_the_engine_says(plan):
    problem, standing = as_the_engine_sees(plan)

    value, known = engine.value_of(problem, standing), breaches(problem, standing)
    for place in places_of(plan):
        for preview in services.preview_changes(place):
            tried = changed(problem, standing, place, preview.person_id)
            assert preview.value_change_minor == engine.value_of(problem, tried) - value
            newly = breaches(problem, tried) - known
            assert set(preview.breaches) == {limit for limit, *_rest in newly}


def test_every_other_backup_is_worth_what_the_engine_says(plan):
    problem, standing = as_the_engine_sees(plan)

    value, known = engine.value_of(problem, standing), breaches(problem, standing)
    for place in plan.pairings.exclude(person=None).select_related("plan"):
        post = problem.post_number.get(("backup", str(place.contact_id)))
        for preview in services.preview_changes(place, as_backup=True):
            assert preview.person_id != place.person_id
            if post is None:
                assert preview.value_change_minor == 0
                continue
            who = problem.person_number.get(str(preview.person_id), engine.NOBODY)
            tried = standing.with_person(post, who)
            assert preview.value_change_minor == engine.value_of(problem, tried) - value
            newly = breaches(problem, tried) - known
            assert set(preview.breaches) == {limit for limit, *_rest in newly}


@pytest.mark.parametrize("as_backup", [False, True])
def test_after_changes_by_hand_all_figures_are_the_engines(plan, system, as_backup):
    places = plan.pairings.exclude(person=None) if as_backup else places_of(plan)
    for place in places:
        tried = services.preview_changes(place, as_backup=as_backup)[-1]
        services.change_by_hand(place, person_id=tried.person_id, by=system, as_backup=as_backup)
    plan.refresh_from_db()

    problem, standing = as_the_engine_sees(plan)
    told = engine.explain(problem, standing)
    wanted = findings_of(problem, standing, told)

    assert plan.value_minor == engine.value_of(problem, standing)
    for name in ("parts", "kept", "changes"):
        assert plan.findings[name] == wanted[name]
    binding = {(row["limit"], row["about"]) for row in plan.findings["binding"]}
    assert binding == {(row["limit"], row["about"]) for row in wanted["binding"]}
    for load in told.loads:
        row = plan.loads.get(person=load.person)
        expected = {**load_of(load), "hour_worth_minor": row.hour_worth_minor}
        assert {name: getattr(row, name) for name in expected} == expected


def test_an_open_place_says_why_as_the_engine_does(plan, system):
    place = plan.leads.select_related("plan").first()
    services.change_by_hand(place, person_id=None, by=system)
    plan.refresh_from_db()

    problem, standing = as_the_engine_sees(plan)
    gaps = {(gap.kind, gap.id): gap_of(gap) for gap in engine.explain(problem, standing).gaps}
    accounts = OpenAccount.read(plan, plan.choices["accounts"])

    assert ("lead", str(place.account_id)) in gaps
    for (kind, name), wanted in gaps.items():
        if kind == "backup":
            continue  # a contact's backup has no place of its own on the screen
        model = plan.leads if kind == "lead" else plan.pairings
        row = model.get(**{"account" if kind == "lead" else "contact": name})
        found = accounts[row.account_id]
        post = "lead" if kind == "lead" else name
        assert gap_at(found.sheet, post, found.standing, found.people, found.kept) == wanted


def test_reasons_of_leads_and_contacts_are_the_engines(plan, system):
    for place in [*plan.pairings.exclude(person=None), *plan.leads.exclude(person=None)]:
        worked_out = reasons_for(place, [place.person_id], system)

        assert worked_out == {place.person_id: place.reasons}


def test_the_backup_who_becomes_the_counterpart_leaves_nobody_to_back_up(proposal, system):
    place = proposal.pairings.exclude(backup=None).exclude(person=None).first()
    backup = place.backup
    tried = {each.person_id: each.loses_backup for each in services.preview_changes(place)}

    services.change_by_hand(place, person_id=backup.pk, by=system)

    assert tried == {None: True, backup.pk: True, place.person_id: False}
    place.refresh_from_db()
    assert (place.person, place.backup) == (backup, None)


def test_another_backup_is_put_there_and_the_counterpart_stays(market, system):
    plan = services.draw_up(
        "P",
        accounts=market.accounts,
        people=None,
        options=ASKED["backed"],
        by=system,
        solve_now=True,
    )
    place = plan.pairings.exclude(backup=None).first()
    hours = {row.person_id: row.hours_per_month for row in plan.loads.all()}

    services.change_by_hand(place, person_id=None, by=system, as_backup=True, why="Moves away")

    before = (place.person_id, place.backup)
    place.refresh_from_db()
    change = HandChange.objects.get()
    assert (place.person_id, place.backup, place.backup_hours_per_month) == (before[0], None, 0)
    assert (change.is_backup, change.former, change.person) == (True, before[1], None)
    assert plan.loads.get(person=before[1]).hours_per_month < hours[before[1].pk]


def test_nobody_backs_up_themselves(proposal, system):
    place = proposal.pairings.exclude(person=None).first()

    with pytest.raises(services.NobodyToBackUp):
        services.change_by_hand(place, person_id=place.person_id, by=system, as_backup=True)


def test_nobody_stands_behind_a_contact_whom_nobody_faces(proposal, system):
    place = proposal.pairings.exclude(backup=None).exclude(person=None).first()

    services.change_by_hand(place, person_id=None, by=system)

    place.refresh_from_db()
    assert place.backup is None


def test_a_conflict_with_a_backup_named_afterwards_is_said(market, system):
    other = PersonFactory(function=market.people[1].function, hours_per_month=20)
    services.keep_apart(other, market.people[2], by=system)
    plan = services.draw_up(
        "P", accounts=market.accounts, people=None, options=PLAIN, by=system, solve_now=True
    )
    place = plan.pairings.exclude(person=None).first()
    theirs = plan.pairings.filter(account=place.account_id)
    theirs.update(person=market.people[1], backup=None)
    theirs.exclude(pk=place.pk).update(backup=other)
    place = theirs.select_related("plan").get(pk=place.pk)

    told = {each.person_id: each.breaches for each in services.preview_changes(place)}

    assert "no_conflict_on_a_team" in told[market.people[2].pk]
    assert "no_conflict_on_a_team" not in told[other.pk]


def test_a_change_by_hand_is_one_line_that_says_who_for_whom_and_what_it_costs(plan, system):
    place = plan.pairings.exclude(person=None).last()
    former = place.person

    services.change_by_hand(place, person_id=None, by=system, why="Retires in spring")

    change = HandChange.objects.get()
    (line,) = shown(list(Change.objects.filter(thing="staffing.handchange")), system)
    fields = {field.label: field.after for field in line.fields}
    assert line.label == f"{place.contact}: {former} → –"
    assert line.why == "Retires in spring"
    assert str(former) in fields.values()
    assert change.value_change_minor < 0


def test_a_solved_proposal_is_told_in_two_lines_whatever_its_size(plan, system):
    lines = list(changes_of(plan))

    assert [line.thing for line in lines] == ["staffing.staffingplan"] * 2
    assert lines[0].after["value_minor"] == plan.value_minor
    assert lines[0].after["covered"] == plan.pairings.exclude(person=None).count()
    assert lines[0].after["gaps"] == plan.pairings.filter(person=None).count()

    services.discard(plan, by=system)

    assert not Change.objects.filter(thing__startswith="staffing.proposed").exists()


def test_changing_by_hand_loads_no_engine():
    code = (
        "import django, sys; django.setup();"
        "import counterpart.staffing.views, counterpart.staffing.services;"
        "sys.exit('numpy' in sys.modules)"
    )
    settings = {**os.environ, "DJANGO_SETTINGS_MODULE": "counterpart.settings"}
    assert subprocess.run([sys.executable, "-c", code], env=settings, check=False).returncode == 0
