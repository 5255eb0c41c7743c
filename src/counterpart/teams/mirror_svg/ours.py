"""The cards of the selling center."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from counterpart.teams.mirror import Ours
from counterpart.teams.mirror_shapes import OurCard
from counterpart.teams.mirror_svg.colours import ACCENT, BAD, INK, MUTED, PAPER, THREADS, WARN
from counterpart.teams.mirror_svg.pen import BAR_LEFT, BAR_RIGHT, BODY, NAME, SMALL, TEXT_LEFT, Pen
from counterpart.teams.mirror_svg.wording import away_text, our_label
from counterpart.teams.svg import cut, text_width
from counterpart.web.templatetags.counterpart import hours, percent

BOLD = 1.15  # how much wider bold text is, in the widest of the usual fonts


def our_card(pen: Pen, card: OurCard) -> str:
    """One of ours: who it is, where, and what they carry."""
    who, height = card.who, card.box.height
    roomy = height >= 64
    first, second = (26, 44) if roomy else (height / 2 - 3, height / 2 + 13)
    room = BAR_LEFT - TEXT_LEFT - 14
    place = f"{who.place}, {who.local_time}" if who.local_time else who.place
    away = away_text(who)
    beside = min(room, BAR_RIGHT - text_width(_carried(who), SMALL) * BOLD - 12 - TEXT_LEFT)
    title = who.title or who.function
    parts = [pen.avatar(who.name, card.hue, height)]
    lead = pgettext("the lead of an account", "Lead")
    pill_width = text_width(lead, 11.0) + 16 if who.is_lead else 0
    name = cut(who.name, room - pill_width - (8 if pill_width else 0), NAME)
    parts.append(pen.text(name, TEXT_LEFT, first, font_size=NAME, font_weight=620))
    if who.is_lead:
        x = TEXT_LEFT + text_width(name, NAME) * BOLD + 8
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
                font_size=11,
                font_weight=600,
                text_anchor="middle",
                fill=PAPER,
                class_="m-on-lead",
            ),
        ]
    if roomy:
        parts.append(pen.muted(cut(title, room, BODY), TEXT_LEFT, second))
        parts.append(
            _warning(pen, cut(away, room, SMALL), second + 18)
            if away
            else pen.muted(_where(who, place, beside), TEXT_LEFT, second + 18, font_size=SMALL)
        )
    else:
        line = f"{title} · {place}"
        parts.append(
            _warning(pen, cut(away, room, BODY), second)
            if away
            else pen.muted(cut(line, room, BODY), TEXT_LEFT, second)
        )
    parts.append(_load(pen, who, first, second + (18 if roomy else 7), height))
    look = {"stroke": BAD, "class_": "m-card m-over"} if who.is_overloaded else {}
    if away:
        look |= {"stroke_dasharray": "6 4"}
    href = pen.links.person(who.person_id) if pen.links and who.is_seen else ""
    return pen.card(card.box, *parts, href=href, label=our_label(who), **look)


def _where(who: Ours, place: str, room: float) -> str:
    """Function and place; where both do not fit, the place with its time stays whole."""
    place = f" · {place}"
    function = cut(who.function, max(room - text_width(place, SMALL), 40), SMALL)
    return cut(function + place, room, SMALL)


def _warning(pen: Pen, text: str, y: float) -> str:
    return pen.text(
        text, TEXT_LEFT, y, font_size=SMALL, font_weight=600, fill=WARN, class_="m-warn-ink"
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
        parts += pen.text(
            _carried(who),
            BAR_RIGHT,
            third,
            text_anchor="end",
            font_size=SMALL,
            font_weight=600 if over else None,
            fill=BAD if over else MUTED,
            class_="m-bad-ink" if over else "m-muted",
        )
    return parts


def _carried(who: Ours) -> str:
    """The hours that somebody gives, of those they have."""
    given = hours(who.hours).split("\u00a0")[0]
    return _("%(given)s of %(limit)s") % {"given": given, "limit": hours(who.limit)}
