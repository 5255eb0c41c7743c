"""Refusing to remove what is still used, naming where."""

from __future__ import annotations

from django.db.models import PROTECT

from counterpart.history.models import TrackedModel
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _


class StillInUse(Refusal):
    """Other rows need the one that was to be removed."""

    message = _("“%(thing)s” is still used: %(uses)s. Give those another one first.")


def refuse_while_used(row: TrackedModel) -> None:
    """Refuse, naming how many of what need the row; rooms above are counted too."""
    uses = []
    for relation in row._meta.related_objects:
        if relation.on_delete is not PROTECT:
            continue
        model = relation.related_model
        count = model._base_manager.filter(**{relation.field.name: row}).count()
        if count:
            name = model._meta.verbose_name_plural
            uses.append(f"{name}: {count}")
    if uses:
        raise StillInUse(thing=row, uses=", ".join(uses))
