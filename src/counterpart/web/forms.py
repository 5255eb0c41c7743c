"""How forms are drawn, and what the forms of every room have in common."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, NoReturn

from django import forms
from django.conf import settings
from django.forms.renderers import DjangoTemplates
from django.forms.utils import pretty_name
from django.template.backends.django import DjangoTemplates as Engine
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from counterpart.access.models import Login
from counterpart.web.fields import HoursField, LanguagesField, MoneyField

__all__ = [
    "HoursField",
    "LanguagesField",
    "MoneyField",
    "Renderer",
    "RoomForm",
    "RoomModelForm",
]


DJANGOS_EMPTY_LABEL = "---------"  # says nothing, least of all read aloud
DJANGOS_REQUIRED = forms.Field.default_error_messages["required"]
CHOOSING = (forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple)
BUILT_IN_TEMPLATES = Path(forms.__file__).parent / "templates"


class Renderer(DjangoTemplates):
    """Fields as the design system draws them."""

    form_template_name = "web/forms/form.html"
    field_template_name = "web/forms/field.html"

    @cached_property
    def engine(self) -> Engine:
        return self.backend(
            {
                "APP_DIRS": True,
                "DIRS": [BUILT_IN_TEMPLATES],
                "NAME": "forms",
                "OPTIONS": {"builtins": ["counterpart.web.templatetags.counterpart"]},
            }
        )


class _DrawnByTheHouse:
    """Dates by the browser's own calendar, texts in low boxes, no colon after labels.

    A list in which nothing is chosen says so in words. A required field that is left empty says
    what to write: with the words of `asks`, else by its label. What few people need is folded away
    under `more_title`, and open where something of it is set or wrong.
    """

    asks: ClassVar[Mapping[str, str | Promise]] = {}
    more: ClassVar[tuple[str, ...]] = ()
    more_title: ClassVar[str | Promise] = ""

    fields: dict[str, Any]  # each field with what its own class adds
    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            _draw(field.widget)
            nothing = _("choose…") if field.required else _("not chosen")
            if getattr(field, "empty_label", None) == DJANGOS_EMPTY_LABEL:
                field.empty_label = nothing
            if isinstance(field, forms.TypedChoiceField):
                field.choices = _with_a_word_for_none(field.choices, nothing)
            if field.error_messages["required"] == DJANGOS_REQUIRED:
                field.error_messages["required"] = self.asks.get(name) or _asked(name, field)

    @property
    def is_more_open(self) -> bool:
        """Whether one of the folded fields is set or wrong."""
        fields = [self[name] for name in self.more]  # type: ignore[index]
        return any(field.value() or field.errors for field in fields)

    def clean(self) -> dict[str, Any] | None:
        """The same languages in another order are no change."""
        cleaned: dict[str, Any] | None = super().clean()  # type: ignore[misc]
        for name, field in self.fields.items():
            if isinstance(field, LanguagesField):
                before = self.get_initial_for_field(field, name)  # type: ignore[attr-defined]
                if sorted(before or []) == sorted(self.cleaned_data.get(name) or []):
                    self.cleaned_data[name] = before or []
        return cleaned


def _asked(name: str, field: forms.Field) -> str:
    label = {"label": field.label or pretty_name(name)}
    if isinstance(field.widget, CHOOSING) or isinstance(field, forms.ModelChoiceField):
        return str(_("Choose one of “%(label)s”.") % label)
    return str(_("Fill in “%(label)s”.") % label)


def _draw(widget: forms.Widget) -> None:
    if isinstance(widget, forms.DateInput):
        widget.input_type = "date"
        widget.format = "%Y-%m-%d"
    elif isinstance(widget, forms.Textarea) and widget.attrs.get("rows") == "10":
        widget.attrs["rows"] = "4"  # grows with what is written


def _with_a_word_for_none(choices: Any, nothing: str | Promise) -> list[Any]:
    return [("", nothing) if each == ("", DJANGOS_EMPTY_LABEL) else each for each in choices]


class RoomForm(_DrawnByTheHouse, forms.Form):
    """A form of any room. It checks what was typed; a use-case does the work."""


class RoomModelForm(_DrawnByTheHouse, forms.ModelForm):
    """The same for the fields of a model. It fills `form.instance` and never writes it."""

    def save(self, commit: bool = True) -> NoReturn:
        raise TypeError("forms do not write; hand form.instance or form.cleaned_data to a service")


class PreferencesForm(RoomForm):
    """Language and colours of one's own login."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    theme = forms.ChoiceField(
        label=_("Colours"), choices=Login.Theme.choices, widget=forms.RadioSelect
    )
