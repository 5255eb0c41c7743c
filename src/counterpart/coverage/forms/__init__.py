"""Forms of the coverage room, by what they are about."""

from counterpart.coverage.forms.covering import CoverForm
from counterpart.coverage.forms.entries import EntryFilterForm, EntryForm
from counterpart.coverage.forms.models import (
    ModelForm,
    RateFilterForm,
    RateForm,
    TermsForm,
    UsualForm,
)
from counterpart.coverage.forms.payback import BaselineForm, LedgerFilterForm
from counterpart.coverage.forms.plans import AdoptPlanForm, PlanForm, PlannedFilterForm
from counterpart.coverage.forms.profit import ProfitFilterForm
from counterpart.coverage.forms.responses import (
    JudgementForm,
    PotentialForm,
    ResponseFilterForm,
    SegmentJudgementForm,
)
from counterpart.coverage.forms.scoring import (
    CardForm,
    RatingForm,
    ScoreFilterForm,
    criterion_forms,
)
from counterpart.coverage.forms.sizing import SizingForm

__all__ = [
    "AdoptPlanForm",
    "BaselineForm",
    "CardForm",
    "CoverForm",
    "EntryFilterForm",
    "EntryForm",
    "JudgementForm",
    "LedgerFilterForm",
    "ModelForm",
    "PlanForm",
    "PlannedFilterForm",
    "PotentialForm",
    "ProfitFilterForm",
    "RateFilterForm",
    "RateForm",
    "RatingForm",
    "ResponseFilterForm",
    "ScoreFilterForm",
    "SegmentJudgementForm",
    "SizingForm",
    "TermsForm",
    "UsualForm",
    "criterion_forms",
]
