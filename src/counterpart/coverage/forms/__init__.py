"""Forms of the coverage room, by what they are about."""

from counterpart.coverage.forms.covering import CoverForm
from counterpart.coverage.forms.models import ModelForm, RateForm, TermsForm
from counterpart.coverage.forms.plans import AdoptPlanForm, PlanForm, PlannedFilterForm
from counterpart.coverage.forms.profit import ProfitFilterForm

__all__ = [
    "AdoptPlanForm",
    "CoverForm",
    "ModelForm",
    "PlanForm",
    "PlannedFilterForm",
    "ProfitFilterForm",
    "RateForm",
    "TermsForm",
]
