"""A problem file opened: its records with their places, and every id numbered."""

from __future__ import annotations

from typing import Any

from counterpart.kernel.reading import Reader

PROBLEM_FORMAT = "counterpart-staffing-problem/1"

_ACCOUNT_KEYS = (
    "name",
    "region",
    "coordination_cost",
    "setup_hours",
    "team_size",
    "lead",
    "members",
)
_CONTACT_KEYS = ("name", "function", "needs", "unmet_penalty", "candidates", "backup")
_PERSON_KEYS = (
    "name",
    "function",
    "region",
    "most_teams",
    "most_led",
    "skills",
    "seniority",
    "sites",
    "present_percent",
)
_TOP_KEYS = (
    "name",
    "units",
    "today",
    "locked",
    "forbidden",
    "conflicts",
    "budget",
    "region_budgets",
    "most_changes",
    "note",
)

Records = list[tuple[str, dict[str, Any]]]


class ProblemRecords:
    """What a file says, before it is made into tables; raises when it is no problem file."""

    def __init__(self, data: Any) -> None:
        self.read = Reader()
        needs = ("format", "accounts", "people", "contacts")
        self.top = self.read.record(data, "", needs=needs, may=_TOP_KEYS)
        self.read.stop_if_faulty()
        if self.top["format"] != PROBLEM_FORMAT:
            self.read.fault("format", f"{PROBLEM_FORMAT!r} is needed here")
            self.read.stop_if_faulty()
        self.accounts = self._records("accounts", ("id",), _ACCOUNT_KEYS)
        self.people = self._records("people", ("id", "hours"), _PERSON_KEYS)
        self.contacts = self._records("contacts", ("id", "account"), _CONTACT_KEYS)
        self.read.stop_if_faulty()
        self.account_number = self._numbers(self.accounts)
        self.person_number = self._numbers(self.people)
        self.contact_number = self._numbers(self.contacts)
        self.backups = self._backups()
        self.read.stop_if_faulty()
        self.backup_number = {name: at for at, (name, _, _) in enumerate(self.backups)}

    def _records(self, key: str, needs: tuple[str, ...], may: tuple[str, ...]) -> Records:
        found = []
        for place, value in self.read.entries(self.top[key], key):
            record = self.read.record(value, place, needs=needs, may=may)
            if isinstance(record.get("id"), str):
                place = f"{place} ({record['id']!r})"
            found.append((place, record))
        return found

    def _backups(self) -> list[tuple[str, str, dict[str, Any]]]:
        """The contacts that should have a backup: id, place and record of each."""
        found = []
        for place, contact in self.contacts:
            if contact.get("backup") is not None:
                where, keys = f"{place}.backup", ("unmet_penalty", "candidates")
                record = self.read.record(contact["backup"], where, may=keys)
                found.append((contact["id"], where, record))
        return found

    def _numbers(self, records: Records) -> dict[str, int]:
        numbers: dict[str, int] = {}
        for at, (place, record) in enumerate(records):
            name = self.read.text(record, "id", place)
            if not name:
                self.read.fault(place, "the id is empty")
            elif name in numbers:
                self.read.fault(place, "the id is used before; ids are unique")
            numbers.setdefault(name, at)
        return numbers

    def whole(self, records: Records, key: str, default: int = 0) -> list[int]:
        """A column of whole numbers."""
        return [self.read.whole(record, key, place, default) for place, record in records]

    def texts(self, records: Records, key: str) -> list[str]:
        """A column of texts."""
        return [self.read.text(record, key, place) for place, record in records]
