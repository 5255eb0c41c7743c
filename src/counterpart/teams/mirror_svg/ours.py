"""The cards of the selling center."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from counterpart.teams.mirror import Ours
from counterpart.teams.mirror_shapes import OurCard
from counterpart.teams.mirror_svg.colours import ACCENT, BAD, INK, MUTED, PAPER, THREADS, WARN
from counterpart.teams.mirror_svg.pen import BAR_LEFT, BAR_RIGHT, TEXT_LEFT, Pen
from counterpart.teams.mirror_svg.wording import away_text, our_label
from counterpart.teams.svg import cut, text_width
from counterpart.web.templatetags.counterpart import hours, percent

BOLD = 1.15  # how much wider bold text is, in the widest of the usual fonts


def our_card(pen: Pen, card: OurCard) -> str:
    """One of ours: who it is, where, and what they carry."""
    who, height = card.who, card.box.height
    roomy = height >= 64
    first, second = (25, 41) if roomy else (height / 2 - 3, height / 2 + 13)
    room = BAR_LEFT - TEXT_LEFT - 14
    place = f"{who.place}, {who.local_time}" if who.local_time else who.place
    away = away_text(who)
    below = f"{who.function} · {place}"
    title = who.title or who.function
    parts = [pen.avatar(who.name, card.hue, height)]
    lead = pgettext("the lead of an account", "Lead")
    pill_width = text_width(lead, 10.5) + 16 if who.is_lead else 0
    name = cut(who.name, room - pill_width - (8 if pill_width else 0), 14.5)
    parts.append(pen.text(name, TEXT_LEFT, first, font_size=14.5, font_weight=620))
    if who.is_lead:
        x = TEXT_LEFT + text_width(name, 14.5) * BOLD + 8
        parts += [
            pen.tag(
                "rect",
                x=x,
                y=first - 12,
                width=pill_width,
                height=16,
                rx=8,
                fill=ACCENT,
                class_="m-lead",
            ),
            pen.text(
                lead,
                x + pill_width / 2,
                first - 0.5,
                font_size=10.5,
                font_weight=600,
                text_anchor="middle",
                fill=PAPER,
                class_="m-on-lead",
            ),
        ]
    if roomy:
        parts.append(pen.muted(cut(title, room, 12), TEXT_LEFT, second))
        parts.append(
            _warning(pen, cut(away, room, 11.5), second + 16)
            if away
            else pen.muted(cut(below, room, 11.5), TEXT_LEFT, second + 16, font_size=11.5)
        )
    else:
        line = f"{title} · {place}"
        parts.append(
            _warning(pen, cut(away, room, 12), second)
            if away
            else pen.muted(cut(line, room, 12), TEXT_LEFT, second)
        )
    parts.append(_load(pen, who, first, second + (16 if roomy else 7), height))
    look = {"stroke": BAD, "class_": "m-card m-over"} if who.is_overloaded else {}
    if away:
        look |= {"stroke_dasharray": "6 4"}
    href = pen.links.person(who.person_id) if pen.links and who.is_seen else ""
    return pen.card(card.box, *parts, href=href, label=our_label(who), **look)


def _warning(pen: Pen, text: str, y: float) -> str:
    return pen.text(
        text, TEXT_LEFT, y, font_size=11.5, font_weight=600, fill=WARN, class_="m-warn-ink"
    )


def _load(pen: Pen, who: Ours, first: float, third: float, height: float) -> str:
    """The load of somebody: per cent, bar and hours; red beyond what they have."""
    if who.load is None:
        return ""
    over = who.is_overloaded
    figure = percent(who.load) if who.limit else hours(who.hours)
    parts = pen.figure(figure, first, BAD if over else INK, "m-bad-ink" if over else "m-text")
    colour, class_ = (BAD, "m-bad") if over else (THREADS[-1], "m-fill h7")
    parts += pen.bar(who.load, first + 7, colour, class_)
    if height >= 52:
        caption = _("%(given)s of %(limit)s") % {
            "given": hours(who.hours).split("\u00a0")[0],
            "limit": hours(who.limit),
        }
        parts += pen.text(
            caption,
            BAR_RIGHT,
            third,
            text_anchor="end",
            font_size=11,
            font_weight=600 if over else None,
            fill=BAD if over else MUTED,
            class_="m-bad-ink" if over else "m-muted",
        )
    return parts
