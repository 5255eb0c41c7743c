"""The mirror as SVG text: the product's signature picture.

Colours stand in the presentation attributes, so that the file is whole by itself; on a page the
classes let the style sheet give it the colours of the theme.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from counterpart.customers.models import Attitude
from counterpart.teams.mirror import Mirror, Ours, Theirs
from counterpart.teams.mirror_layout import (
    CARD_WIDTH,
    HEAD_TOP,
    LEAD_HEIGHT,
    LEFT,
    RIGHT,
    WIDTH,
    Band,
    Box,
    Density,
    GapCard,
    Layout,
    OurCard,
    TheirCard,
    Thread,
    layout_of,
)
from counterpart.teams.svg import cut, tag, text_width
from counterpart.web.templatetags.counterpart import day, hours, initials, percent

FONT = "system-ui, -apple-system, Segoe UI, Roboto, Noto Sans, Liberation Sans, Arial, sans-serif"
INK, MUTED, LINE, PAPER = "#151a23", "#566074", "#dfe4ec", "#ffffff"
GOOD, WARN, BAD, BAD_SOFT = "#13703f", "#a05f00", "#c2342b", "#fdf1f0"
QUIET = "#667085"
BANDS = (
    "#f2f4fe",
    "#edf8f6",
    "#fdf6ea",
    "#fdf1f4",
    "#edf6fc",
    "#f6f1fc",
    "#f0f8ed",
    "#f3f5f7",
)
CHIPS = (
    "#e3e8fc",
    "#d7efeb",
    "#f9e9cc",
    "#f9dfe6",
    "#d8ebf8",
    "#eae0f8",
    "#dff0d8",
    "#e6eaf0",
)
INKS = (
    "#4a5fc4",
    "#1a7468",
    "#8a5a0c",
    "#a83c5b",
    "#21689a",
    "#6d4cab",
    "#3c7429",
    "#505c70",
)
THREADS = (
    "#6579d6",
    "#2b9a8b",
    "#cc9130",
    "#cb627f",
    "#3d8fc2",
    "#8d6dc7",
    "#5c9c48",
    "#6d7b90",
)
STAR = "M0-4.2 1.3-1.4 4.2-1.2 1.9.8 2.7 3.8 0 2.1-2.7 3.8-1.9.8-4.2-1.2-1.3-1.4Z"
PLUS = "M-3.2-.8H-.8V-3.2H.8V-.8H3.2V.8H.8V3.2H-.8V.8H-3.2Z"
DOT = "M-1.5 0a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0Z"
MINUS = "M-3.2-.8H3.2V.8H-3.2Z"
CROSS = "M-3-1.9-1.9-3 0-1.1 1.9-3 3-1.9 1.1 0 3 1.9 1.9 3 0 1.1-1.9 3-3 1.9-1.1 0Z"
ATTITUDES = {
    Attitude.CHAMPION: (GOOD, "good", STAR),
    Attitude.SUPPORTER: (GOOD, "good", PLUS),
    Attitude.NEUTRAL: (QUIET, "quiet", DOT),
    Attitude.CRITIC: (WARN, "warn", MINUS),
    Attitude.BLOCKER: (BAD, "bad", CROSS),
}
BOLD = 1.15  # how much wider bold text is, in the widest of the usual fonts
TEXT_LEFT, BAR_LEFT, BAR_WIDTH = 66.0, 318.0, 78.0
BAR_RIGHT = BAR_LEFT + BAR_WIDTH


@dataclass(frozen=True)
class Links:
    """Where a click leads; `gap` is missing for those who may not change the team."""

    contact: Callable[[int], str]
    person: Callable[[int], str]
    gap: Callable[[int], str] | None = None


def mirror_svg(mirror: Mirror, links: Links | None = None) -> str:
    """The picture; with links it is part of a page, without them a file of its own."""
    layout = layout_of(mirror)
    foot = 34
    height = layout.height + foot
    pen = _Pen(mirror, layout, links)
    paper = tag("rect", width=WIDTH, height=height, fill=PAPER) if links is None else ""
    return tag(
        "svg",
        tag("title", pen_text(summary_title(mirror)), id="mirror-title"),
        tag("desc", pen_text(summary(mirror)), id="mirror-desc"),
        paper,
        *(pen.band(band) for band in layout.bands),
        tag("g", *(pen.thread(thread) for thread in _by_weight(layout)), fill="none"),
        pen.head(),
        *(pen.theirs(card) for card in layout.theirs),
        *(pen.ours(card) for card in layout.ours),
        *(pen.gap(card) for card in layout.gaps),
        pen.legend(layout.height + 22),
        xmlns="http://www.w3.org/2000/svg",
        id="mirror",
        class_="mirror",
        viewBox=f"0 0 {WIDTH:.0f} {height:.0f}",
        width=WIDTH if links is None else None,
        height=height if links is None else None,
        role="group" if links else "img",
        aria_labelledby="mirror-title mirror-desc",
        font_family=FONT,
        font_size=12,
        fill=INK,
    )


def summary_title(mirror: Mirror) -> str:
    """What the picture shows."""
    return _("%(account)s on %(day)s: who faces whom") % {
        "account": mirror.account,
        "day": day(mirror.on),
    }


def summary(mirror: Mirror) -> str:
    """The picture in a sentence."""
    contacts, gaps = len(mirror.contacts), len(mirror.gaps)
    parts = [
        ngettext("%(number)s contact", "%(number)s contacts", contacts) % {"number": contacts},
        _("%(percent)s of influence covered") % {"percent": percent(mirror.cover)},
        ngettext("%(number)s gap", "%(number)s gaps", gaps) % {"number": gaps}
        if gaps
        else _("no gaps"),
    ]
    return " · ".join(parts)


def pen_text(text: str) -> str:
    """Text escaped for an element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _by_weight(layout: Layout) -> list[Thread]:
    """Backups lie under primaries, heavy lines under light ones."""
    return sorted(layout.threads, key=lambda t: (not t.is_backup, -t.influence))


