"""Background jobs of staffing."""

from counterpart.access.models import Login
from counterpart.access.viewer import Viewer
from counterpart.jobs.registry import Running, work
from counterpart.staffing.models import StaffingPlan
from counterpart.staffing.options import StaffingOptions
from counterpart.staffing.services import solve_plan
from counterpart.staffing.services.drawing_up import SOLVE


@work(SOLVE)
def solve(running: Running) -> dict[str, object]:
    """Solve a proposal, telling value, bound and time left while it runs."""
    plan = StaffingPlan.objects.get(pk=running.payload["plan"])
    seconds = StaffingOptions.from_choices(plan.choices).seconds

    def tell(value: int, bound: int, elapsed: float) -> None:
        running.report(
            min(elapsed / seconds, 1),
            value=value,
            bound=bound,
            gap_percent=100 * (bound - value) / bound if bound else 0.0,
            seconds=round(elapsed, 1),
            seconds_left=max(round(seconds - elapsed), 0),
        )

    login = Login.objects.filter(pk=running.job.asked_by_id or 0).first()
    by = Viewer.of(login) if login else Viewer.system("Counterpart")
    solve_plan(plan, by=by, on_progress=tell, cancelled=running.is_cancelled)
    return {"plan": plan.pk}
