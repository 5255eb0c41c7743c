"""The handlers of background work, by name.

A room writes its handlers in its own `work.py`:

    @work("staffing.solve")
    def solve(running: Running) -> dict[str, object]:
        plan = StaffingPlan.objects.get(pk=running.payload["plan"])
        ...
        return {"value": plan.value_minor}

They are imported by the processes that do the work, so that web processes stay small.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.module_loading import autodiscover_modules

from counterpart.jobs.running import Running

__all__ = ["Handler", "Running", "daily", "daily_work", "handler_of", "load_handlers", "work"]

Handler = Callable[[Running], dict[str, Any] | None]

_HANDLERS: dict[str, Handler] = {}
_DAILY: dict[str, str] = {}


def work(kind: str) -> Callable[[Handler], Handler]:
    """Do the jobs of this kind with the function."""

    def register(handler: Handler) -> Handler:
        _HANDLERS[kind] = handler
        return handler

    return register


def daily(kind: str, *, title: str) -> Callable[[Handler], Handler]:
    """Do this once a day, without anybody asking; `title` stands in the list of jobs."""

    def register(handler: Handler) -> Handler:
        _DAILY[kind] = title
        return work(kind)(handler)

    return register


def handler_of(kind: str) -> Handler | None:
    """The function that does this kind of work."""
    load_handlers()
    return _HANDLERS.get(kind)


def daily_work() -> dict[str, str]:
    """What is done once a day: kind and title."""
    load_handlers()
    return dict(_DAILY)


def load_handlers() -> None:
    """Import the `work.py` of every room."""
    autodiscover_modules("work")
