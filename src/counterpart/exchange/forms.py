"""Forms of bringing files in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from counterpart.exchange.files.encodings import ENCODINGS
from counterpart.exchange.importing.mapping import ColumnMapping
from counterpart.exchange.tables import ALL_TABLES
from counterpart.web.forms import RoomForm

DELIMITERS = [(",", ","), (";", ";"), ("\t", _("Tab")), ("|", "|")]
DECIMALS = [
    ("", _("As each number shows")),
    (".", _("Decimal point: 1,234.56")),
    (",", _("Decimal comma: 1 234,56")),
]
DATES = [
    ("", _("2026-05-31 or 31.05.2026")),
    ("month_first", _("Month first: 5/31/2026")),
    ("day_first", _("Day first: 31/05/2026")),
]


class NewImportForm(RoomForm):
    """The file, and what one knows of it."""

    asks = {"file": _("Choose the file.")}

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX, with the names of the columns in the first row."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.xlsm"}),
        error_messages={
            "empty": _("The file is empty. It needs a row with the names of the columns.")
        },
    )
    table = forms.ChoiceField(
        label=_("What is in it"),
        required=False,
        help_text=_("Leave it to be recognised by the names of the columns."),
    )
    system = forms.CharField(
        label=_("Source system"),
        required=False,
        max_length=40,
        help_text=_(
            "Where the ids in the file come from, such as Salesforce, HubSpot or 1C. "
            "Always give the same name."
        ),
        widget=forms.TextInput(attrs={"list": "systems", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tables = [(table.name, table.label) for table in ALL_TABLES if table.importable]
        self.fields["table"].choices = [("", _("Recognise it")), *tables]


class ReadingForm(RoomForm):
    """How to read a file that was read wrongly by itself."""

    table = forms.ChoiceField(label=_("What is in it"))
    system = forms.CharField(
        label=_("Source system"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"list": "systems", "autocomplete": "off"}),
    )
    sheet = forms.ChoiceField(label=_("Sheet"), required=False)
    encoding = forms.ChoiceField(label=_("Encoding"), required=False)
    delimiter = forms.ChoiceField(label=_("Delimiter"), required=False)

    def __init__(self, *args: Any, sheets: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tables = [(table.name, table.label) for table in ALL_TABLES if table.importable]
        self.fields["table"].choices = tables
        found_out = ("", _("Found out by itself"))
        if sheets:
            self.fields["sheet"].choices = [
                ("", _("The first with anything in it")),
                *((name, name) for name in sheets),
            ]
            del self.fields["encoding"], self.fields["delimiter"]
        else:
            del self.fields["sheet"]
            encodings = [(name, name) for name in ENCODINGS]
            self.fields["encoding"].choices = [found_out, *encodings]
            self.fields["delimiter"].choices = [found_out, *DELIMITERS]


class NotationForm(RoomForm):
    """How the file writes numbers, dates and nothing."""

    decimal = forms.ChoiceField(label=_("Numbers"), choices=DECIMALS, required=False)
    dates = forms.ChoiceField(label=_("Dates"), choices=DATES, required=False)
    clears_empty = forms.BooleanField(
        label=_("Empty cells empty what is there"),
        required=False,
        help_text=_("Otherwise an empty cell leaves the present value alone."),
    )

    takes_totals = forms.BooleanField(
        label=_("The last row counts even if it looks like a line of totals"), required=False
    )


def mapping_from(
    data: Mapping[str, Any], headings: list[str], notation: NotationForm
) -> ColumnMapping:
    """The mapping that the mapping page was sent with.

    Its fields are `column-<ours>` and `otherwise-<ours>` (headings), `default-<ours>`,
    `word-<ours>-<theirs>`, and for rows to leave out `leave-<n>-heading` and `leave-<n>-words`.
    """
    known = {heading.casefold(): heading for heading in headings}
    columns: dict[str, str] = {}
    defaults: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}
    otherwise: dict[str, str] = {}
    leaves_out: dict[str, list[str]] = {}
    for field, text in data.items():
        kind, _dash, rest = field.partition("-")
        text = str(text).strip()
        if not text:
            continue
        if kind == "column" and text.casefold() in known:
            columns[rest] = known[text.casefold()]
        elif kind == "otherwise" and text.casefold() in known:
            otherwise[rest] = known[text.casefold()]
        elif kind == "leave" and rest.endswith("-heading") and text.casefold() in known:
            words = str(data.get(f"{field.removesuffix('heading')}words", "")).split(";")
            heading = known[text.casefold()]
            leaves_out.setdefault(heading, []).extend(w.strip()[:60] for w in words if w.strip())
        elif kind == "default":
            defaults[rest] = text[:200]
        elif kind == "word":
            name, _dash, word = rest.partition("-")
            values.setdefault(name, {})[" ".join(word.casefold().split())] = text[:200]
    return ColumnMapping(
        columns=columns,
        values=values,
        defaults=defaults,
        otherwise={name: text for name, text in otherwise.items() if name in columns},
        leaves_out={heading: words for heading, words in leaves_out.items() if words},
        **notation.cleaned_data,
    )
