"""The history as a file: one row for each field of each line. The exchange room gives it out."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from counterpart.access.viewer import Viewer
from counterpart.history.models import Change
from counterpart.history.queries import ShownChange, shown
from counterpart.kernel.guard import guarded

READ_AT_ONCE = 100


def csv_lines(lines: QuerySet[Change], viewer: Viewer) -> Iterator[str]:
    """The headings, then the rows of each chosen line, the latest first.

    Read piece by piece however many there are.
    """
    yield "\ufeff" + _line(
        [
            pgettext("column of the history", "when"),
            pgettext("column of the history", "who"),
            pgettext("column of the history", "what"),
            pgettext("column of the history", "of what"),
            pgettext("column of the history", "called"),
            pgettext("column of the history", "field"),
            pgettext("column of the history", "before"),
            pgettext("column of the history", "after"),
            pgettext("column of the history", "why"),
            pgettext("column of the history", "batch"),
        ]
    )
    below: int | None = None
    while True:
        rest = (
            lines.order_by("-pk") if below is None else lines.filter(pk__lt=below).order_by("-pk")
        )
        page = list(rest[:READ_AT_ONCE])
        for change in shown(page, viewer):
            yield "".join(_rows(change))
        if len(page) < READ_AT_ONCE:
            return
        below = page[-1].pk


def _rows(change: ShownChange) -> Iterator[str]:
    at = timezone.localtime(change.at).isoformat(sep=" ", timespec="seconds")
    head = [at, change.by_name, change.kind_label, change.thing, change.label]
    tail = [change.why, change.batch]
    if not change.fields:
        yield _line([*head, "", "", "", *tail])
    for field in change.fields:
        before, after = (
            (_("hidden"), _("hidden")) if field.is_hidden else (field.before, field.after)
        )
        yield _line([*head, field.label, before, after, *tail])


def _line(cells: list[str]) -> str:
    out = StringIO()
    csv.writer(out).writerow([guarded(cell) for cell in cells])
    return out.getvalue()
