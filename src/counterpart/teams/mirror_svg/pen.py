"""What all parts of the picture are drawn with: elements, texts, cards, bars."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from counterpart.teams.mirror_shapes import Box
from counterpart.teams.mirror_svg.colours import CHIPS, INK, INKS, LINE, MUTED, PAPER, TRACK
from counterpart.teams.svg import tag
from counterpart.web.templatetags.counterpart import initials

TEXT_LEFT, BAR_LEFT, BAR_WIDTH = 66.0, 318.0, 78.0
NAME, BODY, SMALL = 15.0, 12.5, 11.5  # sizes of letters; the page shows nine tenths of them
BAR_RIGHT = BAR_LEFT + BAR_WIDTH


@dataclass(frozen=True)
class Links:
    """Where a click leads; `gap` is missing for those who may not change the team."""

    contact: Callable[[int], str]
    person: Callable[[int], str]
    gap: Callable[[int], str] | None = None


def escaped(text: str) -> str:
    """Text escaped for an element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class Pen:
    """Draws for a page, where the style sheet gives the colours, or for a file of its own."""

    def __init__(self, links: Links | None) -> None:
        self.links = links

    def tag(self, name: str, *content: str, **attributes: object) -> str:
        """One element; on a page the style sheet gives the colours of its class."""
        if self.links is not None and "class_" in attributes:
            for paint in ("fill", "stroke"):
                if attributes.get(paint) != "none":
                    attributes.pop(paint, None)
        return tag(name, *content, **attributes)

    def text(self, text: str, x: float, y: float, **attributes: object) -> str:
        return self.tag("text", escaped(text), x=x, y=y, **attributes)

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
            return self.tag("g", self.tag("title", escaped(label)), inside, transform=place)
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
            font_size=12,
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
            fill=TRACK,
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

    def figure(self, text: str, y: float, colour: str = INK, class_: str = "m-text") -> str:
        return self.text(
            text,
            BAR_RIGHT,
            y,
            text_anchor="end",
            font_size=13,
            font_weight=620,
            fill=colour,
            class_=class_,
        )
