"""Where the outcome of a job is to be seen, by kind of work.

A room says in its own `outcomes.py` which page shows what its jobs were about:

    outcome_of(SOLVE, model=StaffingPlan, key="plan", page="staffing:plan", label=_("…"))

Unlike its `work.py` it is read by the web processes, when the first job is looked at.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Model
from django.urls import reverse
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext

from counterpart.access.relations import visible_rows
from counterpart.access.viewer import Viewer
from counterpart.jobs.models import Job


@dataclass(frozen=True, slots=True)
class Outcome:
    """A page, and what the link to it says."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class _Shown:
    model: type[Model]
    key: str
    page: str
    label: str


_SHOWN: dict[str, _Shown] = {}


def outcome_of(*kinds: str, model: type[Model], key: str, page: str, label: str) -> None:
    """Jobs of these kinds are about the row whose number their payload holds under `key`."""
    for kind in kinds:
        _SHOWN[kind] = _Shown(model, key, page, label)


def outcome(job: Job, viewer: Viewer) -> Outcome | None:
    """The page of what an ended job was about, unless it is gone or not for this viewer."""
    autodiscover_modules("outcomes")
    shown = _SHOWN.get(job.kind)
    if shown is None or job.is_live or shown.key not in job.payload:
        return None
    pk = job.payload[shown.key]
    if not visible_rows(shown.model._default_manager.filter(pk=pk), viewer).exists():
        return None
    return Outcome(gettext(shown.label), reverse(shown.page, args=[pk]))
