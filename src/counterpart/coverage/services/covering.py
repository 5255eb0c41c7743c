"""Which coverage model serves which account, from which day on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from counterpart.access.viewer import Viewer
from counterpart.coverage.models import AccountCoverage, CoverageModel
from counterpart.coverage.queries.models import terms_on
from counterpart.customers.models import Account
from counterpart.history import services as history
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _
from counterpart.web.templatetags.counterpart import day

USUAL = Decimal(100)


class CoveredLater(Refusal):
    """The account's coverage changes after that day already."""

    message = _(
        "The coverage of %(account)s changes on %(since)s already. Choose a later day, or take "
        "that change back first."
    )


@dataclass(frozen=True)
class GivenTeam:
    """An account that is to be served by a team from a day on."""

    account: Account
    model: CoverageModel
    hours: dict[int, Decimal]
    """A year's, by function id: what the model takes, at the effort that is wanted."""


@dataclass(frozen=True)
class Covering:
    """What comes with a change of coverage: its first day, its source, who made it, its batch."""

    since: date
    source: str
    """The plan it follows from; empty where it was changed by hand."""
    by: Viewer
    batch: str


TeamsGiven = Callable[[Sequence[GivenTeam], Covering], None]
_TOLD: list[TeamsGiven] = []


def on_teams_given(callback: TeamsGiven) -> None:
    """Have it called, in the same transaction, when accounts get a team."""
    _TOLD.append(callback)


@transaction.atomic
def cover_accounts(
    wanted: Mapping[Account, CoverageModel],
    *,
    since: date,
    by: Viewer,
    why: str = "",
    batch: str = "",
    efforts: Mapping[Account, Decimal] | None = None,
    source: str = "",
) -> int:
    """From that day on each account has its model; how many changed.

    What held before ends on the day. An account that has the model already stays as it is; a
    coverage by it that was to end after the day holds on.
    `efforts` are per cent of the model's usual hours, where they differ; `source` names the plan.
    """
    ids = [account.pk for account in wanted]
    rows = AccountCoverage.objects.select_for_update().filter(account__in=ids)
    rows = rows.filter(Q(until=None) | Q(until__gt=since)).order_by("since")
    standing = {row.account_id: row for row in rows}
    changed, new = list[AccountCoverage](), list[AccountCoverage]()
    for account, model in wanted.items():
        before = standing.get(account.pk)
        if before is not None and before.model_id == model.pk and before.until is None:
            continue
        if before is not None and before.since >= since:
            raise CoveredLater(account=account.name, since=day(before.since))
        if before is not None:
            before.until = None if before.model_id == model.pk else since
            changed.append(before)
            if before.until is None:
                continue
        new.append(AccountCoverage(account=account, model=model, since=since, batch=batch))
    history.update_many(changed, by=by, why=why, batch=batch)
    history.create_many(new, by=by, why=why, batch=batch)
    tell_of_teams(
        [row for row in new if row.model.has_team],
        efforts or {},
        Covering(since, source, by, batch),
    )
    return len(new) + sum(row.until is None for row in changed)


def tell_of_teams(
    rows: Sequence[AccountCoverage], efforts: Mapping[Account, Decimal], covering: Covering
) -> None:
    """Tell whoever asked for it that these rows give their accounts a team."""
    if not rows:
        return
    terms = {each.model.pk: each for each in terms_on(max(covering.since, covering.by.today))}
    teams = [
        GivenTeam(
            row.account,
            row.model,
            {
                function: round(hours * efforts.get(row.account, USUAL) / USUAL, 2)
                for function, hours in terms[row.model_id].hours.items()
            },
        )
        for row in rows
        if row.model_id in terms
    ]
    for told in _TOLD:
        told(teams, covering)
