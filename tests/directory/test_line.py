"""The reporting line.

1. After any changes of managers everybody's path equals walking up.
2. A change that would close a circle is refused and changes nothing.
"""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counterpart.access.viewer import Viewer
from counterpart.directory import services
from counterpart.directory.line import ManagerIsBelow, in_levels, paths
from counterpart.directory.models import Person
from counterpart.directory.queries import reporting_line
from counterpart.history.models import Change
from factories import FunctionFactory, OfficeFactory, PersonFactory

PEOPLE = 7
moves = st.lists(
    st.tuples(st.integers(0, PEOPLE - 1), st.one_of(st.none(), st.integers(0, PEOPLE - 1))),
    max_size=12,
)


def walk_up(person: Person) -> str:
    chain = [person.pk]
    while person.manager is not None:
        person = person.manager
        chain.append(person.pk)
    return "/" + "".join(f"{pk}/" for pk in reversed(chain))


def stored_paths() -> dict[int, str]:
    return dict(Person.objects.values_list("pk", "line_path"))


def right_paths() -> dict[int, str]:
    return {person.pk: walk_up(person) for person in Person.objects.all()}


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(moves=moves)
def test_1_paths_equal_walking_up_after_any_moves(db, moves):
    system = Viewer.system("tests", today=date(2026, 11, 23))
    function, office = FunctionFactory(), OfficeFactory()
    keys = [PersonFactory(function=function, office=office).pk for _ in range(PEOPLE)]

    for below, above in moves:
        person = Person.objects.get(pk=keys[below])
        manager = None if above is None else Person.objects.get(pk=keys[above])
        before = stored_paths()
        closes_a_circle = manager is not None and str(person.pk) in manager.line_path.split("/")
        try:
            services.set_manager(person, manager=manager, by=system)
        except ManagerIsBelow:
            assert closes_a_circle
            assert stored_paths() == before
        else:
            assert not closes_a_circle

    assert stored_paths() == right_paths()


@given(
    managers=st.lists(st.integers(0, 30), min_size=1, max_size=30).map(
        lambda above: {n + 1: (m % (n + 1)) or None for n, m in enumerate(above)}
    )
)
def test_1_paths_of_everybody_at_once_equal_walking_up(managers):
    def walked(pk: int | None) -> str:
        return "/" if pk is None else f"{walked(managers[pk])}{pk}/"

    assert paths(managers) == {pk: walked(pk) for pk in managers}


def test_2_circle_is_refused_naming_the_chain(nadia, ravi, omar, system):
    services.set_manager(ravi, manager=nadia, by=system)
    services.set_manager(omar, manager=ravi, by=system)

    with pytest.raises(ManagerIsBelow) as refused:
        services.set_manager(nadia, manager=omar, by=system)

    assert refused.value.params["chain"] == ("Omar Haddad → Ravi Iyer → Nadia Berg → Omar Haddad")
    assert refused.value.code == "manager_is_below"
    assert Person.objects.get(pk=nadia.pk).manager is None


def test_nobody_manages_themselves(nadia, system):
    with pytest.raises(ManagerIsBelow):
        services.set_manager(nadia, manager=nadia, by=system)


def test_moving_somebody_takes_along_all_below(nadia, ravi, omar, system):
    boss = PersonFactory()
    services.set_manager(omar, manager=ravi, by=system)
    services.set_manager(ravi, manager=nadia, by=system)

    services.set_manager(nadia, manager=boss, by=system)

    omar.refresh_from_db()
    assert omar.line_path == f"/{boss.pk}/{nadia.pk}/{ravi.pk}/{omar.pk}/"
    told = Change.objects.filter(thing="directory.person", kind="changed")
    assert [change.after for change in told] == [
        {"manager_id": boss.pk},
        {"manager_id": nadia.pk},
        {"manager_id": ravi.pk},
    ]


def test_new_people_come_level_by_level_whatever_their_order(logistics, system):
    office = OfficeFactory()

    def new(name: str, manager: Person | None = None) -> Person:
        return Person(first_name=name, function=logistics, office=office, manager=manager)

    head = new("Head")
    middle = new("Middle", head)
    last = new("Last", middle)

    services.create_people([last, head, middle], by=system)

    assert [one.pk for one in Person.objects.order_by("pk")] == [head.pk, middle.pk, last.pk]
    assert stored_paths() == right_paths()
    assert Change.objects.get(thing_id=last.pk, thing="directory.person").after["manager_id"] == (
        middle.pk
    )


def test_circle_among_new_people_is_refused(logistics):
    one, other = Person(first_name="One"), Person(first_name="Other")
    one.manager, other.manager = other, one

    with pytest.raises(ManagerIsBelow):
        in_levels([one, other])


def test_many_new_managers_at_once(nadia, ravi, omar, system):
    assert services.set_managers({ravi: nadia, omar: ravi}, by=system) == 2
    assert services.set_managers({ravi: nadia, omar: ravi}, by=system) == 0
    assert stored_paths() == right_paths()

    people = list(Person.objects.filter(pk__in=[nadia.pk, omar.pk]).order_by("pk"))
    people[0].manager = people[1]
    with pytest.raises(ManagerIsBelow):
        services.change_people(people, by=system)
    assert stored_paths() == right_paths()


def test_line_shows_those_above_and_the_tree_below(nadia, ravi, omar, system):
    boss = PersonFactory(first_name="Boss")
    services.set_managers({nadia: boss, ravi: nadia, omar: ravi}, by=system)
    nadia.refresh_from_db()

    line = reporting_line(nadia, system)

    assert line.above == [boss]
    assert [(place.person, place.depth, place.people_below) for place in line.below] == [
        (ravi, 1, 1),
        (omar, 2, 0),
    ]
    assert line.place.people_below == 2


def test_line_of_very_many_shows_direct_reports_with_their_numbers(
    nadia, ravi, omar, system, monkeypatch
):
    monkeypatch.setattr("counterpart.directory.queries.line.MOST_SHOWN", 1)
    services.set_managers({ravi: nadia, omar: ravi}, by=system)

    line = reporting_line(Person.objects.get(pk=nadia.pk), system)

    assert line.is_shortened
    assert [(place.person, place.people_below) for place in line.below] == [(ravi, 1)]
