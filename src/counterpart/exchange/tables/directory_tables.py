"""Our side in files: functions, calendars, offices, people and what belongs to them."""

from django.utils.translation import gettext_lazy as _

from counterpart.access.actions import Action
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
from counterpart.exchange.tables.columns import (
    OWN_ID,
    SOURCE,
    Column,
    Kind,
    columns_for,
    of,
    refers,
    text,
)
from counterpart.exchange.tables.table import Table

FULL_NAME = (
    Column(
        name="full_name",
        kind=Kind.TEXT,
        label=_("Full name"),
        help=_("First name first; for files that keep the name in one column."),
        example="Nadia Berg",
        exportable=False,
    ),
    Column(
        name="full_name_last_first",
        kind=Kind.TEXT,
        label=_("Full name, last name first"),
        help=_("As in Russian lists: last name, first name, patronymic."),
        example="Иванова Мария Петровна",
        exportable=False,
    ),
)
INTERVALS = _("“09:00-13:00, 14:00-18:00”; a minus sign is a day off.")

FUNCTIONS = Table(
    name="functions",
    label=_("Functions"),
    model=Function,
    words=("code",),
    key=("code",),
    order=("position", "pk"),
    columns=columns_for(
        Function,
        [
            text("code", required=True, example="logistics"),
            text("name", required=True, example="Logistics"),
            text("name_ru", example="Логистика"),
            of(Kind.YES_NO, "is_ours", example="yes"),
            of(Kind.YES_NO, "is_theirs", example="yes"),
            of(Kind.WHOLE, "position", example="40"),
        ],
    ),
)
FUNCTION_MATCHES = Table(
    name="function_matches",
    label=_("Function matches"),
    model=FunctionMatch,
    key=("ours", "theirs"),
    words=("pk",),
    columns=columns_for(
        FunctionMatch,
        [
            refers("functions", "ours", required=True, example="logistics"),
            refers("functions", "theirs", required=True, example="shipping"),
            of(Kind.PERCENT, "fit_percent", required=True, example="80"),
        ],
    ),
)
CALENDARS = Table(
    name="calendars",
    label=_("Working calendars"),
    model=WorkingCalendar,
    words=("code",),
    key=("code",),
    columns=columns_for(
        WorkingCalendar,
        [
            text("code", required=True, example="no"),
            text("name", required=True, example="Norway"),
            of(Kind.COUNTRY, "country", example="NO"),
            text("subdivision", example="03"),
            of(
                Kind.WEEK,
                "week",
                required=True,
                help=_("A day and its hours, days parted by semicolons."),
                example="mon-fri 09:00-13:00, 14:00-18:00",
            ),
        ],
    ),
)
CALENDAR_DAYS = Table(
    name="calendar_days",
    label=_("Calendar days"),
    model=CalendarDay,
    key=("calendar", "on"),
    words=("pk",),
    columns=columns_for(
        CalendarDay,
        [
            refers("calendars", "calendar", required=True, example="no"),
            of(Kind.DATE, "on", required=True, example="2026-12-31"),
            of(Kind.HOURS_OF_DAY, "intervals", help=INTERVALS, example="09:00-13:00"),
            text("note", example="New Year's Eve"),
        ],
    ),
)
OFFICES = Table(
    name="offices",
    label=_("Offices"),
    model=Office,
    words=("code",),
    key=("code",),
    columns=columns_for(
        Office,
        [
            text("code", required=True, example="oslo"),
            text("name", required=True, example="Oslo"),
            text("city", example="Oslo"),
            of(Kind.COUNTRY, "country", example="NO"),
            text("time_zone", required=True, example="Europe/Oslo"),
            refers("calendars", "calendar", required=True, offers_default=True, example="no"),
        ],
    ),
)
PEOPLE = Table(
    name="people",
    label=_("People"),
    model=Person,
    words=("email", "first_name", "last_name"),
    finds_by_email=True,
    key=("first_name", "last_name"),
    narrowed_by=("office", "function"),
    order=("last_name", "first_name", "pk"),
    columns=columns_for(
        Person,
        [
            OWN_ID,
            *SOURCE,
            text("first_name", required=True, example="Nadia"),
            text("last_name", example="Berg"),
            *FULL_NAME,
            text("email", example="nadia@example.com"),
            text("phone", example="+47 22 00 00 00"),
            text("title", example="Key account manager"),
            refers("functions", "function", required=True, offers_default=True, example="sales"),
            of(Kind.PERCENT, "competence_percent", example="75"),
            of(Kind.CHOICE, "seniority", example="Senior"),
            of(Kind.LANGUAGES, "languages", example="en; no"),
            text("skills", example="food safety, SAP"),
            refers("offices", "office", required=True, offers_default=True, example="oslo"),
            text("on_site_in", example="Bergen, Hamburg"),
            of(Kind.DECIMAL, "hours_per_month", offers_default=True, example="120"),
            of(
                Kind.MONEY,
                "cost_per_hour",
                field="cost_per_hour_minor",
                label=_("Cost per hour"),
                currency="cost_currency",
                needs=Action.SEE_COST,
                offers_default=True,
                example="62.50",
            ),
            of(
                Kind.CURRENCY,
                "cost_currency",
                needs=Action.SEE_COST,
                offers_default=True,
                example="EUR",
            ),
            of(Kind.PERCENT, "lead_fitness_percent", offers_default=True, example="90"),
            of(Kind.WHOLE, "teams_limit", example="6"),
            of(Kind.WHOLE, "leads_limit", example="2"),
            refers("people", "manager", example="ravi@example.com"),
            of(Kind.DATE, "employed_since", example="2019-03-01"),
            of(Kind.DATE, "employed_until"),
        ],
    ),
)
SECONDARY_FUNCTIONS = Table(
    name="secondary_functions",
    label=_("Secondary functions"),
    model=SecondaryFunction,
    key=("person", "function"),
    words=("pk",),
    columns=columns_for(
        SecondaryFunction,
        [
            refers(
                "people", "person", label=_("Person"), required=True, example="nadia@example.com"
            ),
            refers("functions", "function", required=True, example="planning"),
            of(Kind.PERCENT, "competence_percent", example="50"),
        ],
    ),
)
ABSENCES = Table(
    name="absences",
    label=_("Absences"),
    model=Absence,
    key=("person", "since"),
    narrowed_by=("until", "kind"),
    words=("pk",),
    columns=columns_for(
        Absence,
        [
            OWN_ID,
            refers(
                "people", "person", label=_("Person"), required=True, example="nadia@example.com"
            ),
            of(Kind.DATE, "since", required=True, example="2026-07-01"),
            of(Kind.DATE, "until", required=True, example="2026-07-15"),
            of(Kind.CHOICE, "kind", example="Holiday"),
            text("note"),
        ],
    ),
)
DEPUTIES = Table(
    name="deputies",
    label=_("Deputies"),
    model=Deputy,
    key=("person", "deputy"),
    words=("pk",),
    columns=columns_for(
        Deputy,
        [
            refers(
                "people", "person", label=_("Person"), required=True, example="nadia@example.com"
            ),
            refers("people", "deputy", required=True, example="ravi@example.com"),
            of(Kind.WHOLE, "position", example="1"),
            of(Kind.DATE, "since"),
            of(Kind.DATE, "until"),
        ],
    ),
)
DIRECTORY_TABLES = (
    FUNCTIONS,
    FUNCTION_MATCHES,
    CALENDARS,
    CALENDAR_DAYS,
    OFFICES,
    PEOPLE,
    SECONDARY_FUNCTIONS,
    ABSENCES,
    DEPUTIES,
)
