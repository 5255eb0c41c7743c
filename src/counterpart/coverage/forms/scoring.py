"""Forms of scoring: the card with its criteria, an account's ratings, and filters."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counterpart.coverage.models import Scorecard, ScoreCriterion, ScoreTotal
from counterpart.coverage.queries.scoring import ScoreFilter
from counterpart.coverage.services import CriterionFacts
from counterpart.web.forms import RoomForm, RoomModelForm

SPARE_ROWS = 3


class CardForm(RoomModelForm):
    """The card's name and thresholds."""

    class Meta:
        model = Scorecard
        fields = ["name", "attractive_from", "strong_from", "source"]


class CriterionForm(RoomForm):
    """One criterion; without a name it is none."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    axis = forms.ChoiceField(label=_("Axis"), choices=ScoreCriterion.Axis.choices)
    name = forms.CharField(label=_("Name"), max_length=80, required=False)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=80, required=False)
    weight = forms.IntegerField(
        label=_("Weight, of 100"), min_value=0, max_value=100, required=False
    )
    origin = forms.ChoiceField(
        label=_("Where ratings come from"), choices=ScoreCriterion.Origin.choices
    )

    def facts(self) -> CriterionFacts | None:
        """As the use-case takes it; none where the row is empty."""
        given = self.cleaned_data
        if not given["name"].strip():
            return None
        return CriterionFacts(
            axis=given["axis"],
            name=given["name"].strip(),
            weight=given["weight"] or 0,
            origin=given["origin"],
            name_ru=given["name_ru"].strip(),
            pk=given["pk"],
        )


def criterion_forms(data: Any, criteria: list[ScoreCriterion]) -> list[CriterionForm]:
    """A form for each criterion, and some empty ones."""
    rows: list[ScoreCriterion | None] = [*criteria, *([None] * SPARE_ROWS)]
    names = ("pk", "axis", "name", "name_ru", "weight", "origin")
    return [
        CriterionForm(
            data,
            prefix=str(at),
            initial={name: getattr(row, name) for name in names} if row else None,
        )
        for at, row in enumerate(rows)
    ]


class RatingForm(RoomForm):
    """Ratings of one account by the criteria that people rate."""

    def __init__(
        self, *args: Any, criteria: list[ScoreCriterion], known: dict[int, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for criterion in criteria:
            self.fields[f"rating_{criterion.pk}"] = forms.IntegerField(
                label=str(criterion),
                min_value=0,
                max_value=10,
                required=False,
                initial=known.get(criterion.pk),
                help_text=_("0 is worst, 10 is best."),
            )

    def ratings(self) -> dict[ScoreCriterion, int | None]:
        """By criterion; nothing where the field is empty."""
        return {each: self.cleaned_data[f"rating_{each.pk}"] for each in self.criteria}


class ScoreFilterForm(RoomForm):
    """The filters above the accounts by score."""

    text = forms.CharField(
        label=pgettext_lazy("of an account", "Name"), required=False, max_length=100
    )
    place = forms.ChoiceField(
        label=_("Place"), required=False, choices=[("", _("All")), *ScoreTotal.Place.choices]
    )
    disputed = forms.BooleanField(label=_("Score and money disagree"), required=False)

    def asked(self) -> ScoreFilter:
        """What was filled in; a filter that is wrong narrows nothing."""
        given = self.cleaned_data if self.is_valid() else {}
        return ScoreFilter(
            given.get("text", "").strip(), given.get("place", ""), bool(given.get("disputed"))
        )
