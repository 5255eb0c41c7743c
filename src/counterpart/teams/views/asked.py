"""What addresses ask for: a day."""

from datetime import date

from counterpart.access.http import Request


def asked_day(request: Request) -> date:
    """The day of `?on=2026-11-23`; without one, or with a wrong one, today."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return request.viewer.today
