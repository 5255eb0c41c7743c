"""The mirror in words: its summary, and each card in a sentence."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from counterpart.teams.mirror import Mirror, Ours, Theirs
from counterpart.web.templatetags.counterpart import day, percent


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


def stand_in_text(who: Ours) -> str:
    """Who acts for somebody who is away."""
    return _("stands in: %(person)s") % {"person": who.stand_in} if who.stand_in else ""


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
        facts += [away_text(who), *filter(None, [stand_in_text(who)])]
    return ", ".join(dict.fromkeys(facts))
