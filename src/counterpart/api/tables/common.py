"""What several tables use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from django.db.models import QuerySet
from pydantic import Field

from counterpart.api.fields import Text
from counterpart.api.resources import Facts, Filter

Asked = Annotated[Text, Field(max_length=200)]


def found_by_words(rows: QuerySet[Any], typed: str) -> QuerySet[Any]:
    """Rows that the search finds by these words."""
    from counterpart.search.index import Asked as AskedWords
    from counterpart.search.index import matching
    from counterpart.search.registry import kind_of

    kind, asked = kind_of(rows.model), AskedWords.of(typed)
    return rows.filter(pk__in=matching(kind, asked)) if kind and asked else rows.none()


BY_WORDS = Filter(Asked, found_by_words, "Words, as in the search box; the last may be begun.")


def put(row: Any, facts: Facts) -> Any:
    """Set the facts on the row."""
    for name, value in facts.items():
        setattr(row, name, value)
    return row


def changing(use_case: Callable[..., Any]) -> Callable[..., Any]:
    """For use-cases that take the row as it is to be."""
    return lambda row, facts, **told: use_case(put(row, facts), **told)


def with_facts(use_case: Callable[..., Any]) -> Callable[..., Any]:
    """For use-cases that take the row and what is to be different by name."""
    return lambda row, facts, **told: use_case(row, **facts, **told)
