"""What relaxing each limit is worth: kept with a proposal, and shown by function and office.

Money in minor units a year; an hour is an hour a month.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from counterpart.customers.models import Account
from counterpart.directory.models import Function, Person
from counterpart.kernel.money import minor_digits
from counterpart.staffing.findings import percent_of
from counterpart.staffing.hours import UNITS_AN_HOUR, hours_of
from counterpart.staffing.models import StaffingPlan

if TYPE_CHECKING:
    from counterpart.staffing import engine

LIMITS_KEPT = 20
STEPS = (50, 80, 95)
"""Loads, in per cent, from which a cell of the map is darker; above 100 it is a warning."""


def prices_of(listed: engine.PriceList) -> dict[str, Any]:
    """Plain data out of the engine's list."""
    people = [
        (kind, int(each.person), round(worth))
        for each in listed.people
        for kind, worth in (("team", each.team or 0), ("lead", each.lead or 0))
    ]
    places = [("place", int(each.account), round(each.place)) for each in listed.accounts]
    scarce = sorted((row for row in people + places if row[2] > 0), key=lambda row: -row[2])
    return {
        "bound": round(listed.bound),
        "cells": [_cell(each) for each in listed.cells],
        "limits": scarce[:LIMITS_KEPT],
        "budget": listed.budget,
        "change": None if listed.change is None else round(listed.change),
    }


def _cell(cell: engine.CellPrice) -> dict[str, Any]:
    return {
        "function": cell.function,
        "office": cell.region,
        "people": cell.people,
        "hours": float(hours_of(cell.hours)),
        "used": float(hours_of(cell.used)),
        "worth": round(UNITS_AN_HOUR * cell.worth_per_hour),
        "another": round(cell.another),
        "another_lead": None if cell.another_lead is None else round(cell.another_lead),
    }


@dataclass(frozen=True)
class Cell:
    """The people of one function at one office, or everywhere."""

    percent: int
    worth: int
    tone: int


@dataclass(frozen=True)
class Row:
    """One function."""

    function: Function | str
    people: int
    another: int
    another_lead: int | None
    cells: list[Cell | None]
    """Everywhere, then by office."""


@dataclass(frozen=True)
class PricesShown:
    """The map, and which limits are worth relaxing."""

    offices: list[str]
    rows: list[Row]
    limits: list[tuple[str, Any, int]]
    gap: int

    @property
    def scarce(self) -> list[Row]:
        """Functions of which one more hour is worth something, the scarcest first."""
        return [row for row in self.rows if row.cells[0] and row.cells[0].worth]


def shown_prices(plan: StaffingPlan) -> PricesShown | None:
    """As kept with the proposal, in three queries; none of one solved without prices."""
    kept = plan.findings.get("prices")
    if not kept:
        return None
    functions = {function.code: function for function in Function.objects.all()}
    cells = {(cell["function"], cell["office"]): cell for cell in kept["cells"]}
    offices = sorted({office for _code, office in cells if office})
    rows = [
        Row(
            function=functions.get(code, code),
            people=whole["people"],
            another=whole["another"],
            another_lead=whole["another_lead"],
            cells=[_shown(cells.get((code, office))) for office in (None, *offices)],
        )
        for (code, office), whole in cells.items()
        if office is None
    ]
    rows.sort(key=lambda row: -(row.cells[0].worth if row.cells[0] else 0))
    gap = max(0, kept["bound"] - (plan.value_minor or 0))
    return PricesShown(offices, rows, _limits(kept, plan.currency), gap)


def _shown(cell: dict[str, Any] | None) -> Cell | None:
    if cell is None:
        return None
    percent = percent_of(cell["used"], cell["hours"])
    tone = 4 if percent > 100 else sum(percent >= step for step in STEPS)
    return Cell(percent, cell["worth"], tone)


def _limits(kept: dict[str, Any], currency: str) -> list[tuple[str, Any, int]]:
    names = {
        "team": _("One more team for"),
        "lead": _("One more account to lead for"),
        "place": _("One more person on the team of"),
    }
    people = Person.objects.in_bulk([key for kind, key, _w in kept["limits"] if kind != "place"])
    accounts = Account.objects.in_bulk([key for kind, key, _w in kept["limits"] if kind == "place"])
    found: list[tuple[str, Any, int]] = [
        (names[kind], (accounts if kind == "place" else people).get(key), worth)
        for kind, key, worth in kept["limits"]
    ]
    if kept["change"]:
        found.append((_("One more change against today"), None, kept["change"]))
    if kept["budget"]:
        found.append(
            (
                _("A hundred more of budget"),
                None,
                round(100 * 10 ** minor_digits(currency) * kept["budget"]),
            )
        )
    return found
