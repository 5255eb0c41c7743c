"""The desk's reckoning, without Django: working time, the clock of a question, and its route.

`WorkingHours` are one person's; `clock_of(events, …)` says from the events of a question alone how
much working time it has taken, when its answer is due, who has to be told, and whether it was
answered at once; `route(asked, facts)` says who answers, and why.
"""

from .clock import (
    Clock,
    Event,
    EventsOutOfOrder,
    Kind,
    Level,
    Terms,
    clock_of,
)
from .routing import Asked, Person, Place, Reason, Route, RouteFacts, route
from .working_hours import ALWAYS, NeverAtWork, WorkingHours

__all__ = [
    "ALWAYS",
    "Asked",
    "Clock",
    "Event",
    "EventsOutOfOrder",
    "Kind",
    "Level",
    "NeverAtWork",
    "Person",
    "Place",
    "Reason",
    "Route",
    "RouteFacts",
    "Terms",
    "WorkingHours",
    "clock_of",
    "route",
]
