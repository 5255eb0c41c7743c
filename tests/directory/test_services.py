"""People, functions and places come, change and go; each step is in the history."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from counterpart.directory import services
from counterpart.directory.models import Function, FunctionMatch, Person, SecondaryFunction
from counterpart.directory.people_check import people_problems
from counterpart.directory.services import StillInUse
from counterpart.history.models import Change
from factories import (
    CalendarFactory,
    ContactFactory,
    FunctionFactory,
    OfficeFactory,
    PersonFactory,
)


def told(kind: str, thing: str = "directory.person") -> list[dict[str, object]]:
    changes = Change.objects.filter(kind=kind, thing=thing).order_by("pk")
    return [change.after if kind != "removed" else change.before for change in changes]


@pytest.fixture
def new_person(logistics):
    return Person(
        first_name="Lena",
        last_name="Holm",
        email="lena@example.com",
        function=logistics,
        office=OfficeFactory(),
    )


def test_new_person_has_a_line_and_other_functions(new_person, nadia, sales, system):
    new_person.manager = nadia

    lena = services.create_person(new_person, secondary={sales: 70}, by=system, why="hired")

    lena.refresh_from_db()
    assert lena.line_path == f"/{nadia.pk}/{lena.pk}/"
    assert [(row.function, row.competence_percent) for row in lena.secondary_functions.all()] == [
        (sales, 70)
    ]
    created = Change.objects.get(thing="directory.person", thing_id=lena.pk)
    assert (created.kind, created.why, created.by_name) == ("created", "hired", "tests")
    assert "line_path" not in created.after


def test_change_records_what_differs_and_leaves_other_functions_alone(ravi, sales, system):
    services.set_secondary_functions({ravi: {sales: 40}}, by=system)
    ravi = Person.objects.get(pk=ravi.pk)
    ravi.title = "Head of logistics"

    services.change_person(ravi, by=system)

    assert told("changed") == [{"title": "Head of logistics"}]
    assert ravi.secondary_functions.count() == 1


def test_change_never_writes_an_old_path_back(ravi, nadia, system):
    stale = Person.objects.get(pk=ravi.pk)
    services.set_manager(Person.objects.get(pk=ravi.pk), manager=nadia, by=system)
    stale.manager_id, stale.title = nadia.pk, "Planner"

    services.change_person(stale, by=system)

    assert Person.objects.get(pk=ravi.pk).line_path == f"/{nadia.pk}/{ravi.pk}/"


def test_other_functions_are_exactly_those_wanted(ravi, omar, logistics, sales, system):
    planning = FunctionFactory(code="planning")
    services.set_secondary_functions({ravi: {sales: 40, planning: 50}}, by=system)

    changed = services.set_secondary_functions(
        {ravi: {sales: 60, logistics: 99}, omar: {planning: 30}}, by=system
    )

    assert changed == 3
    assert set(
        SecondaryFunction.objects.values_list("person", "function", "competence_percent")
    ) == {
        (ravi.pk, sales.pk, 60),
        (omar.pk, planning.pk, 30),
    }
    assert services.set_secondary_functions({omar: {planning: 30}}, by=system) == 0


def test_leaving_hands_the_direct_reports_to_the_successor(nadia, ravi, omar, system):
    services.set_managers({ravi: nadia, omar: nadia}, by=system)
    nadia.refresh_from_db()

    services.end_employment(nadia, until=date(2026, 12, 1), successor=omar, by=system)

    assert Person.objects.get(pk=nadia.pk).employed_until == date(2026, 12, 1)
    assert Person.objects.get(pk=ravi.pk).manager == omar
    # Omar himself stays where he was: nobody was named to be above him.
    assert Person.objects.get(pk=omar.pk).manager == nadia


def test_end_before_beginning_is_refused(ravi, system):
    ravi.employed_since = date(2026, 6, 1)
    with pytest.raises(services.LeavesBeforeComing):
        services.end_employment(ravi, until=date(2026, 6, 1), by=system)
    with pytest.raises(services.OwnSuccessor):
        services.end_employment(ravi, until=date(2026, 7, 1), successor=ravi, by=system)


def test_rooms_above_hear_of_those_who_leave(ravi, omar, system, monkeypatch):
    heard: list[list[Person]] = []
    monkeypatch.setattr(
        "counterpart.directory.services.people._when_people_leave",
        [lambda people, by: heard.append(list(people))],
    )

    services.end_employment(ravi, until=date(2026, 12, 1), by=system)
    omar.title = "Planner"
    services.change_person(omar, by=system)

    assert heard == [[ravi]]


def test_many_people_are_changed_and_those_who_differ_counted(ravi, omar, system):
    people = list(Person.objects.filter(pk__in=[ravi.pk, omar.pk]))
    people[0].title = "Planner"

    assert services.change_people(people, by=system, batch="import") == 1
    assert told("changed") == [{"title": "Planner"}]


def test_problems_of_many_people_name_row_and_column(new_person, ravi, omar, logistics):
    same_address = Person(
        first_name="Ravi", email=ravi.email, function=logistics, office=ravi.office
    )
    nobody = Person(first_name="", competence_percent=120)
    one = Person(first_name="One", function=logistics, office=ravi.office)
    other = Person(first_name="Other", function=logistics, office=ravi.office, manager=one)
    one.manager = other

    problems = people_problems([new_person, same_address, nobody, one, other])

    assert [(problem.row, problem.column) for problem in problems] == [
        (3, "email"),
        (4, "first_name"),
        (4, "competence_percent"),
        (4, "function"),
        (4, "office"),
        (5, "manager"),
        (6, "manager"),
    ]
    assert "Other → One → Other" in str(problems[-1])
    assert Person.objects.filter(first_name="One").exists() is False


def test_changing_people_have_no_problem_with_themselves(ravi, omar):
    ravi.manager = omar

    assert people_problems([ravi, omar]) == []
    omar.manager = ravi
    assert [problem.column for problem in people_problems([ravi, omar])] == ["manager", "manager"]


def test_function_exists_on_one_side_at_least(system):
    with pytest.raises(services.FunctionOnNeitherSide):
        services.create_function(
            Function(code="x", name="X", is_ours=False, is_theirs=False), by=system
        )


def test_function_in_use_is_not_removed_and_says_where(logistics, ravi, system):
    ContactFactory(function=logistics)

    with pytest.raises(StillInUse) as refused:
        services.remove_function(logistics, by=system)

    assert refused.value.params["uses"] == "people: 1, contacts: 1"
    assert Function.objects.filter(pk=logistics.pk).exists()


def test_unused_function_goes_with_its_matches(logistics, system):
    pk = logistics.pk

    services.remove_function(logistics, by=system)

    assert FunctionMatch.objects.count() == 0
    assert told("removed", "directory.functionmatch") == [
        {"ours_id": pk, "theirs_id": pk, "fit_percent": 100}
    ]


def test_matches_are_set_in_one_go(logistics, system):
    shipping = FunctionFactory(code="shipping")

    changed = services.set_function_matches(
        {(shipping, shipping): 90, (shipping, logistics): 40, (logistics, shipping): 0}, by=system
    )
    again = services.set_function_matches({(shipping, shipping): 90}, by=system)
    only = services.set_function_matches({(shipping, shipping): 80}, only_these=True, by=system)

    assert (changed, again, only) == (2, 0, 3)
    assert [str(row) for row in FunctionMatch.objects.all()] == [f"{shipping} – {shipping}: 80 %"]


def test_wrong_matches_are_refused(logistics, sales, system):
    with pytest.raises(services.FitOutOfRange):
        services.set_function_matches({(sales, logistics): 101}, by=system)
    with pytest.raises(services.FunctionsDoNotFace):
        services.set_function_matches({(logistics, sales): 50}, by=system)


def test_function_that_leaves_a_side_loses_its_matches_there(logistics, system):
    logistics.is_theirs = False

    services.change_function(logistics, by=system)

    assert FunctionMatch.objects.count() == 0


def test_places_in_use_stay(ravi, system):
    with pytest.raises(StillInUse) as refused:
        services.remove_office(ravi.office, by=system)
    assert refused.value.params["uses"] == "people: 1"
    with pytest.raises(StillInUse):
        services.remove_calendar(ravi.office.calendar, by=system)

    empty = OfficeFactory()
    services.remove_office(empty, by=system)
    services.remove_calendar(empty.calendar, by=system)


def test_calendar_with_a_broken_week_is_refused(system):
    with pytest.raises(ValidationError):
        CalendarFactory(week=[[["9", "17"]]] * 7)


def test_creating_many_people_takes_few_statements(
    logistics, django_assert_max_num_queries, system
):
    office = OfficeFactory()
    boss = PersonFactory()
    people = [
        Person(first_name=f"P{n}", function=logistics, office=office, manager=boss)
        for n in range(300)
    ]

    with django_assert_max_num_queries(30):
        services.create_people(people, by=system)

    assert Person.objects.filter(line_path__startswith=boss.line_path).count() == 301


def test_function_on_both_sides_faces_itself_to_begin_with(system):
    both = services.create_function(Function(code="legal", name="Legal"), by=system)
    services.create_function(Function(code="press", name="Press", is_theirs=False), by=system)
    found = FunctionMatch.objects.values_list("ours", "theirs", "fit_percent")
    assert list(found) == [(both.pk, both.pk, 100)]
