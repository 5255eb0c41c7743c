"""Ready-made working calendars: the usual week of a country, with its public holidays."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from counterpart.directory.models import WorkingCalendar
from counterpart.directory.working_week import parse_intervals

EIGHT_TO_FIVE = "08:00–12:00, 13:00–17:00"
NINE_TO_SIX = "09:00–13:00, 14:00–18:00"
MONDAY_TO_FRIDAY = range(5)
SUNDAY_TO_THURSDAY = (6, 0, 1, 2, 3)

STANDARD_COUNTRIES = {
    "AE": _("United Arab Emirates"),
    "AR": _("Argentina"),
    "AT": _("Austria"),
    "AU": _("Australia"),
    "BE": _("Belgium"),
    "BR": _("Brazil"),
    "BY": _("Belarus"),
    "CA": _("Canada"),
    "CH": _("Switzerland"),
    "CN": _("China"),
    "CZ": _("Czechia"),
    "DE": _("Germany"),
    "DK": _("Denmark"),
    "ES": _("Spain"),
    "FI": _("Finland"),
    "FR": _("France"),
    "GB": _("United Kingdom"),
    "IE": _("Ireland"),
    "IL": _("Israel"),
    "IN": _("India"),
    "IT": _("Italy"),
    "JP": _("Japan"),
    "KR": _("South Korea"),
    "KZ": _("Kazakhstan"),
    "MX": _("Mexico"),
    "NL": _("Netherlands"),
    "NO": _("Norway"),
    "NZ": _("New Zealand"),
    "PL": _("Poland"),
    "PT": _("Portugal"),
    "RU": _("Russia"),
    "SA": _("Saudi Arabia"),
    "SE": _("Sweden"),
    "SG": _("Singapore"),
    "TR": _("Turkey"),
    "US": _("United States"),
    "UZ": _("Uzbekistan"),
    "ZA": _("South Africa"),
}
USUAL_HOURS = {
    "AU": "09:00–12:30, 13:30–17:30",
    "CA": "08:30–12:00, 13:00–17:00",
    "CH": "08:00–12:00, 13:00–17:15",
    "CN": "09:00–12:00, 13:00–18:00",
    "CZ": "08:00–12:00, 12:30–16:30",
    "DE": EIGHT_TO_FIVE,
    "DK": "08:30–12:00, 12:30–16:30",
    "ES": "09:00–14:00, 15:00–18:00",
    "FR": "09:00–12:30, 14:00–17:30",
    "GB": "09:00–13:00, 14:00–17:30",
    "IE": "09:00–13:00, 14:00–17:30",
    "JP": "09:00–12:00, 13:00–18:00",
    "NO": "08:00–12:00, 12:30–16:00",
    "SE": EIGHT_TO_FIVE,
    "US": EIGHT_TO_FIVE,
}
SUNDAY_WEEKS = {"IL", "SA"}
# Where the country as a whole has few common holidays, the region most people work in.
USUAL_REGION = {"GB": "ENG"}


def standard_calendar(country: str, subdivision: str = "") -> WorkingCalendar:
    """A calendar, not saved yet, with the country's usual week and its public holidays.

    The week is what office staff usually work, a starting point to be changed; the holidays
    are those of the whole country unless a region is named.
    """
    hours = parse_intervals(USUAL_HOURS.get(country, NINE_TO_SIX))
    days = SUNDAY_TO_THURSDAY if country in SUNDAY_WEEKS else MONDAY_TO_FRIDAY
    region = subdivision or USUAL_REGION.get(country, "")
    with override("en"):
        name = str(STANDARD_COUNTRIES.get(country, country))
    return WorkingCalendar(
        code="-".join(part.lower() for part in (country, subdivision) if part),
        name=f"{name}, {subdivision}" if subdivision else name,
        country=country,
        subdivision=region,
        week=[hours if day in days else [] for day in range(7)],
    )
