"""Candidates for one contact: the same fit as the staffing engine's."""

import random

import numpy as np
import pytest

from counterpart.directory.models import FunctionMatch, SecondaryFunction
from counterpart.history import services as history
from counterpart.staffing.engine import fit as engine
from counterpart.teams import services as teams
from counterpart.teams.candidates import FULL_DAY, candidates_for
from factories import ContactFactory, FunctionFactory, FunctionMatchFactory, PersonFactory

LANGUAGES = ["de", "en", "ru"]


def engines_fit(person, contact, shared, incumbent):
    """The engine's fit of one pair, in its own arrays."""
    functions = {pk: n for n, pk in enumerate(sorted({person.function_id, contact.function_id}))}
    second = person.secondary_functions.first()
    if second is not None:
        functions.setdefault(second.function_id, len(functions))
    match = np.zeros((len(functions), len(functions)))
    for row in FunctionMatch.objects.filter(ours__in=functions, theirs__in=functions):
        match[functions[row.ours_id], functions[row.theirs_id]] = row.fit_percent / 100
    one = np.array
    people = engine.PersonProfiles(
        function=one([functions[person.function_id]]),
        second_function=one([functions[second.function_id] if second else -1]),
        level=one([person.seniority]),
        languages=one([[code in person.languages for code in LANGUAGES]]),
        office=one([0]),
        competence=one([person.competence_percent / 100]),
        fitness_to_lead=one([0.0]),
        cost_per_hour=one([0]),
    )
    contacts = engine.ContactProfiles(
        account=one([0]),
        function=one([functions[contact.function_id]]),
        level=one([contact.level]),
        languages=one([[code in contact.languages for code in LANGUAGES]]),
        site=one([0]),
        hours=one([4.0]),
        weight=one([1.0]),
        incumbent=one([0 if incumbent else -1]),
    )
    tables = engine.FitTables(function_match=match, overlap_hours=one([[shared]]))
    return engine.contact_fit(people, contacts, tables, engine.FitRules())[0, 0]


@pytest.mark.parametrize("seed", range(4))
def test_fit_equals_the_engines(fjord, logistics, system, seed):
    draw = random.Random(seed)
    other = FunctionFactory()
    FunctionMatchFactory(ours=other, theirs=logistics, fit_percent=50)
    contact = ContactFactory(
        account=fjord, function=logistics, level=draw.randint(1, 5), languages=["en"]
    )
    for _ in range(4):
        person = PersonFactory(
            function=draw.choice([logistics, other]),
            seniority=draw.randint(1, 5),
            competence_percent=draw.randint(0, 100),
            languages=draw.choice([["en"], ["de"], ["ru", "en"]]),
        )
        if draw.random() < 0.5 and person.function == other:
            history.create(SecondaryFunction(person=person, function=logistics), by=system)
    teams.set_counterpart(contact, person, since=system.today, by=system)

    found = candidates_for(contact, since=system.today, viewer=system)

    assert len(found) == 5  # Ravi, the logistics counterpart, is one of them
    for one in found:
        expected = engines_fit(one.person, contact, FULL_DAY, one.is_incumbent)
        assert one.fit_percent == pytest.approx(100 * expected, abs=0.51)


def test_strangers_and_people_without_hours_are_no_candidates(fjord, ines, nadia, ravi, system):
    idle = PersonFactory(function=ines.function, hours_per_month=0)

    found = [one.person for one in candidates_for(ines, since=system.today, viewer=system)]

    assert found == [ravi]
    assert idle not in found


def test_candidates_take_the_same_number_of_queries_for_any_number(
    ines, ravi, system, django_assert_num_queries
):
    with django_assert_num_queries(6):
        candidates_for(ines, since=system.today, viewer=system)
    for _ in range(3):
        PersonFactory(function=ines.function)
    with django_assert_num_queries(6):
        candidates_for(ines, since=system.today, viewer=system)