class _Pen:
    """Draws the parts of one mirror."""

    def __init__(self, mirror: Mirror, layout: Layout, links: Links | None) -> None:
        self.mirror, self.layout, self.links = mirror, layout, links
        self.density: Density = layout.density

    def tag(self, name: str, *content: str, **attributes: object) -> str:
        """One element; on a page the style sheet gives the colours of its class."""
        if self.links is not None and "class_" in attributes:
            for paint in ("fill", "stroke"):
                if attributes.get(paint) != "none":
                    attributes.pop(paint, None)
        return tag(name, *content, **attributes)

    def text(self, text: str, x: float, y: float, **attributes: object) -> str:
        return self.tag("text", pen_text(text), x=x, y=y, **attributes)

    def muted(self, text: str, x: float, y: float, **attributes: object) -> str:
        return self.text(text, x, y, fill=MUTED, class_="m-muted", **attributes)

    def card(self, box: Box, *content: str, href: str = "", label: str = "", **look: object) -> str:
        """A card with its own corner as origin; a link where there is one."""
        look = {"fill": PAPER, "stroke": LINE, "class_": "m-card"} | look
        inside = self.tag("rect", width=box.width, height=box.height, rx=12, **look) + "".join(
            content
        )
        place = f"translate({box.x:.0f} {box.y:.1f})"
        if not href:
            return self.tag("g", self.tag("title", pen_text(label)), inside, transform=place)
        return self.tag("a", inside, href=href, transform=place, aria_label=label)

    def avatar(self, name: str, hue: int, height: float) -> str:
        radius = min(18.0, height / 2 - 6)
        circle = self.tag(
            "circle", cx=34, cy=height / 2, r=radius, fill=CHIPS[hue], class_=f"m-chip h{hue}"
        )
        letters = self.text(
            initials(name),
            34,
            height / 2 + 4,
            text_anchor="middle",
            font_size=11.5,
            font_weight=650,
            fill=INKS[hue],
            class_=f"m-ink h{hue}",
        )
        return circle + letters

    def bar(self, share: float, y: float, colour: str, class_: str) -> str:
        track = self.tag(
            "rect",
            x=BAR_LEFT,
            y=y,
            width=BAR_WIDTH,
            height=5,
            rx=2.5,
            fill="#e9edf3",
            class_="m-track",
        )
        width = max(BAR_WIDTH * min(share, 100) / 100, 5 if share > 0 else 0)
        filled = self.tag(
            "rect",
            x=BAR_LEFT,
            y=y,
            width=float(width),
            height=5,
            rx=2.5,
            fill=colour,
            class_=class_,
        )
        return track + (filled if width else "")

    def band(self, band: Band) -> str:
        name = band.name or _("On the team without a contact of their own")
        ground = self.tag(
            "rect",
            x=band.box.x,
            y=band.box.y,
            width=band.box.width,
            height=band.box.height,
            rx=16,
            fill=BANDS[band.hue],
            class_=f"m-ground h{band.hue}",
        )
        return ground + self.text(
            name,
            LEFT,
            band.box.y + 22,
            font_size=13,
            font_weight=650,
            fill=INKS[band.hue],
            class_=f"m-ink h{band.hue}",
        )

    def thread(self, thread: Thread) -> str:
        bend = (thread.x2 - thread.x1) * 0.5
        path = (
            f"M{thread.x1:.0f} {thread.y1:.1f}C{thread.x1 + bend:.0f} {thread.y1:.1f} "
            f"{thread.x2 - bend:.0f} {thread.y2:.1f} {thread.x2:.0f} {thread.y2:.1f}"
        )
        width = 1.4 + 6.6 * thread.influence / 100
        if thread.person_id is None:
            return self.tag(
                "path",
                d=path,
                stroke=BAD,
                stroke_width=1.6,
                stroke_dasharray="2 5",
                stroke_linecap="round",
                class_="m-missing",
            )
        if thread.is_standing_in:
            return self.tag(
                "path",
                d=path,
                stroke=WARN,
                stroke_width=width,
                stroke_opacity="0.85",
                class_="m-standin",
            )
        if thread.is_backup:
            return self.tag(
                "path",
                d=path,
                stroke=THREADS[thread.hue],
                stroke_width=1.4,
                stroke_dasharray="5 5",
                stroke_opacity="0.75",
                class_=f"m-thread h{thread.hue}",
            )
        return self.tag(
            "path",
            d=path,
            stroke=THREADS[thread.hue],
            stroke_width=width,
            stroke_opacity="0.3" if thread.is_resting else "0.8",
            class_=f"m-thread h{thread.hue}",
        )

    def theirs(self, card: TheirCard) -> str:
        who, height, roomy = card.who, card.box.height, self.density.is_roomy
        colour, tone, shape = ATTITUDES[Attitude(who.attitude)]
        radius = min(18.0, height / 2 - 6)
        badge_x, badge_y = 34 + radius * 0.75, height / 2 + radius * 0.75
        badge = self.tag(
            "g",
            self.tag("circle", r=7, fill=PAPER, class_="m-fill-card"),
            self.tag("circle", r=6, fill=colour, class_=f"m-{tone}"),
            self.tag("path", d=shape, fill=PAPER, class_="m-fill-card"),
            transform=f"translate({badge_x:.1f} {badge_y:.1f})",
        )
        first, second = (25, 41) if roomy else (height / 2 - 3, height / 2 + 13)
        figure = first
        if roomy and not who.roles:
            first, second = 32, 49
        room = BAR_LEFT - TEXT_LEFT - 14
        below = who.title or who.level_name
        if not roomy and who.roles:
            below = f"{below} · {', '.join(who.roles)}"
        parts = [
            self.avatar(who.name, card.hue, height),
            badge,
            self.text(cut(who.name, room, 14.5), TEXT_LEFT, first, font_size=14.5, font_weight=620),
            self.muted(cut(below, room, 12), TEXT_LEFT, second),
            self._figure(percent(who.influence), figure),
            self.bar(who.influence, figure + 7, THREADS[card.hue], f"m-fill h{card.hue}"),
        ]
        if height >= 52:
            parts.append(
                self.text(
                    who.attitude_name,
                    BAR_RIGHT,
                    figure + (31 if roomy else 23),
                    text_anchor="end",
                    font_size=11,
                    fill=colour,
                    class_=f"m-{tone}-ink",
                )
            )
        if roomy:
            parts.append(self._pills(who.roles, 49))
        href = self.links.contact(who.contact_id) if self.links else ""
        return self.card(card.box, *parts, href=href, label=their_label(who, self.mirror))

    def _figure(self, text: str, y: float, colour: str = INK, class_: str = "m-text") -> str:
        return self.text(
            text,
            BAR_RIGHT,
            y,
            text_anchor="end",
            font_size=12.5,
            font_weight=620,
            fill=colour,
            class_=class_,
        )

    def _pills(self, words: tuple[str, ...], y: float) -> str:
        x, drawn = TEXT_LEFT, []
        for number, word in enumerate(words):
            width = text_width(word, 10.5) + 14
            left_over = len(words) - number
            if x + width > BAR_LEFT + (0 if left_over == 1 else -26):
                drawn.append(self.muted(f"+{left_over}", x + 2, y + 11, font_size=10.5))
                break
            pill = self.tag(
                "rect", x=x, y=y, width=width, height=15, rx=7.5, fill="#f1f3f7", class_="m-track"
            )
            label = self.muted(word, x + width / 2, y + 11, font_size=10.5, text_anchor="middle")
            drawn.append(pill + label)
            x += width + 5
        return "".join(drawn)

    def ours(self, card: OurCard) -> str:
        who, height = card.who, card.box.height
        roomy = height >= 64
        first, second = (25, 41) if roomy else (height / 2 - 3, height / 2 + 13)
        room = BAR_LEFT - TEXT_LEFT - 14
        place = f"{who.place}, {who.local_time}" if who.local_time else who.place
        away = away_text(who)
        below = f"{who.function} · {place}"
        title = who.title or who.function
        parts = [self.avatar(who.name, card.hue, height)]
        lead = pgettext("the lead of an account", "Lead")
        pill_width = text_width(lead, 10.5) + 16 if who.is_lead else 0
        name = cut(who.name, room - pill_width - (8 if pill_width else 0), 14.5)
        parts.append(self.text(name, TEXT_LEFT, first, font_size=14.5, font_weight=620))
        if who.is_lead:
            x = TEXT_LEFT + text_width(name, 14.5) * BOLD + 8
            parts += [
                self.tag(
                    "rect",
                    x=x,
                    y=first - 12,
                    width=pill_width,
                    height=16,
                    rx=8,
                    fill="#2b50c8",
                    class_="m-lead",
                ),
                self.text(
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
            parts.append(self.muted(cut(title, room, 12), TEXT_LEFT, second))
            parts.append(
                self._warning(cut(away, room, 11.5), second + 16)
                if away
                else self.muted(cut(below, room, 11.5), TEXT_LEFT, second + 16, font_size=11.5)
            )
        else:
            line = f"{title} · {place}"
            parts.append(
                self._warning(cut(away, room, 12), second)
                if away
                else self.muted(cut(line, room, 12), TEXT_LEFT, second)
            )
        parts.append(self._load(who, first, second + (16 if roomy else 7), height))
        look = {"stroke": BAD, "class_": "m-card m-over"} if who.is_overloaded else {}
        if away:
            look |= {"stroke_dasharray": "6 4"}
        href = self.links.person(who.person_id) if self.links and who.is_seen else ""
        return self.card(card.box, *parts, href=href, label=our_label(who), **look)

    def _warning(self, text: str, y: float) -> str:
        return self.text(
            text, TEXT_LEFT, y, font_size=11.5, font_weight=600, fill=WARN, class_="m-warn-ink"
        )

    def _load(self, who: Ours, first: float, third: float, height: float) -> str:
        """The load of somebody: per cent, bar and hours; red beyond what they have."""
        if who.load is None:
            return ""
        over = who.is_overloaded
        figure = percent(who.load) if who.limit else hours(who.hours)
        parts = self._figure(figure, first, BAD if over else INK, "m-bad-ink" if over else "m-text")
        colour, class_ = (BAD, "m-bad") if over else (THREADS[-1], "m-fill h7")
        parts += self.bar(who.load, first + 7, colour, class_)
        if height >= 52:
            caption = _("%(given)s of %(limit)s") % {
                "given": hours(who.hours).split("\u00a0")[0],
                "limit": hours(who.limit),
            }
            parts += self.text(
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

    def gap(self, card: GapCard) -> str:
        contact, height = card.contact, card.box.height
        first, second = height / 2 - 3, height / 2 + 14
        mend_at = self.links.gap if self.links else None
        mend = _("Find one") + " →"
        room = CARD_WIDTH - TEXT_LEFT - 16 - (text_width(mend, 12.5) + 12 if mend_at else 0)
        circle = self.tag(
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
        sign = self.text(
            "?",
            34,
            height / 2 + 5,
            text_anchor="middle",
            font_size=15,
            font_weight=650,
            fill=BAD,
            class_="m-bad-ink",
        )
        title = self.text(
            _("No counterpart"),
            TEXT_LEFT,
            first,
            font_size=14,
            font_weight=620,
            fill=BAD,
            class_="m-bad-ink",
        )
        parts = [
            circle,
            sign,
            title,
            self.muted(cut(gap_reason(contact), room, 12), TEXT_LEFT, second),
        ]
        href = ""
        if mend_at:
            href = mend_at(contact.contact_id) if self.links and self.links.gap else ""
            parts.append(
                self.text(
                    mend,
                    CARD_WIDTH - 16,
                    height / 2 + 4,
                    text_anchor="end",
                    font_size=12.5,
                    font_weight=620,
                    fill="#2b50c8",
                    class_="m-accent",
                )
            )
        label = _("%(contact)s has no counterpart. %(reason)s") % {
            "contact": contact.name,
            "reason": gap_reason(contact),
        }
        return self.card(
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

    def head(self) -> str:
        """Above the rows: the account and its cover on the left, the lead on the right."""
        mirror = self.mirror
        parts = [
            self.muted(_("Buying center"), LEFT, 24, font_size=12.5, font_weight=550),
            self.muted(day(mirror.on), WIDTH / 2, 24, font_size=12.5, text_anchor="middle"),
            self.muted(_("Selling center"), RIGHT, 24, font_size=12.5, font_weight=550),
            self.text(
                cut(mirror.account, 520, 26),
                LEFT,
                72,
                font_size=26,
                font_weight=650,
                letter_spacing="-0.4",
            ),
            self.muted(summary(mirror), LEFT, 97, font_size=13.5),
        ]
        notes = []
        if mirror.is_single_threaded and mirror.contacts:
            notes.append(_("Single-threaded: all hangs on one person"))
        over = sum(person.is_overloaded for person in mirror.people.values())
        if over:
            notes.append(
                ngettext("%(number)s person overloaded", "%(number)s people overloaded", over)
                % {"number": over}
            )
        if notes:
            parts.append(
                self.text(
                    " · ".join(notes),
                    LEFT,
                    120,
                    font_size=13,
                    font_weight=600,
                    fill=WARN,
                    class_="m-warn-ink",
                )
            )
        parts.append(self.ours(self.layout.lead) if self.layout.lead else self._no_lead())
        pair = mirror.senior_pair
        if pair:
            text = _("Executive sponsor: %(ours)s for %(theirs)s") % {
                "ours": pair[1].name,
                "theirs": pair[0].name,
            }
            parts.append(self.muted("★ " + cut(text, CARD_WIDTH - 24, 12), RIGHT + 4, 138))
        return "".join(parts)

    def _no_lead(self) -> str:
        frame = self.tag(
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
        return frame + self.text(
            _("Nobody leads this account"),
            RIGHT + CARD_WIDTH / 2,
            HEAD_TOP + LEAD_HEIGHT / 2 + 5,
            text_anchor="middle",
            font_size=14,
            font_weight=620,
            fill=BAD,
            class_="m-bad-ink",
        )

    def legend(self, y: float) -> str:
        """What the lines mean."""
        threads = self.layout.threads
        entries = [
            (
                _("Primary; the wider, the more influence"),
                any(t.person_id and not t.is_backup for t in threads),
                {"stroke": THREADS[0], "stroke_width": 5, "class_": "m-thread h0"},
            ),
            (
                _("Backup"),
                any(t.is_backup and not t.is_standing_in for t in threads),
                {
                    "stroke": THREADS[0],
                    "stroke_width": 1.4,
                    "stroke_dasharray": "5 5",
                    "class_": "m-thread h0",
                },
            ),
            (
                _("Backup standing in"),
                any(t.is_standing_in for t in threads),
                {"stroke": WARN, "stroke_width": 4, "class_": "m-standin"},
            ),
            (
                pgettext("a counterpart is missing", "Gap"),
                any(t.person_id is None for t in threads),
                {
                    "stroke": BAD,
                    "stroke_width": 1.6,
                    "stroke_dasharray": "2 5",
                    "stroke_linecap": "round",
                    "class_": "m-missing",
                },
            ),
        ]
        x, drawn = LEFT, []
        for text, is_there, look in entries:
            if not is_there:
                continue
            drawn.append(self.tag("path", d=f"M{x:.0f} {y - 4:.0f}h30", fill="none", **look))
            drawn.append(self.muted(text, x + 38, y, font_size=11.5))
            x += 38 + text_width(text, 11.5) + 26
        return "".join(drawn)


def gap_reason(contact: Theirs) -> str:
    """Why nobody faces the contact, as far as is known."""
    if contact.faced_before and contact.faced_until:
        return _("%(person)s faced them until %(day)s.") % {
            "person": contact.faced_before,
            "day": day(contact.faced_until),
        }
    return _("Nobody has faced them yet.")


def away_text(who: Ours) -> str:
    """Until when somebody is away, and why."""
    if not who.away or who.away_until is None:
        return ""
    return _("%(why)s, back on %(day)s") % {"why": who.away, "day": day(who.away_until)}


def their_label(who: Theirs, mirror: Mirror) -> str:
    """One of theirs in a sentence, for readers and pointers."""
    facts = [who.name, who.title or who.level_name, *who.roles, who.attitude_name]
    facts.append(_("influence %(percent)s") % {"percent": percent(who.influence)})
    if who.primary is None:
        facts.append(_("no counterpart"))
    else:
        facts.append(_("faced by %(person)s") % {"person": mirror.people[who.primary].name})
    if who.backup is not None:
        facts.append(_("backup %(person)s") % {"person": mirror.people[who.backup].name})
    return ", ".join(facts)


def our_label(who: Ours) -> str:
    """One of ours in a sentence."""
    facts = [who.name, who.title or who.function, who.function, who.place]
    if who.load is not None:
        facts.append(_("load %(percent)s") % {"percent": percent(who.load)})
    if who.away:
        facts.append(away_text(who))
    return ", ".join(dict.fromkeys(facts))
