"""Background jobs of coverage."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from counterpart.access.viewer import Viewer
from counterpart.coverage.models import CoveragePlan, TeamBaseline
from counterpart.coverage.options import PlanOptions
from counterpart.coverage.services import (
    FIT,
    WORK_OUT,
    fit_responses,
    payback,
    portfolio,
    work_out_results,
    work_out_scores,
)
from counterpart.jobs.registry import Running, daily, work


@daily(WORK_OUT, title=_("What each account contributes"))
def work_out(running: Running) -> dict[str, object]:
    """Work out what each account contributes, telling how far it is."""
    today = Viewer.system("Counterpart").today
    found = work_out_results(today=today, tick=running.tick)
    work_out_scores(today)
    return {
        "accounts": found.accounts,
        "without_exchange": list(found.without_exchange)[:20],
        "unpriced": [list(what) for what in found.unpriced],
    }


@daily(payback.KEEP_LEDGERS, title=_("Whether teams pay for themselves"))
def keep_ledgers(running: Running) -> dict[str, object]:
    """Begin the baselines of new teams, and work all ledgers out, telling how far it is."""
    by = Viewer.system("Counterpart")
    payback.begin_baselines(today=by.today, by=by)
    rows = list(TeamBaseline.objects.select_related("account"))
    payback.work_out_ledgers(rows, today=by.today, by=by, tick=running.tick)
    return {"teams": len(rows)}


@daily(FIT, title=_("How accounts have answered effort so far"))
def fit(running: Running) -> dict[str, object]:
    """Fit responses to the months of sales and logged hours, telling how far it is."""
    today = Viewer.system("Counterpart").today
    return {"curves": fit_responses(today=today, tick=running.tick)}


SOLVING = 0.5
"""The part of a plan's work that is its solving; the rest are the questions asked of it."""


@work(portfolio.SOLVE)
def solve(running: Running) -> dict[str, object]:
    """Solve a coverage plan, telling value and bound while it runs."""
    plan = CoveragePlan.objects.get(pk=running.payload["plan"])
    seconds = PlanOptions.from_choices(plan.choices).seconds

    def tell(value: int, bound: int, elapsed: float) -> None:
        running.report(SOLVING * min(elapsed / seconds, 1), value=value, bound=bound)

    try:
        portfolio.solve_coverage(
            plan,
            by=running.job.asker,
            on_progress=tell,
            on_questions=lambda part: running.report(SOLVING + (1 - SOLVING) * part),
            cancelled=running.is_cancelled,
        )
    except Exception:
        portfolio.note_failure(plan, by=running.job.asker)
        raise
    return {"plan": plan.pk}
