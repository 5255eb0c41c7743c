"""What can be found. Every room says it of its own rows, in its `finding.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from django.db.models import ForeignKey

from counterpart.history.models import TrackedModel

LOW_BITS = 40
Tells = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of row that can be found: what of it is searched, and how a hit is shown.

    `texts` are fields of the row, or of a row it refers to (`account__name`); when such a row
    changes, those that refer to it are indexed again. `related` are foreign keys that `label`,
    `href` and `note` read. Kinds are shown in the order of `position`.
    """

    model: type[TrackedModel]
    texts: tuple[str, ...]
    label: Tells
    href: Tells
    note: Tells
    icon: str
    related: tuple[str, ...]
    position: int

    @property
    def name(self) -> str:
        return self.model._meta.label_lower

    @property
    def first_id(self) -> int:
        """Documents of this kind have numbers from here up, with the row's key added."""
        return (crc32(self.name.encode()) & 0xFFFFF) << LOW_BITS

    @property
    def last_id(self) -> int:
        return self.first_id + (1 << LOW_BITS) - 1

    def document_id(self, pk: int) -> int:
        return self.first_id + pk

    def text_through(self, model: type[TrackedModel]) -> dict[str, set[str]]:
        """By foreign key to the model: which of that model's fields are searched here."""
        through: dict[str, set[str]] = {}
        for text in self.texts:
            key, _, column = text.partition("__")
            field = self.model._meta.get_field(key)
            if column and isinstance(field, ForeignKey) and field.related_model is model:
                through.setdefault(key, set()).add(column)
        return through


_KINDS: dict[str, Kind] = {}


def register(
    model: type[TrackedModel],
    *,
    texts: tuple[str, ...],
    href: Tells,
    note: Tells = lambda row: "",
    label: Tells = str,
    icon: str = "file",
    related: tuple[str, ...] = (),
    position: int = 100,
) -> None:
    """Let rows of the model be found by these texts, by those who may see them.

    What only some may see of a row is refused: a hit would tell it to all who see the row.
    """
    secret = sorted(model.history_secret.keys() & set(texts))
    if secret:
        raise ValueError(f"{model.__name__}.{secret[0]} is secret and must not be searched")
    kind = Kind(model, texts, label, href, note, icon, related, position)
    if any(kind.first_id == other.first_id for other in kinds() if other.model is not model):
        raise ValueError(f"{kind.name} has the same number as another kind")
    _KINDS[kind.name] = kind


def kinds() -> list[Kind]:
    """Every kind, in the order in which they are shown."""
    return sorted(_KINDS.values(), key=lambda kind: kind.position)


def kind_of(model: type[Any]) -> Kind | None:
    """The kind of the model's rows, if they can be found at all."""
    return _KINDS.get(model._meta.label_lower)


def kind_named(name: str) -> Kind | None:
    """The kind by the name of its model, such as `customers.contact`."""
    return _KINDS.get(name)
