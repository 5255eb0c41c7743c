"""The list of worths as a file."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from .price_list import PriceList
from .problem import StaffingProblem

PRICES_FORMAT = "counterpart-staffing-prices/1"


def write_price_list(problem: StaffingProblem, listed: PriceList, path: Path) -> None:
    """All worths as JSON, or function by function and region as CSV when the name ends so."""
    cells = [vars(each) | {"load": round(each.load, 4)} for each in listed.cells]
    if path.suffix.lower() == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(cells[0]) if cells else ["function"])
            writer.writeheader()
            writer.writerows(cells)
        return
    data = {
        "format": PRICES_FORMAT,
        "problem": problem.name,
        "units": {"money": problem.money_unit, "hours": problem.hours_unit},
        "value": listed.value,
        "bound": listed.bound,
        "cells": cells,
        "people": [vars(each) for each in listed.people],
        "accounts": [vars(each) for each in listed.accounts],
        "budget": listed.budget,
        "change": listed.change,
    }
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")
