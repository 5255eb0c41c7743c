"""Running the engine on a coverage plan and keeping what it found."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from counterpart.access.viewer import Viewer
from counterpart.coverage.models import CoveragePlan, PlannedCoverage
from counterpart.coverage.options import PlanOptions
from counterpart.coverage.queries.framing import read_portfolio
from counterpart.coverage.services.portfolio.asking import Asked, ask
from counterpart.coverage.services.portfolio.keeping import findings_of, rows_of
from counterpart.coverage.translate.portfolio import build_problem
from counterpart.coverage.translate.resources import amount_of, labels
from counterpart.history import services as history
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _

if TYPE_CHECKING:
    from counterpart.coverage.engine import PortfolioResult
    from counterpart.coverage.translate.portfolio import Built, Portfolio

OnProgress = Callable[[int, int, float], None]
Cancelled = Callable[[], bool]
ROWS_AT_ONCE = 2000


class NothingToCover(Refusal):
    """No account of the tiers has a result."""

    message = _("None of the accounts chosen has a result. Choose other tiers, or all.")


class NotEnough(Refusal):
    """Of something there is less than even the lightest choices need."""

    message = _(
        "There is too little of “%(resource)s”: even if every account had the choice that takes "
        "least of it, %(least)s would be needed, and %(there)s is allowed. Allow more, or let "
        "fewer accounts keep what they have."
    )


class NotEnoughTogether(Refusal):
    """Each limit alone could be kept, all together could not, or nothing was found in time."""

    message = _(
        "No plan keeps all limits together. Allow more of what is scarce, allow less effort than "
        "usual, or let fewer accounts keep what they have."
    )


def solve_coverage(
    plan: CoveragePlan,
    *,
    by: Viewer,
    on_progress: OnProgress | None = None,
    on_questions: Callable[[float], None] | None = None,
    cancelled: Cancelled | None = None,
) -> CoveragePlan:
    """Solve the plan as of today, ask what it hangs on, and keep all of it.

    `on_progress` hears value, bound and seconds while it is solved, `on_questions` the part of the
    further questions that are answered. Cancelled, the best plan so far is kept.
    """
    from counterpart.coverage import engine

    options, as_of = PlanOptions.from_choices(plan.choices), timezone.now()
    portfolio = read_portfolio(options, plan.currency, by.today)
    if not portfolio.accounts:
        raise NothingToCover
    _refuse_too_little(portfolio, plan.currency)
    built = build_problem(portfolio, currency=plan.currency, name=plan.name)
    try:
        result = engine.solve_portfolio(
            built.problem,
            stop=engine.MaxSeconds(options.seconds),
            seed=options.seed,
            on_progress=on_progress,
            cancelled=cancelled,
        )
    except engine.NoPlanFits as none:
        raise NotEnoughTogether from none
    asked = ask(built, result, on_part=on_questions, cancelled=cancelled)
    return _keep(plan, portfolio, built, result, asked, as_of=as_of, by=by)


@transaction.atomic
def _keep(
    plan: CoveragePlan,
    portfolio: Portfolio,
    built: Built,
    result: PortfolioResult,
    asked: Asked,
    *,
    as_of: datetime,
    by: Viewer,
) -> CoveragePlan:
    """Write the plan's rows and figures, all or nothing; one line of the history tells it."""
    from counterpart.coverage import engine

    plan = CoveragePlan.objects.select_for_update().get(pk=plan.pk)
    rows = list(rows_of(plan, portfolio, built, result, asked))
    plan.rows.all().delete()
    PlannedCoverage.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)
    data = engine.portfolio_to_json(built.problem)
    plan.problem = zlib.compress(json.dumps(data).encode(), 6)
    plan.value_minor, plan.bound_minor = int(result.value), int(result.bound)
    plan.today_minor = sum(row.today_minor for row in rows)
    plan.cost_minor = sum(row.cost_minor for row in rows)
    plan.changes = sum(row.is_change for row in rows)
    plan.as_of = as_of
    plan.seconds, plan.status = round(result.seconds, 2), result.status
    plan.findings = findings_of(rows, built, result, asked)
    plan.state = CoveragePlan.State.READY
    return history.save(plan, by=by)


def _refuse_too_little(portfolio: Portfolio, currency: str) -> None:
    """Say before the search what cannot be enough."""
    limits = {name: limit for name, limit in portfolio.capacities().items() if limit is not None}
    least = dict.fromkeys(limits, 0)
    for account in portfolio.accounts:
        options = portfolio.options_of(account)
        for name in least:
            least[name] += min(option.uses(name) for option in options)
    for name, needed in least.items():
        if needed > limits[name]:
            raise NotEnough(
                resource=str(labels()(name)),
                least=amount_of(name, needed, currency),
                there=amount_of(name, limits[name], currency),
            )
