"""A baseline is changed with a reason, never without."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction

from counterpart.access.viewer import Viewer
from counterpart.coverage.models import TeamBaseline
from counterpart.coverage.services.payback.working_out import work_out_ledgers
from counterpart.history import services as history
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _


class ChangeNeedsReason(Refusal):
    """A baseline decides whether a team pays: nobody changes it silently."""

    message = _("Say why the baseline of %(account)s changes; the reason stands in the history.")


class LiftsOutOfOrder(Refusal):
    """The range of the lift is not complete, or does not hold what is expected."""

    message = _(
        "What the team sells more at %(account)s: give all three figures, from the least to the "
        "most, or none."
    )


@transaction.atomic
def change_baseline(
    baseline: TeamBaseline,
    *,
    method: str,
    lifts: tuple[Decimal | None, Decimal | None, Decimal | None],
    lift_source: str,
    adjustment_percent: Decimal,
    former_cost_minor: int | None,
    why: str,
    by: Viewer,
    today: date,
) -> TeamBaseline:
    """Hold the team against something else, and work its ledger out anew.

    `lifts` are per cent: at least, expected, at most.
    """
    if not why.strip():
        raise ChangeNeedsReason(account=baseline.account.name)
    known = [each for each in lifts if each is not None]
    if len(known) in {1, 2} or known != sorted(known):
        raise LiftsOutOfOrder(account=baseline.account.name)
    baseline.method, baseline.lift_source = method, lift_source
    baseline.lift_low_percent, baseline.lift_percent, baseline.lift_high_percent = lifts
    baseline.adjustment_percent = adjustment_percent
    baseline.former_cost_minor = former_cost_minor
    history.save(baseline, by=by, why=why)
    work_out_ledgers([baseline], today=today, by=by)
    return baseline
