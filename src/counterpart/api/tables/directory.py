"""Our side: people and their functions, offices, calendars and their days, absences, deputies."""

from __future__ import annotations

from datetime import date
from typing import Any

from counterpart.access.actions import Action
from counterpart.access.viewer import Viewer
from counterpart.api.fields import Key
from counterpart.api.resources import (
    Change,
    Create,
    Facts,
    Filter,
    Remove,
    Resource,
    by_owner,
    by_role,
)
from counterpart.api.tables.common import BY_WORDS, changing
from counterpart.directory.models import (
    Absence,
    CalendarDay,
    Deputy,
    Function,
    FunctionMatch,
    Office,
    Person,
    SecondaryFunction,
    WorkingCalendar,
)
from counterpart.directory.services import absences, functions, people, places

CHANGE = Action.CHANGE_PERSON


def _new(model: type[Any], use_case: Any) -> Create:
    return Create(lambda facts, **told: use_case(model(**facts), **told), allow=by_role(CHANGE))


def _set_match(facts: Facts, *, by: Viewer, why: str) -> FunctionMatch:
    pair = (facts["ours"], facts["theirs"])
    functions.set_function_matches({pair: facts["fit_percent"]}, by=by, why=why)
    return FunctionMatch.objects.get(ours=pair[0], theirs=pair[1])


def _change_match(match: FunctionMatch, facts: Facts, *, by: Viewer, why: str) -> None:
    percent = facts.get("fit_percent", match.fit_percent)
    functions.set_function_matches({(match.ours, match.theirs): percent}, by=by, why=why)


def _remove_match(match: FunctionMatch, *, by: Viewer, why: str) -> None:
    functions.set_function_matches({(match.ours, match.theirs): 0}, by=by, why=why)


def _set_day(facts: Facts, **told: Any) -> CalendarDay:
    return places.set_calendar_day(facts.pop("calendar"), facts.pop("on"), **facts, **told)


def _change_day(day: CalendarDay, facts: Facts, **told: Any) -> None:
    values = {"intervals": day.intervals, "note": day.note, **facts}
    places.set_calendar_day(day.calendar, day.on, **values, **told)


def _set_second(facts: Facts, **told: Any) -> SecondaryFunction:
    person, function, percent = (facts[n] for n in ("person", "function", "competence_percent"))
    people.set_secondary_function(person, function, competence_percent=percent, **told)
    return SecondaryFunction.objects.get(person=person, function=function)


def _change_second(row: SecondaryFunction, facts: Facts, **told: Any) -> None:
    percent = facts.get("competence_percent", row.competence_percent)
    people.set_secondary_function(row.person, row.function, competence_percent=percent, **told)


def _remove_second(row: SecondaryFunction, **told: Any) -> None:
    people.set_secondary_function(row.person, row.function, competence_percent=None, **told)


DIRECTORY = (
    Resource(
        "directory",
        "people",
        Person,
        fields=(
            "first_name",
            "last_name",
            "email",
            "phone",
            "title",
            "function",
            "competence_percent",
            "seniority",
            "languages",
            "skills",
            "office",
            "on_site_in",
            "hours_per_month",
            "cost_per_hour_minor",
            "cost_currency",
            "lead_fitness_percent",
            "teams_limit",
            "leads_limit",
            "manager",
            "employed_since",
            "employed_until",
            "source_system",
            "source_id",
        ),
        filters={
            "q": BY_WORDS,
            "function": Filter(Key, "function_id"),
            "office": Filter(Key, "office_id"),
            "manager": Filter(Key, "manager_id"),
        },
        create=_new(Person, people.create_person),
        change=Change(changing(people.change_person), CHANGE),
    ),
    Resource(
        "directory",
        "functions",
        Function,
        fields=("code", "name", "name_ru", "is_ours", "is_theirs", "position"),
        filters={"is_ours": Filter(bool, "is_ours"), "is_theirs": Filter(bool, "is_theirs")},
        create=_new(Function, functions.create_function),
        change=Change(changing(functions.change_function), CHANGE),
        remove=Remove(functions.remove_function, CHANGE),
    ),
    Resource(
        "directory",
        "function-matches",
        FunctionMatch,
        fields=("ours", "theirs", "fit_percent"),
        once=("ours", "theirs"),
        filters={"ours": Filter(Key, "ours_id"), "theirs": Filter(Key, "theirs_id")},
        create=Create(_set_match, allow=by_role(CHANGE)),
        change=Change(_change_match, CHANGE),
        remove=Remove(_remove_match, CHANGE),
    ),
    Resource(
        "directory",
        "offices",
        Office,
        fields=("code", "name", "city", "country", "time_zone", "calendar"),
        filters={"calendar": Filter(Key, "calendar_id")},
        create=_new(Office, places.create_office),
        change=Change(changing(places.change_office), CHANGE),
        remove=Remove(places.remove_office, CHANGE),
    ),
    Resource(
        "directory",
        "calendars",
        WorkingCalendar,
        fields=("code", "name", "country", "subdivision", "week"),
        create=_new(WorkingCalendar, places.create_calendar),
        change=Change(changing(places.change_calendar), CHANGE),
        remove=Remove(places.remove_calendar, CHANGE),
    ),
    Resource(
        "directory",
        "calendar-days",
        CalendarDay,
        fields=("calendar", "on", "intervals", "note"),
        once=("calendar", "on"),
        filters={
            "calendar": Filter(Key, "calendar_id"),
            "since": Filter(date, "on__gte", "From this day on."),
            "until": Filter(date, "on__lt", "Before this day."),
        },
        create=Create(_set_day, allow=by_role(CHANGE)),
        change=Change(_change_day, CHANGE),
        remove=Remove(places.remove_calendar_day, CHANGE),
    ),
    Resource(
        "directory",
        "secondary-functions",
        SecondaryFunction,
        fields=("person", "function", "competence_percent"),
        once=("person", "function"),
        filters={"person": Filter(Key, "person_id"), "function": Filter(Key, "function_id")},
        create=Create(_set_second, allow=by_role(CHANGE)),
        change=Change(_change_second, CHANGE),
        remove=Remove(_remove_second, CHANGE),
    ),
    Resource(
        "directory",
        "absences",
        Absence,
        fields=("person", "since", "until", "kind", "note"),
        filters={"person": Filter(Key, "person_id")},
        create=Create(
            lambda facts, **told: absences.add_absence(**facts, **told),
            allow=by_owner("person", Action.CHANGE_ABSENCE),
        ),
        remove=Remove(absences.remove_absence, Action.CHANGE_ABSENCE),
    ),
    Resource(
        "directory",
        "deputies",
        Deputy,
        fields=("person", "deputy", "position", "since", "until"),
        filters={"person": Filter(Key, "person_id"), "deputy": Filter(Key, "deputy_id")},
        create=Create(
            lambda facts, **told: absences.add_deputy(**facts, **told),
            allow=by_owner("person", Action.CHANGE_ABSENCE),
        ),
        remove=Remove(absences.remove_deputy, Action.CHANGE_ABSENCE),
    ),
)
