"""The map of a buying center made ready for its template: cards with their words and letters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from counterpart.customers.map_layout import lay_out
from counterpart.customers.map_shapes import SMALL_CHARACTER, Card, MapLayout, Seat
from counterpart.customers.models import Attitude, BuyingRole, Contact
from counterpart.customers.queries.buying_center import BuyingCenter, Seated
from counterpart.directory.models import Seniority

NARROWEST_MAP, WIDEST_TO_FIT = 560.0, 1400.0
LEGEND_LINE, LETTERS_SHOWN, LETTER_STEP = 22.0, 5, 21
# How an attitude is drawn: a class for its colour and a sign, beside its word.
STANCES = {
    Attitude.BLOCKER: ("blocker", "✕"),
    Attitude.CRITIC: ("critic", "−"),
    Attitude.NEUTRAL: ("neutral", "○"),
    Attitude.SUPPORTER: ("supporter", "+"),
    Attitude.CHAMPION: ("champion", "★"),
}


@dataclass(frozen=True, slots=True)
class Stance:
    """How an attitude is drawn: class, sign, and its word."""

    css: str
    sign: str
    label: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A buying role as a letter, at its place on the card."""

    x: int
    text: str


@dataclass(frozen=True, slots=True)
class DrawnCard:
    """A card on the map with all that stands on it; `description` says it in one sentence."""

    card: Card
    contact: Contact
    stance: Stance
    letters: tuple[Letter, ...]
    more_letters: int
    is_dimmed: bool
    description: str


@dataclass(frozen=True, slots=True)
class LegendItem:
    """A sign and what it means."""

    x: float
    y: float
    kind: str
    sign: str
    label: str
    stance: Stance | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole picture in SVG units."""

    layout: MapLayout
    cards: tuple[DrawnCard, ...]
    legend: tuple[LegendItem, ...]
    width: float
    height: float

    @property
    def fits_a_window(self) -> bool:
        """Whether it can be read when it is made as narrow as a usual window."""
        return self.width <= WIDEST_TO_FIT


def draw(center: BuyingCenter) -> Drawing:
    """The map of the buying center, with a legend under it."""
    seats = [_seat(one.contact) for one in center.seated]
    layout = lay_out(seats, center.ties, row_labels={s.value: str(s.label) for s in Seniority})
    seated = {one.contact.pk: one for one in center.seated}
    width = max(layout.width, NARROWEST_MAP)
    legend = tuple(_legend(width, layout.height + 30))
    return Drawing(
        layout=layout,
        cards=tuple(_drawn(card, seated[card.key]) for card in layout.cards),
        legend=legend,
        width=width,
        height=(legend[-1].y if legend else layout.height) + 18,
    )


def stance_of(attitude: int) -> Stance:
    """How an attitude is drawn, here and in tables."""
    css, sign = STANCES[Attitude(attitude)]
    return Stance(css, sign, str(Attitude(attitude).label))


def role_letter(role: BuyingRole.Role) -> str:
    """One or two letters that stand for a buying role on a small card."""
    return {
        BuyingRole.Role.INITIATOR: pgettext("letter of a buying role: initiator", "In"),
        BuyingRole.Role.USER: pgettext("letter of a buying role: user", "U"),
        BuyingRole.Role.INFLUENCER: pgettext("letter of a buying role: influencer", "If"),
        BuyingRole.Role.GATEKEEPER: pgettext("letter of a buying role: gatekeeper", "G"),
        BuyingRole.Role.BUYER: pgettext("letter of a buying role: buyer", "B"),
        BuyingRole.Role.DECIDER: pgettext("letter of a buying role: decision maker", "D"),
        BuyingRole.Role.APPROVER: pgettext("letter of a buying role: approver", "A"),
    }[role]


def _seat(contact: Contact) -> Seat:
    return Seat(
        key=contact.pk,
        name=str(contact),
        title=contact.title,
        column=(contact.function.position, str(contact.function)),
        row=contact.level,
        influence_percent=contact.influence_percent,
        reports_to=contact.reports_to_id,
    )


def _drawn(card: Card, one: Seated) -> DrawnCard:
    letters = tuple(
        Letter(12 + place * LETTER_STEP, role_letter(role))
        for place, role in enumerate(one.roles[:LETTERS_SHOWN])
    )
    stance = stance_of(one.contact.attitude)
    words = {
        "name": str(one.contact),
        "title": one.contact.title or str(one.contact.function),
        "influence": one.contact.influence_percent,
        "attitude": stance.label,
        "roles": ", ".join(str(role.label) for role in one.roles) or _("no buying role"),
    }
    sentence = _("%(name)s, %(title)s: influence %(influence)s%%, %(attitude)s, %(roles)s")
    return DrawnCard(
        card=card,
        contact=one.contact,
        stance=stance,
        letters=letters,
        more_letters=len(one.roles) - len(letters),
        is_dimmed=not one.is_picked,
        description=sentence % words,
    )


def _legend(width: float, top: float) -> Iterator[LegendItem]:
    x, y = 16.0, top
    for kind, sign, label, stance in _signs():
        length = 34 + len(label) * SMALL_CHARACTER + 14
        if x + length > width and x > 16:
            x, y = 16.0, y + LEGEND_LINE
        yield LegendItem(round(x, 1), round(y, 1), kind, sign, label, stance)
        x += length


def _signs() -> Iterator[tuple[str, str, str, Stance | None]]:
    for attitude in reversed(Attitude):
        stance = stance_of(attitude)
        yield "stance", stance.sign, stance.label, stance
    for role in BuyingRole.Role:
        yield "letter", role_letter(role), str(role.label), None
    yield "report", "", _("reports to"), None
    yield "tie", "", _("listens to"), None
    yield "influence", "", _("wider: more influence"), None
