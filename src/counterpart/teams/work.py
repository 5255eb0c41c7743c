"""Background work of the selling teams."""

from datetime import date

from django.utils.translation import gettext_noop

from counterpart.jobs.registry import daily
from counterpart.jobs.running import Running
from counterpart.teams.cover import refresh_cover


@daily("teams.refresh_cover", title=gettext_noop("Work out how well accounts are covered today"))
def refresh_all_cover(running: Running) -> None:
    """Spans begin and end by the calendar, without anybody changing anything."""
    refresh_cover(None, today=date.fromisoformat(running.payload["today"]))
