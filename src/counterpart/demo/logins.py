"""One login for each role of the demo company."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from counterpart.access.actions import Role
from counterpart.access.models import Login, RoleGrant
from counterpart.access.viewer import Viewer
from counterpart.directory import services as directory
from counterpart.directory.models import Person
from counterpart.teams.models import Member

PASSWORD = "counterpart-demo"  # noqa: S105 - printed at every start, for fictional people only
TITLES = {
    Role.SALES_OPERATIONS: "North American Sales Manager",
    Role.SALES_FINANCE: "Finance Manager",
    Role.PEOPLE_DEVELOPMENT: "Human Resources Manager",
    Role.EXECUTIVE: "Chief Executive Officer",
    Role.ADMINISTRATOR: "Information Services Manager",
}
HEAD = "Engineering Manager"


@dataclass(frozen=True)
class DemoLogin:
    """What to type in, and through whose eyes one then looks."""

    role: str
    name: str
    email: str
    password: str = PASSWORD


def give_logins(by: Viewer) -> list[DemoLogin]:
    """Logins for the company-wide roles, a key account manager, an expert and a function head."""
    given = []
    for role, title in TITLES.items():
        person = Person.objects.get(title=title)
        given.append(_give(person, str(role.label), role, by))
    given.append(_give(_busiest(Member.Role.LEAD), "Key account manager", None, by))
    expert = _busiest(Member.Role.COUNTERPART, reports=None)  # so that only own teams are seen
    given.append(_give(expert, "Expert", None, by))
    head = Person.objects.get(title=HEAD)
    given.append(_give(head, "Head of a function", None, by))
    return given


def known_logins() -> list[DemoLogin]:
    """The logins of a demo company that was built before."""
    people = Person.objects.filter(login__isnull=False).order_by("pk")
    leads = set(Member.objects.filter(role=Member.Role.LEAD).values_list("person", flat=True))
    return [DemoLogin(_what(person, leads), str(person), person.email) for person in people]


def _what(person: Person, leads: set[int]) -> str:
    """What the login is there to show, in the words of the tutorial."""
    for role, title in TITLES.items():
        if person.title == title:
            return str(role.label)
    if person.title == HEAD:
        return "Head of a function"
    return "Key account manager" if person.pk in leads else "Expert"


def _busiest(role: str, **facts: None) -> Person:
    """Whoever has this role on the most selling teams and has no login yet."""
    ranked = (
        Person.objects.filter(memberships__role=role, memberships__until=None, login=None, **facts)
        .annotate(teams=Count("memberships"))
        .order_by("-teams", "pk")
    )
    return next(person for person in ranked if person.email.isascii())  # easy on any keyboard


def _give(person: Person, what: str, role: Role | None, by: Viewer) -> DemoLogin:
    login = Login.objects.create_login(person.email, PASSWORD)
    if role is not None:
        RoleGrant.objects.create(login=login, role=role)
    person = Person.objects.get(pk=person.pk)
    person.login = login
    directory.change_person(person, by=by)
    return DemoLogin(what, str(person), login.email)
