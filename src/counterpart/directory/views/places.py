"""Screens of offices and working calendars."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zoneinfo import available_timezones

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from counterpart.access.actions import Action
from counterpart.access.relations import get_allowed, may, require
from counterpart.directory import services
from counterpart.directory.forms import CalendarDayForm, CalendarForm, OfficeForm
from counterpart.directory.models import CalendarDay, Office, WorkingCalendar
from counterpart.directory.queries import calendar_year, calendars_with_offices, office_lines
from counterpart.directory.standard_calendars import STANDARD_COUNTRIES, standard_calendar
from counterpart.kernel.errors import Refusal
from counterpart.web.notices import done, warn
from counterpart.web.refusals import refusal_text

FIRST_YEAR, LAST_YEAR = 2000, 2100


@login_required
def show_offices(request: HttpRequest) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    require(Action.SEE_DIRECTORY, viewer)
    context = {
        "lines": office_lines(timezone.now()),
        "calendars": calendars_with_offices(),
        "may_change": may(viewer, Action.CHANGE_PERSON),
    }
    return render(request, "directory/offices.html", context)


@login_required
def create_office(request: HttpRequest) -> HttpResponse:
    require(Action.CHANGE_PERSON, request.viewer)  # type: ignore[attr-defined]
    return _office_form(request, Office())


@login_required
def edit_office(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    return _office_form(request, get_allowed(Office, pk, viewer=viewer, to=Action.CHANGE_PERSON))


def _office_form(request: HttpRequest, office: Office) -> HttpResponse:
    is_new = office.pk is None
    form = OfficeForm(request.POST if request.method == "POST" else None, instance=office)
    if form.is_valid():
        write = services.create_office if is_new else services.change_office
        write(form.instance, by=request.viewer)  # type: ignore[attr-defined]
        done(request, _("The office “%(office)s” is saved.") % {"office": office})
        return redirect("directory:offices")
    context = {
        "form": form,
        "office": None if is_new else office,
        "time_zones": sorted(zone for zone in available_timezones() if "/" in zone),
    }
    return render(request, "directory/office_form.html", context)


@login_required
@require_POST
def remove_office(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    office = get_allowed(Office, pk, viewer=viewer, to=Action.CHANGE_PERSON)
    return _remove(request, office, services.remove_office, _("The office is removed."))


@login_required
def show_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """A calendar's year; a POST says what is worked on one date."""
    viewer = request.viewer  # type: ignore[attr-defined]
    calendar = get_allowed(WorkingCalendar, pk, viewer=viewer)
    if request.method == "POST":
        calendar = get_allowed(WorkingCalendar, pk, viewer=viewer, to=Action.CHANGE_PERSON)
    form = CalendarDayForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        services.set_calendar_day(calendar, by=viewer, **form.cleaned_data)
        done(request, _("The day is entered."))
        return redirect(f"{request.path}?year={form.cleaned_data['on'].year}")
    year = _year(request, viewer.today.year)
    context = {
        "calendar": calendar,
        "page": calendar_year(calendar, year),
        "by_hand": calendar.days.filter(on__year=year),
        "offices": calendar.offices.all(),
        "form": form,
        "years": (year - 1, year + 1),
        "today": viewer.today,
        "may_change": may(viewer, Action.CHANGE_PERSON),
    }
    return render(request, "directory/calendar.html", context)


def _year(request: HttpRequest, this_year: int) -> int:
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else this_year
    return min(max(year, FIRST_YEAR), LAST_YEAR)


@login_required
@require_POST
def remove_day(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    rows = CalendarDay.objects.select_related("calendar")
    day = get_allowed(rows, pk, viewer=viewer, to=Action.CHANGE_PERSON)
    services.remove_calendar_day(day, by=viewer)
    done(request, _("The day follows the calendar again."))
    return redirect("directory:calendar", pk=day.calendar_id)


@login_required
def create_calendar(request: HttpRequest) -> HttpResponse:
    """Begins with the usual week of a country, when one is chosen."""
    require(Action.CHANGE_PERSON, request.viewer)  # type: ignore[attr-defined]
    country = request.GET.get("country", "")
    calendar = WorkingCalendar()
    if country in STANDARD_COUNTRIES:
        calendar = standard_calendar(country)
        calendar.name = str(STANDARD_COUNTRIES[country])
    return _calendar_form(request, calendar)


@login_required
def edit_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    calendar = get_allowed(WorkingCalendar, pk, viewer=viewer, to=Action.CHANGE_PERSON)
    return _calendar_form(request, calendar)


def _calendar_form(request: HttpRequest, calendar: WorkingCalendar) -> HttpResponse:
    is_new = calendar.pk is None
    form = CalendarForm(request.POST if request.method == "POST" else None, instance=calendar)
    if form.is_valid():
        write = services.create_calendar if is_new else services.change_calendar
        try:
            write(form.instance, by=request.viewer)  # type: ignore[attr-defined]
        except Refusal as refusal:
            form.add_error(None, refusal_text(refusal))
        else:
            done(request, _("The calendar “%(calendar)s” is saved.") % {"calendar": calendar})
            return redirect("directory:calendar", pk=calendar.pk)
    context = {
        "form": form,
        "calendar": None if is_new else calendar,
        "countries": sorted((str(name), code) for code, name in STANDARD_COUNTRIES.items()),
    }
    return render(request, "directory/calendar_form.html", context)


@login_required
@require_POST
def remove_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    calendar = get_allowed(WorkingCalendar, pk, viewer=viewer, to=Action.CHANGE_PERSON)
    return _remove(request, calendar, services.remove_calendar, _("The calendar is removed."))


def _remove(
    request: HttpRequest, place: Any, remove: Callable[..., None], removed: str
) -> HttpResponse:
    try:
        remove(place, by=request.viewer)  # type: ignore[attr-defined]
    except Refusal as refusal:
        warn(request, refusal_text(refusal))
    else:
        done(request, removed)
    return redirect("directory:offices")
