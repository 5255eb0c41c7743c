"""Values of verdicts: kept without a language, shown in the reader's."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import gettext

from counterpart.exchange.tables import Column, Kind
from counterpart.exchange.working_hours import intervals_text, week_text
from counterpart.web.templatetags.counterpart import day


def stored_text(column: Column, value: Any) -> str:
    """The value as plain text, the same in every language."""
    if value is None or value == "":
        return ""
    if column.kind is Kind.WEEK:
        return week_text(value)
    if column.kind is Kind.HOURS_OF_DAY:
        return intervals_text(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return (
            "; ".join(str(part) for part in value)
            if column.kind is Kind.LANGUAGES
            else json.dumps(value)
        )
    return str(getattr(value, "value", value))


def shown_text(column: Column, stored: str) -> str:
    """The kept text for a reader: labels of choices, and dates in their language."""
    if not stored:
        return "–"
    if column.kind is Kind.CHOICE:
        labels = {str(getattr(key, "value", key)): label for key, label in column.choices}
        return str(labels.get(stored, stored))
    if column.kind is Kind.YES_NO:
        return gettext("yes") if stored == "yes" else gettext("no")
    if column.kind is Kind.DATE:
        parsed = parse_date(stored)
        return day(parsed) if parsed else stored
    return stored
