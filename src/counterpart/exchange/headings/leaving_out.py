"""Columns of foreign files that say which rows are none for us, and the word that says it."""

from __future__ import annotations

from collections.abc import Sequence

from counterpart.exchange.headings.own import normal

NOT_THERE_ANY_MORE = {
    "IsActive": "no",
    "Active": "no",
    "Активен": "no",
    "Aktiv": "no",
    "IsDeleted": "yes",
    "Deleted": "yes",
    "Deactivated": "yes",
    "Пометка удаления": "yes",
    "Помечен на удаление": "yes",
    "Недействителен": "yes",
    "Gelöscht": "yes",
    "Уволен": "yes",
}
# An opportunity that is not won is no order.
NO_ORDER = {"IsWon": "no", "Won": "no", "Проведен": "no"}


def proposed_leaving_out(table: str, headings: Sequence[str]) -> dict[str, list[str]]:
    """The headings with the words whose rows are better left out."""
    known = NOT_THERE_ANY_MORE | (NO_ORDER if table == "order_lines" else {})
    words = {normal(heading): word for heading, word in known.items()}
    return {heading: [words[normal(heading)]] for heading in headings if normal(heading) in words}
