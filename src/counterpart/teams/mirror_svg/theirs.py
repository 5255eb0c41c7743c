"""The cards of the buying center."""

from __future__ import annotations

from counterpart.customers.models import Attitude
from counterpart.teams.mirror import Mirror
from counterpart.teams.mirror_shapes import TheirCard
from counterpart.teams.mirror_svg.colours import ATTITUDES, PAPER, PILL, THREADS
from counterpart.teams.mirror_svg.pen import BAR_LEFT, BAR_RIGHT, BODY, NAME, SMALL, TEXT_LEFT, Pen
from counterpart.teams.mirror_svg.wording import their_label
from counterpart.teams.svg import cut, text_width
from counterpart.web.templatetags.counterpart import percent


def their_card(pen: Pen, card: TheirCard, mirror: Mirror, *, is_roomy: bool) -> str:
    """One of theirs: who it is, what they think of us, and how much they weigh."""
    who, height, roomy = card.who, card.box.height, is_roomy
    colour, tone, shape = ATTITUDES[Attitude(who.attitude)]
    radius = min(18.0, height / 2 - 6)
    badge_x, badge_y = 34 + radius * 0.75, height / 2 + radius * 0.75
    badge = pen.tag(
        "g",
        pen.tag("circle", r=7, fill=PAPER, class_="m-fill-card"),
        pen.tag("circle", r=6, fill=colour, class_=f"m-{tone}"),
        pen.tag("path", d=shape, fill=PAPER, class_="m-fill-card"),
        transform=f"translate({badge_x:.1f} {badge_y:.1f})",
    )
    first, second = (26, 44) if roomy else (height / 2 - 3, height / 2 + 13)
    figure = first
    if roomy and not who.roles:
        first, second = 34, 52
    room = BAR_LEFT - TEXT_LEFT - 14
    below = who.title or who.level_name
    if not roomy and who.roles:
        below = f"{below} · {', '.join(who.roles)}"
    parts = [
        pen.avatar(who.name, card.hue, height),
        badge,
        pen.text(cut(who.name, room, NAME), TEXT_LEFT, first, font_size=NAME, font_weight=620),
        pen.muted(cut(below, room, BODY), TEXT_LEFT, second),
        pen.figure(percent(who.influence), figure),
        pen.bar(who.influence, figure + 7, THREADS[card.hue], f"m-fill h{card.hue}"),
    ]
    if height >= 52:
        parts.append(
            pen.text(
                who.attitude_name,
                BAR_RIGHT,
                figure + (36 if roomy else 23),
                text_anchor="end",
                font_size=SMALL,
                fill=colour,
                class_=f"m-{tone}-ink",
            )
        )
    if roomy:
        parts.append(
            _pills(pen, who.roles, 53, BAR_RIGHT - text_width(who.attitude_name, SMALL) - 10)
        )
    href = pen.links.contact(who.contact_id) if pen.links else ""
    return pen.card(card.box, *parts, href=href, label=their_label(who, mirror))


def _pills(pen: Pen, words: tuple[str, ...], y: float, end: float) -> str:
    """The buying roles, as many as fit; how many more there are."""
    x, drawn = TEXT_LEFT, []
    for number, word in enumerate(words):
        width = text_width(word, SMALL - 0.5) + 14
        left_over = len(words) - number
        if x + width > end - (0 if left_over == 1 else 26):
            drawn.append(pen.muted(f"+{left_over}", x + 2, y + 12, font_size=SMALL - 0.5))
            break
        pill = pen.tag("rect", x=x, y=y, width=width, height=16, rx=8, fill=PILL, class_="m-track")
        label = pen.muted(word, x + width / 2, y + 12, font_size=SMALL - 0.5, text_anchor="middle")
        drawn.append(pill + label)
        x += width + 5
    return "".join(drawn)
