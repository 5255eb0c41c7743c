"""What addresses ask for: a day."""

from datetime import date

from django.http import HttpRequest


def asked_day(request: HttpRequest) -> date:
    """The day of `?on=2026-11-23`; without one, or with a wrong one, today."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return request.viewer.today
