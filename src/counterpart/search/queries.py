"""What somebody finds: hits by kind, of what they may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from counterpart.access.viewer import Viewer
from counterpart.search.index import Asked, matching
from counterpart.search.registry import Kind, kinds
from counterpart.search.words import is_unspaced, words_of

# Among so many matches the best are put first; of a word that fits more, any will do.
RANKED = 60
# Who may see every row of a kind needs no more matches than are ranked.
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Hit:
    """One row that was found."""

    label: str
    href: str
    note: str


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one kind; `has_more` when there are others than those shown."""

    kind: str
    label: str
    icon: str
    hits: tuple[Hit, ...]
    has_more: bool


def find(typed: str, viewer: Viewer, per_kind: int = SHOWN) -> list[Group]:
    """Rows that hold every word, the last of which may be only begun; by kind, best first.

    One query a kind, answered by the full-text index.
    """
    asked = Asked.of(typed)
    if not asked:
        return []
    groups = []
    for kind in kinds():
        rows = list(_rows(kind, asked, viewer, RANKED + 1)[: RANKED + 1])
        if rows:
            rows.sort(key=lambda row: _rank(kind.label(row), asked))
            hits = tuple(hit_of(kind, row) for row in rows[:per_kind])
            groups.append(_group(kind, hits, len(rows) > per_kind))
    return groups


def matches(kind: Kind, typed: str, viewer: Viewer) -> QuerySet[Any]:
    """All rows of one kind that hold every word, for going through them page by page."""
    asked = Asked.of(typed)
    return _rows(kind, asked, viewer) if asked else kind.model.objects.none()


def hit_of(kind: Kind, row: Any) -> Hit:
    """The row as it is shown."""
    return Hit(kind.label(row), kind.href(row), kind.note(row))


def _group(kind: Kind, hits: tuple[Hit, ...], has_more: bool) -> Group:
    label = str(kind.model._meta.verbose_name_plural)
    return Group(kind.name, label[:1].upper() + label[1:], kind.icon, hits, has_more)


def _rows(kind: Kind, asked: Asked, viewer: Viewer, enough: int | None = None) -> QuerySet[Any]:
    sees_all = viewer.has_role_for(kind.model.see)
    found = matching(kind, asked, enough if sees_all else None)
    rows = kind.model.objects.visible_to(viewer).filter(pk__in=found)
    return rows.select_related(*kind.related).order_by() if kind.related else rows.order_by()


def _rank(label: str, asked: Asked) -> tuple[int, int, str]:
    """Words that stand in the name count more than those found elsewhere; whole ones most."""
    words = words_of(label)
    begun = sum(any(_begins(word, wanted) for word in words) for wanted in asked.all_words())
    whole = sum(wanted in words for wanted in asked.all_words())
    return (-begun, -whole, label)


def _begins(word: str, wanted: str) -> bool:
    return wanted in word if is_unspaced(wanted) else word.startswith(wanted)
