"""Who sits in an account's buying center today, and what to worry about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _

from counterpart.customers.models import Account, Attitude, BuyingRole, Contact, Need, Tie

NO_DECIDER = _("No decision maker is known. Find out who chooses, and mark their buying role.")
NO_CHAMPION = _("Nobody sells for us inside. Win a champion among the supporters.")
SINGLE_THREAD = _("Everything hangs on one contact. Get to know a second one.")
NEEDS_OVERDUE = _("Needs are past their review date. Look at them with their owners.")


@dataclass(frozen=True, slots=True)
class Seated:
    """A contact with their buying roles, whom they listen to, and whether the filter picks them."""

    contact: Contact
    roles: tuple[BuyingRole.Role, ...]
    reports_to: Contact | None
    listens_to: tuple[Contact, ...]
    is_picked: bool


@dataclass(frozen=True, slots=True)
class BuyingCenter:
    """The people who decide together, their ties, and warnings as texts to be translated."""

    seated: tuple[Seated, ...]
    ties: tuple[tuple[int, int, int], ...]
    warnings: tuple[str, ...]
    left: tuple[Contact, ...]

    @property
    def picked(self) -> list[Seated]:
        return [one for one in self.seated if one.is_picked]


def buying_center(
    account: Account, *, today: date, role: str = "", attitude: str = ""
) -> BuyingCenter:
    """The buying center today; `role` and `attitude` say whom to pick out of it. Five queries."""
    everybody = list(account.contacts.select_related("function").prefetch_related("buying_roles"))
    here = [c for c in everybody if c.left_on is None or c.left_on > today]
    by_key = {contact.pk: contact for contact in here}
    ties = [
        tie
        for tie in Tie.objects.filter(listener__account=account).values_list(
            "listener", "speaker", "strength"
        )
        if tie[0] in by_key and tie[1] in by_key
    ]
    seated = tuple(
        Seated(
            contact=contact,
            roles=roles_of(contact),
            reports_to=by_key.get(contact.reports_to_id or 0),
            listens_to=tuple(by_key[whom] for who, whom, _strength in ties if who == contact.pk),
            is_picked=(not role or role in roles_of(contact))
            and (not attitude or attitude == str(contact.attitude)),
        )
        for contact in here
    )
    return BuyingCenter(
        seated=seated,
        ties=tuple(ties),
        warnings=tuple(_warnings(account, seated, today)) if seated else (),
        left=tuple(contact for contact in everybody if contact.pk not in by_key),
    )


def roles_of(contact: Contact) -> tuple[BuyingRole.Role, ...]:
    """The contact's buying roles in the order of the list, from what was fetched with them."""
    played = {row.role for row in contact.buying_roles.all()}
    return tuple(role for role in BuyingRole.Role if role in played)


def overdue_needs(account: Account, *, today: date) -> QuerySet[Need]:
    """Open needs whose review date has passed."""
    return account.needs.filter(state=Need.State.OPEN, review_on__lt=today)


def _warnings(account: Account, seated: tuple[Seated, ...], today: date) -> list[str]:
    supporters = [one for one in seated if one.contact.attitude >= Attitude.SUPPORTER]
    found = {
        NO_DECIDER: not any(BuyingRole.Role.DECIDER in one.roles for one in seated),
        NO_CHAMPION: not any(one.contact.attitude == Attitude.CHAMPION for one in seated),
        SINGLE_THREAD: len(seated) == 1 or len(supporters) == 1,
        NEEDS_OVERDUE: overdue_needs(account, today=today).exists(),
    }
    return [text for text, holds in found.items() if holds]
