"""How a viewer relates to exports: those they asked for are theirs."""

from django.db.models import Q

from counterpart.access import relations
from counterpart.access.actions import Relation
from counterpart.access.viewer import Viewer
from counterpart.exchange.models import Export


def is_asked_by(viewer: Viewer) -> Q:
    """Exports the viewer asked for."""
    return Q(pk__in=[]) if viewer.login is None else Q(asked_by=viewer.login)


def register() -> None:
    relations.register(Export, Relation.ASKER, is_asked_by)
