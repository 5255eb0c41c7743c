"""The coloured grounds of the bands."""

from __future__ import annotations

from django.utils.translation import gettext as _

from counterpart.teams.mirror_shapes import LEFT, Band
from counterpart.teams.mirror_svg.colours import BANDS, INKS
from counterpart.teams.mirror_svg.pen import Pen


def ground_of(pen: Pen, band: Band) -> str:
    """The ground of one band, with its name."""
    name = band.name or _("On the team without a contact of their own")
    ground = pen.tag(
        "rect",
        x=band.box.x,
        y=band.box.y,
        width=band.box.width,
        height=band.box.height,
        rx=16,
        fill=BANDS[band.hue],
        class_=f"m-ground h{band.hue}",
    )
    return ground + pen.text(
        name,
        LEFT,
        band.box.y + 22,
        font_size=13.5,
        font_weight=650,
        fill=INKS[band.hue],
        class_=f"m-ink h{band.hue}",
    )
