"""How a viewer relates to jobs: those they asked for are theirs."""

from django.db.models import Q

from counterpart.access import relations
from counterpart.access.actions import Relation
from counterpart.access.viewer import Viewer
from counterpart.jobs.models import Job


def is_asked_by(viewer: Viewer) -> Q:
    """Jobs the viewer asked for."""
    return Q(pk__in=[]) if viewer.login is None else Q(asked_by=viewer.login)


def register() -> None:
    relations.register(Job, Relation.ASKER, is_asked_by)
