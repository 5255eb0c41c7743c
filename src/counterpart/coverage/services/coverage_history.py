"""The whole dated coverage of accounts, told row by row: rows come in between, or are corrected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.text import capfirst

from counterpart.access.viewer import Viewer
from counterpart.coverage.models import AccountCoverage
from counterpart.coverage.services.covering import Covering, tell_of_teams
from counterpart.coverage.services.spans import Fault, Span, ToldCoverage, faults_of, settled
from counterpart.customers.models import Account
from counterpart.history import services as history
from counterpart.kernel.errors import RowProblem

SLICE = 900


@dataclass(frozen=True, slots=True)
class _Account:
    """What is told of one account, and all its rows as they are then."""

    account: Account
    told: list[ToldCoverage]
    spans: list[Span]


def history_problems(told: Sequence[ToldCoverage], *, today: date) -> Iterator[RowProblem]:
    """What `correct_histories` would refuse, row by row; writes nothing."""
    for each in _accounts(told):
        for fault in _faults(each, today):
            params = tuple((name, str(value)) for name, value in fault.refusal.params.items())
            yield RowProblem(fault.told.row, fault.column, fault.refusal.message, params)


@transaction.atomic
def correct_histories(
    told: Sequence[ToldCoverage], *, by: Viewer, why: str = "", batch: str = ""
) -> int:
    """Make the coverage of the accounts what is told; how many rows are new or differ.

    Rows that are not told of stay, and end where a row that is told begins. Accounts that come to
    a team with their last row are opened for staffing, as when they are covered by hand.
    """
    accounts = list(_accounts(told, locked=True))
    new: list[AccountCoverage] = []
    ended: list[AccountCoverage] = []
    held: list[AccountCoverage] = []
    begun: dict[date, list[AccountCoverage]] = defaultdict(list)
    for each in accounts:
        for fault in _faults(each, by.today):
            raise fault.refusal
        _refuse_removed(each)
        for span in each.spans:
            row = _written(span, batch)
            (new if row.pk is None else held if row.until is None else ended).append(row)
            if _begins_team(span):
                begun[row.since].append(row)
    kept = {"why": why, "batch": batch}
    # What ends goes first: an account never has two rows without an end.
    changed = history.update_many(ended, by=by, **kept) + history.update_many(held, by=by, **kept)
    history.create_many(new, by=by, **kept)
    for since in sorted(begun):
        tell_of_teams(begun[since], {}, Covering(since, "", by, batch))
    return changed + len(new)


def _written(span: Span, batch: str) -> AccountCoverage:
    """The row as it is to be; nothing of it saved."""
    row, told = span.standing, span.told
    if row is None:
        row = AccountCoverage(batch=batch)
    if told is not None:
        row.account, row.model, row.since = told.account, told.model, told.since
    row.until = span.until
    return row


def _begins_team(span: Span) -> bool:
    """Whether it is told to serve the account by a team from then on."""
    told = span.told
    return told is not None and told.is_choice and told.model.has_team and span.until is None


def _refuse_removed(each: _Account) -> None:
    there = {span.standing.pk for span in each.spans if span.standing is not None}
    for told in each.told:
        row = told.standing
        if row is not None and row.pk not in there:
            raise history.RemovedMeanwhile(kind=capfirst(row._meta.verbose_name), thing=row)


def _faults(each: _Account, today: date) -> Iterator[Fault]:
    return faults_of(each.account, each.spans, each.told, today=today)


def _accounts(told: Sequence[ToldCoverage], *, locked: bool = False) -> Iterator[_Account]:
    """Those of which something is to change, each with its rows."""
    by_account: dict[Account, list[ToldCoverage]] = defaultdict(list)
    for each in told:
        by_account[each.account].append(each)
    wanted = {
        account: theirs
        for account, theirs in by_account.items()
        if any(each.is_change for each in theirs)
    }
    standing = _standing(sorted(account.pk for account in wanted), locked=locked)
    for account, theirs in wanted.items():
        yield _Account(account, theirs, settled(standing[account.pk], theirs))


def _standing(ids: Sequence[int], *, locked: bool) -> dict[int, list[AccountCoverage]]:
    found: dict[int, list[AccountCoverage]] = defaultdict(list)
    rows = AccountCoverage.objects.select_related("model").order_by("pk")
    rows = rows.select_for_update(of=("self",)) if locked else rows
    for start in range(0, len(ids), SLICE):
        for row in rows.filter(account__in=ids[start : start + SLICE]):
            found[row.account_id].append(row)
    return found
