"""What one may look for in the history."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counterpart.history.models import Change
from counterpart.history.queries import tracked_models
from counterpart.web.forms import RoomForm


def _things() -> list[tuple[str, str]]:
    named = ((name, str(model._meta.verbose_name)) for name, model in tracked_models().items())
    return [("", str(_("everything"))), *sorted(named, key=lambda pair: pair[1])]


class HistoryFilter(RoomForm):
    """Every field narrows the list; an empty form shows everything."""

    text = forms.CharField(
        label=pgettext_lazy("filter of the history", "Called"), max_length=100, required=False
    )
    by = forms.CharField(
        label=pgettext_lazy("filter of the history", "Who"), max_length=100, required=False
    )
    thing = forms.ChoiceField(
        label=pgettext_lazy("filter of the history", "Of what"), choices=_things, required=False
    )
    since = forms.DateField(label=pgettext_lazy("first day", "From"), required=False)
    until = forms.DateField(label=pgettext_lazy("last day", "To"), required=False)
    batch = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def chosen(self) -> QuerySet[Change]:
        """The lines that were asked for; nothing when the form makes no sense."""
        if not self.is_valid():
            return Change.objects.none()
        asked: dict[str, Any] = self.cleaned_data
        lines = Change.objects.all()
        if asked["text"]:
            lines = lines.filter(_in_any_case("label", asked["text"]))
        if asked["by"]:
            lines = lines.filter(_in_any_case("by_name", asked["by"]))
        if asked["thing"]:
            lines = lines.filter(thing=asked["thing"])
        if asked["since"]:
            lines = lines.filter(at__gte=_midnight(asked["since"]))
        if asked["until"]:
            lines = lines.filter(at__lt=_midnight(asked["until"] + timedelta(days=1)))
        if asked["batch"]:
            lines = lines.filter(batch=asked["batch"])
        return lines


def _in_any_case(column: str, text: str) -> Q:
    """SQLite knows capitals of English only, so the usual ways to write a word are tried."""
    ways = {text, text.lower(), text.upper(), text.capitalize(), text.title()}
    wanted = Q()
    for way in sorted(ways):
        wanted |= Q((f"{column}__icontains", way))
    return wanted


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
