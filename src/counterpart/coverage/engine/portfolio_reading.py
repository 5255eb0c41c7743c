"""The coverage problem file read: from parsed JSON to a problem, or to what is wrong with it."""

from __future__ import annotations

from typing import Any

import numpy as np

from counterpart.kernel.reading import Reader

from .portfolio import PortfolioProblem

PROBLEM_FORMAT = "counterpart-coverage-problem/1"
TOP = ("name", "note", "units")
LEAST = -(10**15)


class _Names:
    """Numbers names in the order in which they are met."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, name: str) -> int:
        return self.numbers.setdefault(name, len(self.numbers))


def problem_from_json(data: Any) -> PortfolioProblem:
    """Build the problem a parsed file describes; a `ProblemError` lists all that is wrong."""
    read = Reader()
    top = read.record(data, "", needs=("format", "resources", "accounts"), may=TOP)
    read.stop_if_faulty()
    if top["format"] != PROBLEM_FORMAT:
        read.fault("format", f"{PROBLEM_FORMAT!r} is needed here")
        read.stop_if_faulty()
    units = read.record(top.get("units", {}), "units", may=("money",))
    given = top["resources"] if isinstance(top["resources"], dict) else {}
    read.record(top["resources"], "resources", may=given)
    capacity = [read.whole(given, name, "resources") for name in given]
    table = _Table(read, {name: at for at, name in enumerate(given)})
    for place, value in read.entries(top["accounts"], "accounts"):
        table.add_account(place, value)
    read.stop_if_faulty()
    return PortfolioProblem(
        accounts=table.accounts,
        first=np.cumsum([0, *table.sizes]),
        value=np.array(table.value, dtype=np.int64),
        uses=table.uses(),
        capacity=np.array(capacity, dtype=np.int64),
        resources=list(given),
        models=list(table.models.numbers),
        model=np.array(table.model, dtype=np.int64),
        option_names=list(table.names.numbers),
        option_name=np.array(table.option_name, dtype=np.int64),
        money_unit=read.text(units, "money", "units", "EUR"),
        name=read.text(top, "name", ""),
    )


class _Table:
    """The columns of a problem, filled account by account."""

    def __init__(self, read: Reader, resources: dict[str, int]) -> None:
        self.read, self.resources = read, resources
        self.accounts: list[str] = []
        self.sizes: list[int] = []
        self.value: list[int] = []
        self.models, self.names = _Names(), _Names()
        self.model: list[int] = []
        self.option_name: list[int] = []
        self._amounts: list[tuple[int, int, int]] = []

    def add_account(self, place: str, value: Any) -> None:
        """One account with its options."""
        read, before = self.read, len(self.value)
        record = read.record(value, place, needs=("id", "options"))
        account = read.text(record, "id", place)
        place = f"{place} ({account!r})"
        for where, option in read.entries(record.get("options", []), f"{place}.options"):
            self._add_option(where, option)
        self.accounts.append(account)
        self.sizes.append(len(self.value) - before)

    def _add_option(self, place: str, value: Any) -> None:
        read = self.read
        record = read.record(value, place, needs=("id", "model", "value"), may=("uses",))
        used = record.get("uses", {})
        known = read.record(used, f"{place}.uses", may=self.resources)
        for name in known:
            if name in self.resources:
                amount = read.whole(known, name, f"{place}.uses")
                self._amounts.append((len(self.value), self.resources[name], amount))
        self.value.append(read.whole(record, "value", place, least=LEAST))
        self.model.append(self.models.number(self._name(record, "model", place)))
        self.option_name.append(self.names.number(self._name(record, "id", place)))

    def _name(self, record: dict[str, Any], key: str, place: str) -> str:
        name = self.read.text(record, key, place)
        if not name and key in record:
            self.read.fault(f"{place}.{key}", "a text that says something is needed here")
        return name

    def uses(self) -> Any:
        """What every option uses of every resource."""
        table = np.zeros((len(self.value), len(self.resources)), dtype=np.int64)
        if self._amounts:
            option, resource, amount = np.array(self._amounts, dtype=np.int64).T
            table[option, resource] = amount
        return table
