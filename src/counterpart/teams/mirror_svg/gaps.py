"""The cards of what is missing: a counterpart, a lead."""

from __future__ import annotations

from django.utils.translation import gettext as _

from counterpart.teams.mirror_shapes import CARD_WIDTH, HEAD_TOP, LEAD_HEIGHT, RIGHT, GapCard
from counterpart.teams.mirror_svg.colours import ACCENT, BAD, BAD_SOFT
from counterpart.teams.mirror_svg.pen import BODY, NAME, TEXT_LEFT, Pen
from counterpart.teams.mirror_svg.wording import gap_reason
from counterpart.teams.svg import cut, text_width


def gap_card(pen: Pen, card: GapCard) -> str:
    """A contact whom nobody faces; a way to mend it for those who may."""
    contact, height = card.contact, card.box.height
    first, second = height / 2 - 3, height / 2 + 14
    mend_at = pen.links.gap if pen.links else None
    mend = _("Find one") + " →"
    room = CARD_WIDTH - TEXT_LEFT - 16 - (text_width(mend, 13) + 12 if mend_at else 0)
    circle = pen.tag(
        "circle",
        cx=34,
        cy=height / 2,
        r=min(18.0, height / 2 - 6),
        fill="none",
        stroke=BAD,
        stroke_width=1.5,
        stroke_dasharray="3 4",
        class_="m-missing",
    )
    sign = pen.text(
        "?",
        34,
        height / 2 + 5,
        text_anchor="middle",
        font_size=15,
        font_weight=650,
        fill=BAD,
        class_="m-bad-ink",
    )
    title = pen.text(
        _("No counterpart"),
        TEXT_LEFT,
        first,
        font_size=NAME - 0.5,
        font_weight=620,
        fill=BAD,
        class_="m-bad-ink",
    )
    parts = [
        circle,
        sign,
        title,
        pen.muted(cut(gap_reason(contact), room, BODY), TEXT_LEFT, second),
    ]
    href = ""
    if mend_at:
        href = mend_at(contact.contact_id) if pen.links and pen.links.gap else ""
        parts.append(
            pen.text(
                mend,
                CARD_WIDTH - 16,
                height / 2 + 4,
                text_anchor="end",
                font_size=13,
                font_weight=620,
                fill=ACCENT,
                class_="m-accent print-hidden",
            )
        )
    label = _("%(contact)s has no counterpart. %(reason)s") % {
        "contact": contact.name,
        "reason": gap_reason(contact),
    }
    return pen.card(
        card.box,
        *parts,
        href=href,
        label=label,
        fill=BAD_SOFT,
        stroke=BAD,
        stroke_dasharray="6 5",
        stroke_width=1.4,
        class_="m-card m-gap",
    )


def no_lead(pen: Pen) -> str:
    """Where the lead would stand."""
    frame = pen.tag(
        "rect",
        x=RIGHT,
        y=HEAD_TOP,
        width=CARD_WIDTH,
        height=LEAD_HEIGHT,
        rx=12,
        fill=BAD_SOFT,
        stroke=BAD,
        stroke_dasharray="6 5",
        class_="m-card m-gap",
    )
    return frame + pen.text(
        _("Nobody leads this account"),
        RIGHT + CARD_WIDTH / 2,
        HEAD_TOP + LEAD_HEIGHT / 2 + 5,
        text_anchor="middle",
        font_size=NAME - 0.5,
        font_weight=620,
        fill=BAD,
        class_="m-bad-ink",
    )
