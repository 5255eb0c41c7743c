"""Who is looking: a login, the person behind it, their roles, and the day it is for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from counterpart.access.actions import Action, Relation, Role
from counterpart.access.policy import POLICY

if TYPE_CHECKING:
    from counterpart.access.models import Login


@dataclass(frozen=True)
class Viewer:
    """Somebody who reads or changes something; handed to every query and use-case as `by`.

    `roles` are company-wide. `person` is the `directory.Person` of the login, if there is one.
    `name` stands in the history. `scopes` narrows what an API token may do; `None` is all.
    """

    name: str
    today: date
    login: Login | None = None
    person: Any = None
    roles: frozenset[Role] = frozenset()
    is_system: bool = False
    scopes: frozenset[str] | None = field(default=None)

    @classmethod
    def of(cls, login: Login, today: date | None = None) -> Viewer:
        """The viewer behind a login: two queries, once a request."""
        person = getattr(login, "person", None)
        return cls(
            name=str(person or login),
            today=today or timezone.localdate(),
            login=login,
            person=person,
            roles=frozenset(Role(grant.role) for grant in login.role_grants.all()),
        )

    @classmethod
    def system(cls, name: str, today: date | None = None) -> Viewer:
        """The product itself: the command line, the demo, a background job."""
        return cls(
            name=name,
            today=today or timezone.localdate(),
            roles=frozenset(Role),
            is_system=True,
        )

    def has_role_for(self, action: Action) -> bool:
        """Whether a company-wide role (or being anybody at all) allows it everywhere."""
        grants = POLICY[action]
        return bool(grants & self.roles) or Relation.EVERYBODY in grants
