"""The whole picture, its parts laid over each other."""

from __future__ import annotations

from counterpart.teams.mirror import Mirror
from counterpart.teams.mirror_layout import layout_of
from counterpart.teams.mirror_shapes import WIDTH
from counterpart.teams.mirror_svg.colours import FONT, INK, PAPER
from counterpart.teams.mirror_svg.gaps import gap_card
from counterpart.teams.mirror_svg.grounds import ground_of
from counterpart.teams.mirror_svg.head import head
from counterpart.teams.mirror_svg.legend import legend
from counterpart.teams.mirror_svg.ours import our_card
from counterpart.teams.mirror_svg.pen import BODY, Links, Pen, escaped
from counterpart.teams.mirror_svg.theirs import their_card
from counterpart.teams.mirror_svg.threads import by_weight, line_of
from counterpart.teams.mirror_svg.wording import summary, summary_title
from counterpart.teams.svg import tag

FOOT = 34  # room for the legend
MARGIN = 24  # around a file of its own, for slides and documents


def mirror_svg(mirror: Mirror, links: Links | None = None) -> str:
    """The picture; with links it is part of a page, without them a file of its own."""
    layout = layout_of(mirror)
    height = layout.height + FOOT
    is_roomy = layout.density.is_roomy
    pen = Pen(links)
    margin = MARGIN if links is None else 0
    wide, high = WIDTH + 2 * margin, height + 2 * margin
    paper = ""
    if links is None:
        paper = tag("rect", x=-margin, y=-margin, width=wide, height=high, fill=PAPER)
    return tag(
        "svg",
        tag("title", escaped(summary_title(mirror)), id="mirror-title"),
        tag("desc", escaped(summary(mirror)), id="mirror-desc"),
        paper,
        *(ground_of(pen, band) for band in layout.bands),
        tag("g", *(line_of(pen, thread) for thread in by_weight(layout)), fill="none"),
        head(pen, mirror, layout.lead),
        *(their_card(pen, card, mirror, is_roomy=is_roomy) for card in layout.theirs),
        *(our_card(pen, card) for card in layout.ours),
        *(gap_card(pen, card) for card in layout.gaps),
        legend(pen, layout.threads, layout.height + 22),
        xmlns="http://www.w3.org/2000/svg",
        id="mirror",
        class_="mirror",
        viewBox=f"{-margin} {-margin} {wide:.0f} {high:.0f}",
        width=wide if links is None else None,
        height=high if links is None else None,
        role="group" if links else "img",
        aria_labelledby="mirror-title mirror-desc",
        font_family=FONT,
        font_size=BODY,
        fill=INK,
    )
