"""The engine's problem of a frame: accounts, contacts, people, limits, locks."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from counterpart.directory.models import Function, Person
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _
from counterpart.staffing.hours import UNITS_AN_HOUR
from counterpart.staffing.models import Lock
from counterpart.staffing.translate.needs import abilities_of, needs_of, present_percent
from counterpart.staffing.translate.profiles import Translation, whole

if TYPE_CHECKING:
    from counterpart.staffing.engine import (
        Abilities,
        Backups,
        Candidates,
        Needs,
        StaffingProblem,
    )

BACKUP_VALUE_PERCENT = 12
"""What a backup is worth of a counterpart: about the part of working days that people are away."""


class LockCannotBeKept(Refusal):
    """Locks ask for more than the limits allow."""

    message = _("The locks cannot all be kept: %(faults)s")


def build_problem(made: Translation, name: str = "") -> StaffingProblem:
    """The engine's problem for a frame; refuses locks that cannot be kept, naming them."""
    from counterpart.staffing import engine

    options, profiles = made.options, made.profiles()
    needs, abilities = needs_of(made), abilities_of(made)
    listed = engine.candidates_of(*profiles, needs=needs, abilities=abilities)
    contacts = _contacts(made, needs)
    candidates, backups = engine.with_backups(
        _with_locked_people(made, listed, profiles),
        contacts.unmet_penalty,
        _backed(made),
        hours_percent=options.backup_hours_percent,
        value_percent=BACKUP_VALUE_PERCENT,
    )
    regions = {account.region for account in made.frame.accounts}
    try:
        return engine.StaffingProblem(
            accounts=_accounts(made),
            contacts=contacts,
            people=_people(made, abilities),
            candidates=candidates,
            backups=backups,
            today=whole([*_today(made), *_backups_today(made, backups)]),
            locked=whole(_locked(made) + [-1] * len(backups)),
            forbidden=_forbidden(made, candidates, backups),
            conflicts=_conflicts(made),
            region_budgets={
                name: amount * made.major
                for name, amount in options.region_budgets.items()
                if name in regions
            },
            budget=None if options.budget is None else options.budget * made.major,
            most_changes=options.most_changes,
            money_unit=f"1/{made.major} {made.currency} a year",
            hours_unit="half hours a month",
            name=name,
        )
    except engine.ProblemError as problem:
        faults = "; ".join(f"{fault.place}: {fault.message}" for fault in problem.faults[:5])
        raise LockCannotBeKept(faults=faults) from problem


def _accounts(made: Translation) -> Any:
    from counterpart.staffing import engine

    rows, options = made.frame.accounts, made.options
    size = engine.NO_LIMIT if options.team_size is None else options.team_size
    return engine.Accounts(
        ids=[str(a.pk) for a in rows],
        names=[a.name for a in rows],
        unled_penalty=whole(
            [_share(made.value_at_stake(a), options.gap_penalty_percent) for a in rows]
        ),
        coordination_cost=whole([options.coordination_cost * made.major] * len(rows)),
        setup_hours=whole([round(options.coordination_hours * UNITS_AN_HOUR)] * len(rows)),
        team_size=whole([size] * len(rows)),
        regions=[a.region for a in rows],
    )


