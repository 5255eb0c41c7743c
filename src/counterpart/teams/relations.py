"""How a viewer relates to accounts and to team mates: through today's selling teams.

And to what is handed over: as the one who gives it or takes it, whether or not they are on the
team today; who gives has often left it, and who takes may not be on it yet.
"""

from django.db.models import Q

from counterpart.access import relations
from counterpart.access.actions import Relation
from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account
from counterpart.directory.models import Person
from counterpart.teams.models import HandOver, Member

NOBODY = Q(pk__in=[])


def is_led(viewer: Viewer) -> Q:
    """Accounts the viewer leads today."""
    if viewer.person is None:
        return NOBODY
    led = Member.objects.on(viewer.today).filter(person=viewer.person, role=Member.Role.LEAD)
    return Q(pk__in=led.order_by().values("team__account"))


def is_team_member(viewer: Viewer) -> Q:
    """Accounts on whose selling team the viewer is today."""
    if viewer.person is None:
        return NOBODY
    mine = Member.objects.on(viewer.today).filter(person=viewer.person)
    return Q(pk__in=mine.order_by().values("team__account"))


def has_members_of(viewer: Viewer) -> Q:
    """Accounts on whose team somebody below the viewer in the solid line is today."""
    if viewer.person is None or not viewer.person.line_path:
        return NOBODY
    # The people first: they are few, and their places on teams are found by index.
    below = Person.objects.filter(line_path__startswith=viewer.person.line_path)
    theirs = Member.objects.on(viewer.today).filter(person__in=below.order_by().values("pk"))
    return Q(pk__in=theirs.order_by().values("team__account"))


def is_team_mate(viewer: Viewer) -> Q:
    """People who are today on a selling team together with the viewer."""
    if viewer.person is None:
        return NOBODY
    mine = Member.objects.on(viewer.today).filter(person=viewer.person)
    mates = Member.objects.on(viewer.today).filter(team__in=mine.order_by().values("team"))
    return Q(pk__in=mates.order_by().values("person"))


def is_giver(viewer: Viewer) -> Q:
    """What the viewer hands over."""
    return Q(giver=viewer.person) if viewer.person else NOBODY


def is_taker(viewer: Viewer) -> Q:
    """What the viewer takes over."""
    return Q(taker=viewer.person) if viewer.person else NOBODY


def register() -> None:
    relations.register(Account, Relation.LEAD, is_led)
    relations.register(Account, Relation.TEAM_MEMBER, is_team_member)
    relations.register(Account, Relation.MEMBERS_MANAGER, has_members_of)
    relations.register(Person, Relation.TEAM_MATE, is_team_mate)
    relations.register(HandOver, Relation.GIVER, is_giver)
    relations.register(HandOver, Relation.TAKER, is_taker)
