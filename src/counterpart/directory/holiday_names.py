"""Public holidays by the names that the `holidays` library gives in English.

Where it does not know a country's holidays in the language of the page, the name is looked up
here; one that is not listed stays English.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

# “Labor Day (observed)”, “Eid al-Fitr (estimated)”, “Day off (substituted from 02/28/2026)”
_NOTE = re.compile(r"^(?P<name>.+) \((?P<note>observed|estimated|observed, estimated)\)$")
NOTES = (_("observed"), _("estimated"), _("observed, estimated"))
NAMES = (
    _("New Year's Day"),
    _("Day after New Year's Day"),
    _("Epiphany"),
    _("Martin Luther King Jr. Day"),
    _("Washington's Birthday"),
    _("International Women's Day"),
    _("Saint Patrick's Day"),
    _("Maundy Thursday"),
    _("Good Friday"),
    _("Easter Sunday"),
    _("Easter Monday"),
    _("May Day"),
    _("Labor Day"),
    _("Labour Day"),
    _("Workers' Day"),
    _("Victory Day"),
    _("Memorial Day"),
    _("Liberation Day"),
    _("Ascension Day"),
    _("Pentecost"),
    _("Pentecost Monday"),
    _("Corpus Christi"),
    _("Spring Bank Holiday"),
    _("Late Summer Bank Holiday"),
    _("May Bank Holiday"),
    _("June Bank Holiday"),
    _("August Bank Holiday"),
    _("October Bank Holiday"),
    _("Juneteenth National Independence Day"),
    _("Canada Day"),
    _("Australia Day"),
    _("ANZAC Day"),
    _("Anzac Day"),
    _("King's Birthday"),
    _("King's Day"),
    _("Independence Day"),
    _("National Day"),
    _("Republic Day"),
    _("Constitution Day"),
    _("Freedom Day"),
    _("Midsummer Eve"),
    _("Midsummer Day"),
    _("Assumption Day"),
    _("German Unity Day"),
    _("Columbus Day"),
    _("Thanksgiving Day"),
    _("Veterans Day"),
    _("Armistice Day"),
    _("All Saints' Day"),
    _("Immaculate Conception"),
    _("Christmas Eve"),
    _("Christmas Day"),
    _("Second Day of Christmas"),
    _("Saint Stephen's Day"),
    _("Boxing Day"),
    _("Orthodox Christmas"),
    _("Nowruz"),
    _("Eid al-Fitr"),
    _("Eid al-Fitr Holiday"),
    _("Eid al-Adha"),
    _("Eid al-Adha Holiday"),
    _("Islamic New Year"),
    _("Prophet's Birthday"),
    _("Chinese New Year"),
)


def holiday_name(name: str) -> str:
    """The name in the language in use, as far as it is known; several are joined by “; ”."""
    return "; ".join(_one(part) for part in name.split("; "))


def _one(name: str) -> str:
    noted = _NOTE.match(name)
    if noted is None:
        return gettext(name)
    return f"{gettext(noted['name'])} ({gettext(noted['note'])})"
