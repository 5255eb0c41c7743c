"""What the directory's screens ask, and what other rooms may."""

from counterpart.directory.queries.facts import PersonFacts, person_facts
from counterpart.directory.queries.functions import (
    MatchCell,
    MatchTable,
    functions_with_people,
    match_table,
)
from counterpart.directory.queries.line import ReportingLine, reporting_line
from counterpart.directory.queries.people import (
    PeopleFilter,
    costs_seen,
    people_list,
    people_matching,
    person_lines,
)
from counterpart.directory.queries.places import (
    CalendarYear,
    calendar_year,
    calendars_with_offices,
    office_lines,
)

__all__ = [
    "CalendarYear",
    "MatchCell",
    "MatchTable",
    "PeopleFilter",
    "PersonFacts",
    "ReportingLine",
    "calendar_year",
    "calendars_with_offices",
    "costs_seen",
    "functions_with_people",
    "match_table",
    "office_lines",
    "people_list",
    "people_matching",
    "person_facts",
    "person_lines",
    "reporting_line",
]
