"""Accounts that a coverage plan gives a team: opened for staffing, and staffed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from counterpart.access.viewer import Viewer
from counterpart.coverage.services.covering import Covering, GivenTeam
from counterpart.history import services as history
from counterpart.kernel.errors import Refusal, mark
from counterpart.staffing.models import OpenedAccount, StaffingPlan
from counterpart.staffing.options import StaffingOptions
from counterpart.staffing.services.drawing_up import draw_up
from counterpart.teams.models import SellingTeam


class NothingOpened(Refusal):
    """No account waits for a team."""

    message = mark(
        "No account waits for a team: adopt a coverage plan that gives one, or change the coverage "
        "of an account to a team."
    )


def open_accounts(teams: Sequence[GivenTeam], covering: Covering) -> None:
    """Have the accounts wait for a team with the hours that their coverage model takes.

    What began before today at an account that has a team is taken down as staffed.
    """
    since, by, batch = covering.since, covering.by, covering.batch
    ids = [team.account.pk for team in teams]
    standing = {row.account_id: row for row in OpenedAccount.objects.filter(account__in=ids)}
    staffed = _with_teams(ids) if since < by.today else set()
    new, changed = list[OpenedAccount](), list[OpenedAccount]()
    for team in teams:
        row = standing.get(team.account.pk) or OpenedAccount(account=team.account)
        row.hours = {str(function): str(hours) for function, hours in team.hours.items()}
        row.model_name, row.source = team.model.name, covering.source
        row.since = since
        row.staffed_on = since if team.account.pk in staffed else None
        (changed if row.pk else new).append(row)
    history.update_many(changed, by=by, batch=batch)
    history.create_many(new, by=by, batch=batch)


def _with_teams(accounts: Collection[int]) -> set[int]:
    rows = SellingTeam.objects.filter(account__in=accounts, until=None)
    return set(rows.values_list("account", flat=True))


def waiting_accounts() -> QuerySet[OpenedAccount]:
    """Opened accounts that no adopted proposal has staffed since."""
    rows = OpenedAccount.of_teams().filter(staffed_on=None, account__lost_on=None)
    return rows.select_related("account")


def staff_waiting_accounts(*, by: Viewer) -> StaffingPlan:
    """A proposal for the accounts that wait, for everybody with hours; solved in background."""
    accounts = [row.account for row in waiting_accounts()]
    if not accounts:
        raise NothingOpened
    return draw_up(
        _("Teams for the new coverage"),
        accounts=accounts,
        people=None,
        options=StaffingOptions(),
        by=by,
    )


def note_staffed(accounts: Collection[int], *, on: date, by: Viewer, batch: str) -> None:
    """Those of these accounts that waited are staffed from the day on."""
    rows = list(waiting_accounts().filter(account__in=list(accounts)))
    for row in rows:
        row.staffed_on = on
    history.update_many(rows, by=by, batch=batch)
