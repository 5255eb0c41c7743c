"""Drawing up a proposal: what is asked is kept with it, and the solving is queued."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account, Contact
from counterpart.directory.models import Person
from counterpart.directory.queries.people import not_gone
from counterpart.history import services as history
from counterpart.jobs import services as job_services
from counterpart.jobs.models import Job
from counterpart.jobs.queries import latest_job
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _
from counterpart.ledger.queries import known_rates
from counterpart.ledger.rates import MissingRate
from counterpart.staffing.models import StaffingPlan
from counterpart.staffing.options import StaffingOptions
from counterpart.staffing.services.solving import solve_plan

SOLVE = "staffing.solve"


class NobodyToStaffWith(Refusal):
    """Nobody of those who were chosen has hours for key accounts."""

    message = _(
        "None of these people (%(people)s) has hours for key accounts. Enter “Hours a month for "
        "key accounts” under People, or bring them in with a file."
    )


class NoAccountsYet(Refusal):
    """There is no account at all."""

    message = _("There is no account yet. Bring your customers in with a file, or enter one.")


class NoKeyAccounts(Refusal):
    """The choice holds no account, since those there are have no key tier."""

    message = _(
        "None of your accounts is chosen: %(standard)s of them are “Standard”, which get no "
        "selling team. Give the key accounts a key tier, or add accounts by name."
    )


class NoAccountsChosen(Refusal):
    """The choice holds no account, though there are key accounts."""

    message = _(
        "There is nothing to staff: choose at least one account. Tick a tier, take countries out, "
        "or add accounts by name."
    )


class NoContactsToStaff(Refusal):
    """None of the accounts has a contact."""

    message = _("None of these accounts (%(accounts)s) has a contact. Enter or bring in contacts.")


class StillSolving(Refusal):
    """The proposal is being solved."""

    message = _("“%(plan)s” is still being solved. Stop it first, or wait until it is ready.")


class AlreadyAdopted(Refusal):
    """The proposal is in force."""

    message = _("“%(plan)s” is adopted. Take it back before you change or discard it.")


@transaction.atomic
def draw_up(
    name: str,
    *,
    accounts: Sequence[Account],
    people: Sequence[Person] | None,
    options: StaffingOptions,
    by: Viewer,
    solve_now: bool = False,
    start: dict[str, int | None] | None = None,
) -> StaffingPlan:
    """A proposal for these accounts; `people=None` offers everybody with hours.

    `start` names the point of a curve that the search starts from, never to be worse.
    The solving runs in the background, unless `solve_now` asks for it here and now.
    """
    if not accounts:
        raise why_no_accounts(by)
    _refuse_empty_sides(accounts, people, by)
    currency = _main_currency(accounts)
    _refuse_missing_rates(accounts, people, currency, by)
    plan = StaffingPlan(
        name=name,
        state=StaffingPlan.State.SOLVING,
        currency=currency,
        choices={
            "accounts": sorted(account.pk for account in accounts),
            "people": None if people is None else sorted(person.pk for person in people),
            "options": options.as_choices(),
            "drawn_up_by": by.name,
            **({"start": start} if start else {}),
        },
    )
    plan = history.create(plan, by=by)
    return _start(plan, by=by, solve_now=solve_now)


@transaction.atomic
def solve_again(
    plan: StaffingPlan,
    *,
    options: StaffingOptions | None,
    by: Viewer,
    name: str = "",
    without: Person | None = None,
    start: dict[str, int | None] | None = None,
) -> StaffingPlan:
    """A fresh proposal for the same accounts and people as of today, with today's locks.

    Lost accounts are left out, contacts who came since are in; `without` names somebody who is
    to be done without.
    """
    choices = dict(plan.choices)
    options = options or StaffingOptions.from_choices(choices)
    accounts = list(Account.objects.filter(pk__in=choices["accounts"], lost_on=None))
    chosen = choices.get("people")
    people = None if chosen is None else list(Person.objects.filter(pk__in=chosen))
    if without is not None:
        everybody = Person.objects.filter(not_gone(by.today), hours_per_month__gt=0)
        people = [person for person in people or everybody if person != without]
    return draw_up(
        name or plan.name, accounts=accounts, people=people, options=options, by=by, start=start
    )


def stop_solving(plan: StaffingPlan, *, by: Viewer) -> None:
    """Ask the running job to stop; the best plan so far becomes the proposal."""
    job = job_of(plan)
    if job is not None and job.is_live:
        job_services.cancel(job, by=by)


def discard(plan: StaffingPlan, *, by: Viewer, why: str = "") -> None:
    """Remove a proposal that is not in force; the history keeps what it was."""
    refuse_unless_at_rest(plan)
    history.remove(plan, by=by, why=why)


def note_failure(plan: StaffingPlan, *, by: Viewer) -> StaffingPlan:
    """Solving it came to nothing; its job says why."""
    plan.refresh_from_db()
    plan.state = StaffingPlan.State.FAILED
    return history.save(plan, by=by)


def job_of(plan: StaffingPlan) -> Job | None:
    """The newest job that solves, or solved, the proposal."""
    return latest_job(plan.job_key) if plan.job_key else None


def refuse_unless_at_rest(plan: StaffingPlan) -> None:
    """Only a ready proposal can be changed, adopted or discarded."""
    if plan.state == StaffingPlan.State.SOLVING:
        raise StillSolving(plan=plan.name)
    if plan.state == StaffingPlan.State.ADOPTED:
        raise AlreadyAdopted(plan=plan.name)


def _start(plan: StaffingPlan, *, by: Viewer, solve_now: bool) -> StaffingPlan:
    if solve_now:
        return solve_plan(plan, by=by)
    plan.job_key = f"{SOLVE}:{plan.pk}"
    history.save(plan, by=by)
    job_services.queue(SOLVE, key=plan.job_key, payload={"plan": plan.pk}, title=plan.name, by=by)
    return plan


def why_no_accounts(by: Viewer) -> Refusal:
    """What to do when the choice holds no account."""
    rows = Account.objects.visible_to(by).filter(lost_on=None).order_by()
    tiers = Counter(rows.values_list("tier", flat=True))
    if not tiers:
        return NoAccountsYet()
    if set(tiers) == {Account.Tier.STANDARD}:
        return NoKeyAccounts(standard=tiers[Account.Tier.STANDARD])
    return NoAccountsChosen()


def missing_sides(*, accounts: int, people: int, by: Viewer) -> list[Refusal]:
    """What would be refused for want of accounts or people, said before anybody asks."""
    found: list[Refusal] = [] if accounts else [why_no_accounts(by)]
    if not people:
        found.append(NobodyToStaffWith(people=Person.objects.filter(not_gone(by.today)).count()))
    return found


def _refuse_empty_sides(
    accounts: Sequence[Account], people: Sequence[Person] | None, by: Viewer
) -> None:
    """Say before the search which side has nobody, and not after it."""
    staff = Person.objects.filter(Q(employed_until=None) | Q(employed_until__gt=by.today))
    if people is not None:
        staff = staff.filter(pk__in=[person.pk for person in people])
    if not staff.filter(hours_per_month__gt=0).exists():
        raise NobodyToStaffWith(people=staff.count())
    present = Contact.objects.filter(Q(left_on=None) | Q(left_on__gt=by.today))
    if not present.filter(account__in=[account.pk for account in accounts]).exists():
        raise NoContactsToStaff(accounts=len(accounts))


def _main_currency(accounts: Sequence[Account]) -> str:
    return Counter(account.currency for account in accounts).most_common(1)[0][0]


def _refuse_missing_rates(
    accounts: Sequence[Account], people: Sequence[Person] | None, currency: str, by: Viewer
) -> None:
    """Refuse amounts that cannot be brought into the proposal's currency, before the search."""
    paid = Person.objects.filter(hours_per_month__gt=0, cost_per_hour_minor__gt=0)
    if people is not None:
        paid = paid.filter(pk__in=[person.pk for person in people])
    asked = {account.currency for account in accounts if account.annual_value_minor}
    asked |= set(paid.order_by().values_list("cost_currency", flat=True).distinct())
    if asked <= {currency}:
        return
    rates = known_rates()
    for base in sorted(asked - {currency}):
        if rates.rate(base, currency, by.today) is None:
            raise MissingRate(
                base=base, quote=currency, on=by.today.isoformat(), account=accounts[0].name
            )
