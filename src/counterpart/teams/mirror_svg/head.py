"""Above the rows: the account and its cover on the left, the lead on the right."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from counterpart.teams.mirror import Mirror
from counterpart.teams.mirror_shapes import CARD_WIDTH, LEFT, RIGHT, WIDTH, OurCard
from counterpart.teams.mirror_svg.colours import WARN
from counterpart.teams.mirror_svg.gaps import no_lead
from counterpart.teams.mirror_svg.ours import our_card
from counterpart.teams.mirror_svg.pen import Pen
from counterpart.teams.mirror_svg.wording import summary
from counterpart.teams.svg import cut
from counterpart.web.templatetags.counterpart import day


def head(pen: Pen, mirror: Mirror, lead: OurCard | None) -> str:
    """Above the rows: the account and its cover on the left, the lead on the right."""
    parts = [
        pen.muted(_("Buying center"), LEFT, 24, font_size=13, font_weight=550),
        pen.muted(day(mirror.on), WIDTH / 2, 24, font_size=13, text_anchor="middle"),
        pen.muted(_("Selling center"), RIGHT, 24, font_size=13, font_weight=550),
        pen.text(
            cut(mirror.account, 540, 26),
            LEFT,
            72,
            font_size=26,
            font_weight=650,
            letter_spacing="-0.4",
        ),
        pen.muted(summary(mirror), LEFT, 97, font_size=14),
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
            pen.text(
                " · ".join(notes),
                LEFT,
                120,
                font_size=13.5,
                font_weight=600,
                fill=WARN,
                class_="m-warn-ink",
            )
        )
    parts.append(our_card(pen, lead) if lead else no_lead(pen))
    pair = mirror.senior_pair
    if pair:
        text = _("Executive sponsor: %(ours)s for %(theirs)s") % {
            "ours": pair[1].name,
            "theirs": pair[0].name,
        }
        parts.append(pen.muted("★ " + cut(text, CARD_WIDTH - 24, 12.5), RIGHT + 4, 141))
    return "".join(parts)
