"""Mappings kept per source: the next file of the same make needs no questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from counterpart.access.viewer import Viewer
from counterpart.exchange.files.problems import UnreadableFile
from counterpart.exchange.files.table import called_alike
from counterpart.exchange.headings import hubspot, salesforce
from counterpart.exchange.headings.leaving_out import proposed_leaving_out
from counterpart.exchange.headings.recognise import OWN, recognise
from counterpart.exchange.importing.mapping import ColumnMapping, heading_key
from counterpart.exchange.models import ImportMapping
from counterpart.exchange.tables import Kind, Table, table_named
from counterpart.history import services as history
from counterpart.kernel.errors import mark as _

HEADINGS_SHOWN = 6
NOT_RECOGNISED = _(
    "The names of the columns (%(headings)s …) do not say what is in the file. Choose what is in "
    "it; on the command line with --table."
)


def proposed_mapping(
    headings: Sequence[str], *, table: str, system: str, delimiter: str = ""
) -> tuple[str, str, ColumnMapping, bool]:
    """Table, source system, mapping, and whether it is beyond doubt.

    What was chosen for the same headings of the same source comes first, then what the headings
    themselves say. Words translated before for the source are known in any case.
    """
    remembered = _remembered(headings, table, system)
    if remembered is not None:
        found = ColumnMapping.from_json(remembered.mapping)
        return remembered.table, remembered.source_system, found, True
    # A name that several columns bear is recognised all the same, so that a person is asked.
    alike = called_alike(headings)
    several = {heading for told_apart in alike.values() for heading in told_apart}
    plain = [*alike, *(heading for heading in headings if heading not in several)]
    reading = recognise(plain, table=table, system=system)
    if not reading.is_found:
        raise UnreadableFile(NOT_RECOGNISED, headings=", ".join(headings[:HEADINGS_SHOWN]))
    source = system or (
        reading.system if reading.system in (salesforce.SYSTEM, hubspot.SYSTEM) else ""
    )
    dates = "month_first" if source in (salesforce.SYSTEM, hubspot.SYSTEM) else ""
    mapping = ColumnMapping(
        columns=reading.columns,
        values=words_known(table_named(reading.table), source),
        defaults=dict(reading.defaults),
        otherwise=dict(reading.otherwise),
        leaves_out={} if reading.system == OWN else proposed_leaving_out(reading.table, headings),
        decimal=_decimal(reading.system, delimiter),
        dates=dates,
    )
    return reading.table, source, mapping, reading.is_sure


def _decimal(system: str, delimiter: str) -> str:
    """The decimal sign of files we know; our own have a comma where they have semicolons."""
    if system in (salesforce.SYSTEM, hubspot.SYSTEM):
        return "."
    return {";": ",", "": ""}.get(delimiter, ".") if system == OWN else ""


def words_known(table: Table, system: str) -> dict[str, dict[str, str]]:
    """Their words and ours, as chosen in any earlier file of the source.

    A function that was chosen for contacts is known for people as well.
    """
    known: dict[str, dict[str, str]] = {}
    by_list: dict[str, dict[str, str]] = {}
    for saved in ImportMapping.objects.filter(source_system=system).order_by("used_at"):
        columns = table_named(saved.table).by_name
        for name, words in saved.mapping.get("values", {}).items():
            if name in columns and columns[name].kind is Kind.REFERENCE:
                by_list.setdefault(columns[name].to, {}).update(words)
            elif saved.table == table.name:
                known.setdefault(name, {}).update(words)
    for column in table.columns:
        if column.kind is Kind.REFERENCE and column.to in by_list:
            known[column.name] = by_list[column.to]
    return known


def remember_mapping(
    headings: Sequence[str],
    mapping: ColumnMapping,
    *,
    table: str,
    system: str,
    by: Viewer,
    now: datetime,
) -> ImportMapping:
    """Keep the mapping for the next file with these headings."""
    key = heading_key(headings)
    saved = ImportMapping.objects.filter(table=table, source_system=system, heading_key=key).first()
    if saved is None:
        saved = ImportMapping(table=table, source_system=system, heading_key=key)
    saved.mapping = replace(mapping, leaves_wrong=False).as_json()
    saved.used_at = now
    if saved.pk is None:
        return history.create(saved, by=by)
    return history.save(saved, by=by)


def _remembered(headings: Sequence[str], table: str, system: str) -> ImportMapping | None:
    found = ImportMapping.objects.filter(heading_key=heading_key(headings))
    if table:
        found = found.filter(table=table)
    if system:
        found = found.filter(source_system=system)
    rows = list(found.order_by("-used_at"))
    # One file of accounts may serve twice; without being told it is the accounts.
    return next((row for row in rows if row.table != "leads"), rows[0] if rows else None)
