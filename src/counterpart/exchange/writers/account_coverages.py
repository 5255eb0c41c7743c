"""Which model covered which account when: by coverage's use-case for whole histories."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from counterpart.coverage import services as coverage
from counterpart.coverage.models import AccountCoverage, CoverageModel
from counterpart.customers.models import Account
from counterpart.exchange.importing.rows import ImportRow, Plan
from counterpart.exchange.writers.base import SLICE, Writing, loaded
from counterpart.exchange.writers.coverage_inputs import kept, wanted_rows
from counterpart.kernel.errors import RowProblem


class AccountCoverageWriter:
    """Dated rows, those that stay the same included: they too say where they end."""

    def problems(self, plan: Plan) -> Iterable[RowProblem]:
        """Days and models that contradict each other or what stands."""
        return coverage.history_problems(_told(plan), today=plan.today)

    def write(self, plan: Plan, writing: Writing) -> None:
        """Correct the histories of all accounts that are named."""
        coverage.correct_histories(_told(plan), **kept(writing))


def _told(plan: Plan) -> list[coverage.ToldCoverage]:
    """What the rows tell; nothing of accounts of which a row is wrong: it would say too little."""
    if not wanted_rows(plan):
        return []
    wrong = {row.facts.get("account") for row in plan.rows if row.problems}
    rows = [row for row in plan.rows if row.is_good and row.facts.get("account") not in wrong]
    there: dict[int, AccountCoverage] = loaded(
        AccountCoverage, [row for row in rows if row.pk is not None]
    )
    keys = {row.facts["account"] for row in rows if "account" in row.facts}
    accounts = _accounts(sorted(keys | {row.account_id for row in there.values()}))
    models = {model.pk: model for model in CoverageModel.objects.all()}
    return [_told_by(row, there.get(row.pk or 0), accounts, models) for row in rows]


def _told_by(
    row: ImportRow,
    standing: AccountCoverage | None,
    accounts: dict[int, Account],
    models: dict[int, CoverageModel],
) -> coverage.ToldCoverage:
    """What the row says; what it leaves out is as it stands."""
    facts = row.facts
    if standing is not None:
        facts = {
            "account": standing.account_id,
            "model": standing.model_id,
            "since": standing.since,
            **facts,
        }
    return coverage.ToldCoverage(
        account=accounts[facts["account"]],
        model=models[facts["model"]],
        since=facts["since"],
        until=facts.get("until"),
        standing=standing,
        row=row.number,
    )


def _accounts(keys: Sequence[int]) -> dict[int, Account]:
    found: dict[int, Account] = {}
    for start in range(0, len(keys), SLICE):
        found |= Account.objects.in_bulk(keys[start : start + SLICE])
    return found
