"""What a column of a file is: its kind, its words, and the field of the model behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.db.models import Field, Model
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from counterpart.access.actions import Action


class Kind(StrEnum):
    """What stands in the cells of a column."""

    TEXT = "text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    MONEY = "money"
    CURRENCY = "currency"
    PERCENT = "percent"
    DATE = "date"
    MOMENT = "moment"
    """Taken out only."""
    YES_NO = "yes_no"
    CHOICE = "choice"
    LANGUAGES = "languages"
    COUNTRY = "country"
    REFERENCE = "reference"
    KEY = "key"
    OWN_ID = "own_id"
    HOURS_OF_DAY = "hours_of_day"
    WEEK = "week"


KIND_LABELS = {
    Kind.TEXT: _("text"),
    Kind.WHOLE: _("whole number"),
    Kind.DECIMAL: _("number"),
    Kind.MONEY: _("amount"),
    Kind.CURRENCY: _("currency"),
    Kind.PERCENT: _("percent, 0 to 100"),
    Kind.DATE: _("date"),
    Kind.MOMENT: _("date and time, UTC"),
    Kind.YES_NO: _("yes or no"),
    Kind.CHOICE: _("one of a list"),
    Kind.LANGUAGES: _("list of languages"),
    Kind.COUNTRY: _("country"),
    Kind.REFERENCE: _("name, e-mail or code"),
    Kind.KEY: _("id here or in the source system"),
    Kind.OWN_ID: _("id in this installation"),
    Kind.HOURS_OF_DAY: _("hours of a day"),
    Kind.WEEK: _("hours of a week"),
}
NUMERIC = frozenset({Kind.WHOLE, Kind.DECIMAL, Kind.MONEY, Kind.PERCENT})


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table, for reading, writing and describing files alike.

    `field` is the field of the model; without it the column only helps to find the row.
    `to` names the table a reference leads to, `within` the column that narrows it (the account
    of a contact), `path` the way from the row to what is referred to when it is not `field`.
    Amounts are in major units in files and minor units in the table; `currency` names the
    column with their currency. Who lacks the action `needs` neither reads nor writes the column.
    Without `may_clear` an empty cell says nothing, even where empty cells empty what is there.
    """

    name: str
    kind: Kind
    label: Any = ""
    field: str = ""
    required: bool = False
    help: Any = ""
    example: str = ""
    choices: Any = None
    to: str = ""
    within: str = ""
    path: str = ""
    currency: str = ""
    needs: Action | None = None
    importable: bool = True
    exportable: bool = True
    offers_default: bool = False
    may_clear: bool = True

    def model_field(self, model: type[Model]) -> Field[Any, Any] | None:
        """The field of the model, if the column is kept in one."""
        return model._meta.get_field(self.field) if self.field else None  # type: ignore[return-value]


def id_column(to: str, name: str, label: Any, *, path: str = "", within: str = "") -> Column:
    """The column beside a reference that holds the id of what it refers to."""
    return Column(
        name=f"{name}_id",
        kind=Kind.KEY,
        label=format_lazy(_("{column}: id"), column=label),
        to=to,
        path=path or name,
        within=within,
        help=_("Wins over the name beside it. Exports write it, so that names may repeat."),
    )


OWN_ID = Column(
    name="counterpart_id",
    kind=Kind.OWN_ID,
    label=_("Counterpart id"),
    help=_("Written by exports; rows that come back are found by it even after a renaming."),
    example="k7f3q2-17",
)
SOURCE = (
    Column(
        name="source_system",
        kind=Kind.TEXT,
        field="source_system",
        label=_("Source system"),
        help=_("Where the source id comes from; without it the name given to the import."),
        example="salesforce",
    ),
    Column(
        name="source_id",
        kind=Kind.TEXT,
        field="source_id",
        label=_("Source id"),
        help=_("The key in the other system, exactly as written there."),
        example="0015g00000AbCdEAAV",
    ),
)
# References that are not told apart by their words alone get a column with the id beside them.
AMBIGUOUS = frozenset({"accounts", "people", "contacts"})


def columns_for(model: type[Model], columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns with labels, choices and fields taken from the model where they are not told."""
    finished: list[Column] = []
    for given in columns:
        column = given
        if column.field:
            field: Any = model._meta.get_field(column.field)
            label = column.label or capfirst(getattr(field, "verbose_name", column.name))
            choices = column.choices or (
                tuple(field.choices or ()) if column.kind is Kind.CHOICE else None
            )
            column = replace(column, label=label, choices=choices)
        if column.kind is Kind.REFERENCE:
            column = replace(column, path=column.path or column.field)
        finished.append(column)
        if column.kind is Kind.REFERENCE and column.to in AMBIGUOUS:
            beside = id_column(
                column.to, column.name, column.label, path=column.path, within=column.within
            )
            finished.append(replace(beside, field=column.field, importable=column.importable))
    return tuple(finished)


def text(name: str, **more: Any) -> Column:
    """A column of text, kept in the field of the same name."""
    return Column(name=name, kind=Kind.TEXT, field=more.pop("field", name), **more)


def of(kind: Kind, name: str, **more: Any) -> Column:
    """A column of the kind, kept in the field of the same name."""
    return Column(name=name, kind=kind, field=more.pop("field", name), **more)


def refers(to: str, name: str, **more: Any) -> Column:
    """A column that refers to a row of another table."""
    return Column(name=name, kind=Kind.REFERENCE, to=to, field=more.pop("field", name), **more)
