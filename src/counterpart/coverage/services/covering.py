"""Which coverage model serves which account, from which day on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from counterpart.access.viewer import Viewer
from counterpart.coverage.models import AccountCoverage, CoverageModel
from counterpart.customers.models import Account
from counterpart.history import services as history
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _
from counterpart.web.templatetags.counterpart import day


class CoveredLater(Refusal):
    """The account's coverage changes after that day already."""

    message = _(
        "The coverage of %(account)s changes on %(since)s already. Choose a later day, or take "
        "that change back first."
    )


@transaction.atomic
def cover_accounts(
    wanted: Mapping[Account, CoverageModel],
    *,
    since: date,
    by: Viewer,
    why: str = "",
    batch: str = "",
) -> int:
    """From that day on each account has its model; how many changed.

    What held before ends on the day. An account that has the model already stays as it is.
    """
    ids = [account.pk for account in wanted]
    rows = AccountCoverage.objects.select_for_update().filter(account__in=ids, until=None)
    standing = {row.account_id: row for row in rows}
    ended, new = [], []
    for account, model in wanted.items():
        before = standing.get(account.pk)
        if before is not None and before.model_id == model.pk:
            continue
        if before is not None and before.since >= since:
            raise CoveredLater(account=account.name, since=day(before.since))
        if before is not None:
            before.until = since
            ended.append(before)
        new.append(AccountCoverage(account=account, model=model, since=since, batch=batch))
    history.update_many(ended, by=by, why=why, batch=batch)
    history.create_many(new, by=by, why=why, batch=batch)
    return len(new)
