"""A change by hand is worked out without the engine, and comes to what the engine says."""

import json
import os
import subprocess
import sys
import zlib

import pytest

from counterpart.history.models import Change
from counterpart.history.queries import changes_of, shown
from counterpart.staffing import engine, services
from counterpart.staffing.findings import findings_of, gap_of, load_of
from counterpart.staffing.models import HandChange, Lock, StaffingPlan
from counterpart.staffing.options import StaffingOptions
from counterpart.staffing.queries import OpenAccount
from counterpart.staffing.reasons import reasons_for
from counterpart.staffing.weighing import gap_at
from factories import ContactFactory, FunctionFactory

TIGHT = StaffingOptions(
    seconds=2, coordination_cost=100, lead_hours=8, team_size=2, teams_per_person=1, most_changes=5
)


@pytest.fixture(params=["free", "tight"])
def plan(request, market, system) -> StaffingPlan:
    """Solved, with a lock, a forbidden pair, a gap, and limits that bind."""
    first, second = market.contacts[:2]
    services.lock(Lock.Kind.MUST, market.people[1], account=first.account, contact=first, by=system)
    services.lock(
        Lock.Kind.NEVER, market.people[2], account=second.account, contact=second, by=system
    )
    ContactFactory(account=first.account, function=FunctionFactory())
    for contact in market.contacts:
        ContactFactory(account=contact.account, function=contact.function, hours_per_month=9)
    options = StaffingOptions(seconds=2, lead_hours=8) if request.param == "free" else TIGHT
    return services.draw_up(
        "P", accounts=market.accounts, people=None, options=options, by=system, solve_now=True
    )


def as_the_engine_sees(plan):
    """The engine's problem and plan of the proposal as its rows stand now."""
    problem = engine.problem_from_json(json.loads(zlib.decompress(plan.problem)))
    number = problem.person_number
    chosen = [-1] * problem.posts
    for contact, person in plan.pairings.values_list("contact", "person"):
        chosen[problem.post_number["contact", str(contact)]] = number.get(str(person), -1)
    for account, person in plan.leads.values_list("account", "person"):
        chosen[problem.post_number["lead", str(account)]] = number.get(str(person), -1)
    return problem, engine.StaffingPlan(chosen)


def places_of(plan):
    return [*plan.pairings.select_related("plan"), *plan.leads.select_related("plan")]


def test_every_preview_is_worth_what_the_engine_says(plan):
    problem, standing = as_the_engine_sees(plan)

    for place in places_of(plan):
        where = (
            {"contact": str(place.contact_id)}
            if hasattr(place, "contact_id")
            else {"account": str(place.account_id)}
        )
        for preview in services.preview_changes(place):
            who = None if preview.person_id is None else str(preview.person_id)
            told = engine.what_if(problem, standing, **where, person=who)
            assert preview.value_change_minor == told.value_change
            assert set(preview.breaches) == {breach.limit for breach in told.breaches}


def test_after_changes_by_hand_all_figures_are_the_engines(plan, system):
    for place in places_of(plan):
        tried = services.preview_changes(place)[-1]
        services.change_by_hand(place, person_id=tried.person_id, by=system)
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
        model = plan.leads if kind == "lead" else plan.pairings
        row = model.get(**{"account" if kind == "lead" else "contact": name})
        found = accounts[row.account_id]
        post = "lead" if kind == "lead" else name
        assert gap_at(found.sheet, post, found.standing, found.people, found.kept) == wanted


def test_reasons_of_leads_and_contacts_are_the_engines(plan, system):
    for place in [*plan.pairings.exclude(person=None), *plan.leads.exclude(person=None)]:
        worked_out = reasons_for(place, [place.person_id], system)

        assert worked_out == {place.person_id: place.reasons}


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
