"""The mirror as SVG text: the product's signature picture.

Colours stand in the presentation attributes, so that the file is whole by itself; on a page the
classes let the style sheet give it the colours of the theme.
"""

from counterpart.teams.mirror_svg.pen import Links
from counterpart.teams.mirror_svg.picture import mirror_svg
from counterpart.teams.mirror_svg.wording import away_text, gap_reason, stand_in_text, summary

__all__ = ["Links", "away_text", "gap_reason", "mirror_svg", "stand_in_text", "summary"]
