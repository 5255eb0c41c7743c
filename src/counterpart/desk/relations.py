"""How a viewer relates to questions: as one who has it, or has had it."""

from django.db.models import Q

from counterpart.access import relations
from counterpart.access.actions import Relation
from counterpart.access.viewer import Viewer
from counterpart.desk.models import Question, Step


def is_holder(viewer: Viewer) -> Q:
    """Questions that were brought or passed on to the viewer, on the team or not."""
    if viewer.person is None:
        return Q(pk__in=[])
    given = Step.objects.filter(person=viewer.person)
    return Q(pk__in=given.order_by().values("question"))


def register() -> None:
    relations.register(Question, Relation.HOLDER, is_holder)
