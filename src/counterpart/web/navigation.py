"""The side navigation: where one may go, and where one is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counterpart.access.actions import Action
from counterpart.access.viewer import Viewer

Allowed = Callable[[Viewer], bool]


def _role(*actions: Action) -> Allowed:
    return lambda viewer: any(viewer.has_role_for(action) for action in actions)


def _person_or_role(action: Action) -> Allowed:
    return lambda viewer: viewer.person is not None or viewer.has_role_for(action)


@dataclass(frozen=True, slots=True)
class Place:
    """One screen of the navigation: who is offered it, and which addresses belong to it."""

    url_name: str
    label: str | Promise
    icon: str
    allowed: Allowed
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    label: str | Promise
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    href: str
    icon: str
    is_current: bool


SECTIONS = (
    Section(
        _("Key accounts"),
        (
            Place(
                "teams:portfolio",
                _("Accounts"),
                "building-2",
                _person_or_role(Action.SEE_ACCOUNT),
                also=("/contacts/", "/counterparts/", "/members/", "/needs/", "/sites/"),
            ),
            Place("teams:matrix", _("Coverage"), "grid-3x3", _person_or_role(Action.SEE_ACCOUNT)),
            Place(
                "desk:questions",
                _("Questions"),
                "circle-question-mark",
                _person_or_role(Action.SEE_QUESTION),
            ),
            Place("staffing:plans", _("Staffing"), "git-compare", _role(Action.PLAN_STAFFING)),
        ),
    ),
    Section(
        _("Economics"),
        (
            Place(
                "coverage:profit", _("Profit"), "waves", _person_or_role(Action.SEE_CONTRIBUTION)
            ),
            Place(
                "coverage:responses",
                _("Response"),
                "activity",
                _person_or_role(Action.SEE_CONTRIBUTION),
            ),
            Place(
                "coverage:choice",
                _("Choice of accounts"),
                "target",
                _person_or_role(Action.SEE_CONTRIBUTION),
            ),
            Place("coverage:plans", _("Coverage plans"), "scale", _role(Action.PLAN_COVERAGE)),
            Place(
                "coverage:ledgers",
                _("Pays for itself"),
                "piggy-bank",
                _person_or_role(Action.SEE_CONTRIBUTION),
            ),
            Place(
                "coverage:sizes", _("Sales force size"), "users-round", _role(Action.SEE_COVERAGE)
            ),
            Place("coverage:models", _("Coverage models"), "layers", _role(Action.SEE_COVERAGE)),
        ),
    ),
    Section(
        _("Our side"),
        (
            Place(
                "directory:people",
                _("People"),
                "users",
                _person_or_role(Action.SEE_PERSON),
                also=("/quotas/",),
            ),
            Place("directory:functions", _("Functions"), "shapes", _role(Action.SEE_DIRECTORY)),
            Place(
                "directory:offices",
                _("Offices"),
                "map-pin",
                _role(Action.SEE_DIRECTORY),
                also=("/calendars/",),
            ),
        ),
    ),
    Section(
        pgettext_lazy("navigation section", "Records"),
        (
            Place(
                "exchange:home",
                pgettext_lazy("navigation", "Files"),
                "arrow-down-up",
                _person_or_role(Action.EXPORT_ALL),
            ),
            Place(
                "history:all",
                pgettext_lazy("navigation", "History"),
                "history",
                _role(Action.SEE_ALL_HISTORY),
            ),
            Place(
                "jobs:all",
                pgettext_lazy("navigation", "Jobs"),
                "list-checks",
                _role(Action.SEE_JOBS),
            ),
            Place(
                "ledger:settings",
                pgettext_lazy("navigation", "Settings"),
                "settings",
                _role(Action.CHANGE_COMPANY),
            ),
            Place(
                "access:logins",
                pgettext_lazy("navigation", "Logins"),
                "key-round",
                _role(Action.MANAGE_LOGINS),
            ),
        ),
    ),
)


def _links(section: Section, viewer: Viewer, path: str) -> Iterator[Link]:
    for place in section.places:
        if not place.allowed(viewer):
            continue
        href = reverse(place.url_name)
        is_current = path.startswith((href, *place.also))
        yield Link(str(place.label), href, place.icon, is_current)


def navigation(request: HttpRequest, viewer: Viewer) -> list[tuple[str, list[Link]]]:
    """The sections with the places that this viewer may go to."""
    drawn = (
        (str(section.label), list(_links(section, viewer, request.path))) for section in SECTIONS
    )
    return [(label, links) for label, links in drawn if links]
