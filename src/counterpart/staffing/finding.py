"""Staffing proposals can be searched by their names."""

from django.urls import reverse

from counterpart.search.registry import register
from counterpart.staffing.models import StaffingPlan

register(
    StaffingPlan,
    texts=("name",),
    href=lambda plan: reverse("staffing:plan", args=[plan.pk]),
    note=lambda plan: plan.get_state_display(),
    icon="git-compare",
    position=60,
)
