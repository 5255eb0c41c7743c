"""Where an empty installation begins: functions and offices, then people, then customers."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from counterpart.access.actions import Action
from counterpart.access.relations import may
from counterpart.access.viewer import Viewer
from counterpart.directory.models import Function, Office, Person


@dataclass(frozen=True, slots=True)
class Step:
    """What to do next, for a page that has nothing to show yet."""

    text: str
    label: str
    url: str


def before_people(viewer: Viewer) -> Step | None:
    """To the functions, then to the offices; None where both are there, or not the viewer's."""
    if not may(viewer, Action.CHANGE_PERSON):
        return None
    if not Function.objects.exists():
        text = _(
            "Begin with functions: what people do, here and at customers. Then come offices and "
            "people, then customers."
        )
        return Step(text, _("Add functions"), reverse("directory:functions"))
    if not Office.objects.exists():
        text = _("The functions are there. Next come your offices and people, then customers.")
        return Step(text, _("Add offices"), reverse("directory:offices"))
    return None


def before_customers(viewer: Viewer) -> Step | None:
    """The same, then to the people."""
    if step := before_people(viewer):
        return step
    if not may(viewer, Action.CHANGE_PERSON) or Person.objects.exists():
        return None
    text = _("Functions and offices are there. Next come your people, then customers.")
    return Step(text, _("Add people"), reverse("directory:people"))