def _contacts(made: Translation, needs: Sequence[Needs]) -> Any:
    from counterpart.staffing import engine

    rows = made.frame.contacts
    influence = [0] * len(made.frame.accounts)
    for contact in rows:
        influence[made.account_at[contact.account_id]] += max(contact.influence_percent, 1)
    penalties = []
    for contact in rows:
        at = made.account_at[contact.account_id]
        part = made.value_at_stake(made.frame.accounts[at]) * max(contact.influence_percent, 1)
        penalties.append(_share(part // influence[at], made.options.gap_penalty_percent))
    functions = _function_names(made)
    return engine.Contacts(
        ids=[str(c.pk) for c in rows],
        names=[str(c) for c in rows],
        functions=[functions[c.function_id] for c in rows],
        account=whole([made.account_at[c.account_id] for c in rows]),
        unmet_penalty=whole(penalties),
        needs=needs,
    )


def _people(made: Translation, abilities: Abilities) -> Any:
    from counterpart.staffing import engine

    frame, options, rows = made.frame, made.options, made.frame.people
    functions = _function_names(made)
    return engine.People(
        ids=[str(p.pk) for p in rows],
        names=[str(p) for p in rows],
        functions=[functions[p.function_id] for p in rows],
        regions=[frame.offices[p.office_id].name for p in rows],
        hours=whole([_free_units(made, p) for p in rows]),
        skills=abilities.skills,
        seniority=whole(list(abilities.seniority)),
        sites=abilities.sites,
        present_percent=whole([present_percent(made, p) for p in rows]),
        most_teams=whole(
            [
                _left(_lower(p.teams_limit, options.teams_per_person), frame.busy_teams[p.pk])
                for p in rows
            ]
        ),
        most_led=whole(
            [
                _left(_lower(p.leads_limit, options.accounts_per_lead), frame.busy_leads[p.pk])
                if p.lead_fitness_percent
                else 0
                for p in rows
            ]
        ),
    )


def _free_units(made: Translation, person: Person) -> int:
    planned = person.hours_per_month * made.options.hours_percent / 100
    free = planned - made.frame.busy_hours.get(person.pk, Decimal(0))
    return max(int(free * UNITS_AN_HOUR), 0)


def _lower(own: int | None, asked: int | None) -> int | None:
    limits = [limit for limit in (own, asked) if limit is not None]
    return min(limits, default=None)


def _left(limit: int | None, taken: int) -> int:
    from counterpart.staffing import engine

    return int(engine.NO_LIMIT) if limit is None else max(limit - taken, 0)


def _share(value: int, percent: int) -> int:
    return value * percent // 100


def _function_names(made: Translation) -> dict[int, str]:
    return dict(Function.objects.values_list("pk", "code"))


def _today(made: Translation) -> list[int]:
    frame = made.frame
    faced = [frame.primaries_today.get(c.pk, 0) for c in frame.contacts]
    led = [frame.leads_today.get(a.pk, 0) for a in frame.accounts]
    return [made.person_at.get(pk, -1) for pk in faced + led]


def _post_of(made: Translation, lock: Lock, contact_at: dict[int, int]) -> int | None:
    if lock.contact_id is None:
        return len(made.frame.contacts) + made.account_at[lock.account_id]
    return contact_at.get(lock.contact_id)


def _lock_rows(made: Translation, kind: str) -> list[tuple[int, int]]:
    contact_at = {c.pk: n for n, c in enumerate(made.frame.contacts)}
    rows = []
    for lock in made.frame.locks:
        post = _post_of(made, lock, contact_at)
        person = made.person_at.get(lock.person_id)
        if lock.kind == kind and post is not None and person is not None:
            rows.append((post, person))
    return rows


def _locked(made: Translation) -> list[int]:
    posts = [-1] * (len(made.frame.contacts) + len(made.frame.accounts))
    for post, person in _lock_rows(made, Lock.Kind.MUST):
        posts[post] = person
    return posts


def _backed(made: Translation) -> Any:
    """Contacts weighty enough for a backup whose hours are planned."""
    least = made.options.backups_from_percent
    rows = enumerate(made.frame.contacts)
    return whole([n for n, c in rows if least is not None and c.influence_percent >= least])


def _backups_today(made: Translation, backups: Backups) -> list[int]:
    contacts = [made.frame.contacts[at].pk for at in backups.contact.tolist()]
    return [made.person_at.get(made.frame.backups_today.get(pk, 0), -1) for pk in contacts]


def _conflicts(made: Translation) -> Any:
    pairs = [(made.person_at.get(a), made.person_at.get(b)) for a, b in made.frame.conflicts]
    known = [[a, b] for a, b in pairs if a is not None and b is not None]
    return whole(known).reshape(-1, 2)  # type: ignore[arg-type]


def _forbidden(made: Translation, candidates: Candidates, backups: Backups) -> Any:
    """Who never faces a contact does not back it up either."""
    import numpy as np

    never = set(_lock_rows(made, Lock.Kind.NEVER))
    first = len(made.frame.contacts) + len(made.frame.accounts)
    behind = {int(contact): first + n for n, contact in enumerate(backups.contact)}
    never |= {(behind[post], person) for post, person in never if post in behind}
    post_of_row = np.repeat(np.arange(len(candidates.first) - 1), np.diff(candidates.first))
    pairs = zip(post_of_row.tolist(), candidates.person.tolist(), strict=True)
    return [pair in never for pair in pairs]


def _with_locked_people(made: Translation, candidates: Candidates, profiles: Any) -> Candidates:
    """The short lists, with every person who must fill a post on that post's list."""
    import numpy as np

    from counterpart.staffing import engine

    post_of_row = np.repeat(np.arange(len(candidates.first) - 1), np.diff(candidates.first))
    listed = set(zip(post_of_row.tolist(), candidates.person.tolist(), strict=True))
    missing = [pair for pair in _lock_rows(made, Lock.Kind.MUST) if pair not in listed]
    if not missing:
        return candidates
    extra = [engine.candidate_row(*profiles, post=post, person=person) for post, person in missing]
    columns = {
        "post": [*post_of_row.tolist(), *(post for post, _ in missing)],
        "person": [*candidates.person.tolist(), *(person for _, person in missing)],
        "value": [*candidates.value.tolist(), *(row.value for row in extra)],
        "cost": [*candidates.cost.tolist(), *(row.cost for row in extra)],
        "hours": [*candidates.hours.tolist(), *(row.hours for row in extra)],
    }
    return engine.Candidates.of_rows(posts=len(candidates.first) - 1, **columns)
