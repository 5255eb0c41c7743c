"""The page of a proposal is where its jobs are seen to end."""

from django.utils.translation import gettext_noop as _

from counterpart.jobs.outcomes import outcome_of
from counterpart.staffing.models import StaffingPlan
from counterpart.staffing.queries import ADOPT, TAKE_BACK
from counterpart.staffing.services.curve import CURVE
from counterpart.staffing.services.drawing_up import SOLVE
from counterpart.staffing.services.drilling import DRILL

outcome_of(
    *(SOLVE, ADOPT, TAKE_BACK, CURVE),
    model=StaffingPlan,
    key="plan",
    page="staffing:plan",
    label=_("Open the proposal"),
)
outcome_of(
    DRILL,
    model=StaffingPlan,
    key="plan",
    page="staffing:risk",
    label=_("Open what was found"),
)
