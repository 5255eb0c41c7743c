"""How a viewer relates to our people: themselves, and those above them in the solid line."""

from django.db.models import Q

from counterpart.access import relations
from counterpart.access.actions import Relation
from counterpart.access.viewer import Viewer
from counterpart.directory.models import Person


def is_self(viewer: Viewer) -> Q:
    """The viewer's own row."""
    return Q(pk=viewer.person.pk) if viewer.person else Q(pk__in=[])


def is_managed_by(viewer: Viewer) -> Q:
    """Everybody below the viewer in the solid line, directly or through others."""
    if viewer.person is None or not viewer.person.line_path:
        return Q(pk__in=[])
    return Q(line_path__startswith=viewer.person.line_path) & ~Q(pk=viewer.person.pk)


def register() -> None:
    relations.register(Person, Relation.SELF, is_self)
    relations.register(Person, Relation.LINE_MANAGER, is_managed_by)
