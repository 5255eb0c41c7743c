"""How well a pair fits, and the candidate lists made of it.

1. The vectorised fit of a pair is what its explained parts add up to.
2. Lists hold only matching functions, always today's person, and are the same every time.
"""

from __future__ import annotations

from dataclasses import asdict

import numpy as np
import pytest

from counterpart.staffing.engine import (
    AccountProfiles,
    ContactProfiles,
    FitRules,
    FitTables,
    PersonProfiles,
    Shortlist,
    candidates_of,
    explain_fit,
    explain_lead_fit,
)
from counterpart.staffing.engine.fit import contact_fit, hours_needed

RULES = FitRules()
TABLES = FitTables(
    function_match=np.array([[1.0, 0.4], [0.4, 1.0]]),
    overlap_hours=np.array([[8.0, 2.0], [2.0, 8.0]]),
)
RAVI, LENA, OMAR = 0, 1, 2
PEOPLE = PersonProfiles(
    function=np.array([0, 1, 1]),
    second_function=np.array([-1, 0, -1]),
    level=np.array([3, 5, 1]),
    languages=np.array([[1, 0], [1, 1], [0, 1]], dtype=bool),
    office=np.array([0, 1, 1]),
    competence=np.array([0.5, 1.0, 0.0]),
    fitness_to_lead=np.array([0.0, 0.8, 0.5]),
    cost_per_hour=np.array([40, 60, 30]),
)
CONTACTS = ContactProfiles(
    account=np.array([0, 0]),
    function=np.array([0, 1]),
    level=np.array([3, 3]),
    languages=np.array([[1, 0], [0, 1]], dtype=bool),
    site=np.array([0, 0]),
    hours=np.array([10.0, 20.0]),
    weight=np.array([1.0, 3.0]),
    incumbent=np.array([RAVI, -1]),
)
ACCOUNTS = AccountProfiles(
    value=np.array([100_000.0]),
    level=np.array([4]),
    languages=np.array([[1, 0]], dtype=bool),
    site=np.array([0]),
    lead_hours=np.array([30.0]),
    incumbent_lead=np.array([LENA]),
)


def test_the_same_function_level_language_and_office_fit_best():
    parts = explain_fit(PEOPLE, CONTACTS, TABLES, RULES, person=RAVI, contact=0)

    assert asdict(parts) == {
        "function_match": 1.0,
        "through_second_function": False,
        "level_difference": 0,
        "common_languages": (0,),
        "overlap_hours": 8.0,
        "competence": 0.5,
        "incumbent": True,
        "fit": pytest.approx(0.25 + 0.2 + 0.2 + 0.15 + 0.2 * 0.5 + 0.1),
    }


def test_a_second_function_counts_a_little_less():
    parts = explain_fit(PEOPLE, CONTACTS, TABLES, RULES, person=LENA, contact=0)

    assert (parts.function_match, parts.through_second_function) == (0.85, True)
    assert parts.fit == pytest.approx(0.85 * (0.25 + 0.2 * 0.5 + 0.2 + 0.15 * 0.25 + 0.2))


def test_1_every_explained_fit_is_the_one_computed_for_all():
    fit = contact_fit(PEOPLE, CONTACTS, TABLES, RULES)

    for contact in range(2):
        for person in range(3):
            parts = explain_fit(PEOPLE, CONTACTS, TABLES, RULES, person=person, contact=contact)
            assert parts.fit == pytest.approx(fit[contact, person])


def test_nobody_leads_who_is_not_fit_to():
    assert explain_lead_fit(PEOPLE, ACCOUNTS, TABLES, RULES, person=RAVI, account=0).fit == 0


def test_the_competent_need_fewer_hours():
    assert hours_needed(np.array([20.0]), PEOPLE, RULES).tolist() == [[21, 17, 25]]


def test_2_lists_hold_value_hours_and_cost_of_the_best_and_of_todays_person():
    rows = candidates_of(PEOPLE, CONTACTS, ACCOUNTS, TABLES, RULES, Shortlist(1, 0, 0))

    assert rows.first.tolist() == [0, 1, 2, 3]
    assert rows.person.tolist() == [RAVI, LENA, LENA]
    assert rows.hours.tolist() == [11, 17, 26]
    assert rows.cost.tolist() == [440, 1020, 1560]
    fit = contact_fit(PEOPLE, CONTACTS, TABLES, RULES)
    assert rows.value[:2].tolist() == [round(25_000 * fit[0, 0]), round(75_000 * fit[1, 1])]


def test_2_the_same_profiles_give_the_same_lists():
    first, second = (candidates_of(PEOPLE, CONTACTS, ACCOUNTS, TABLES) for _ in range(2))

    assert first.person.tolist() == second.person.tolist()
    assert first.value.tolist() == second.value.tolist()
