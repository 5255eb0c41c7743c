"""References in rows: from ids and names to the keys of what they mean, in the file or not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from counterpart.exchange.files.problems import BadCell
from counterpart.exchange.importing.lookup import Lookup
from counterpart.exchange.importing.rows import ImportRow
from counterpart.exchange.tables import Column, Kind, Table
from counterpart.kernel.errors import mark as _

CIRCLE = _("This would run in a circle: %(chain)s. Change one of these first.")


class References:
    """Resolves the references of one table's rows; lookups are loaded when first needed."""

    def __init__(self, table: Table, system: str, names: frozenset[str]) -> None:
        self.table = table
        self.system = system
        used = [
            column
            for column in table.columns
            if column.kind is Kind.REFERENCE and {column.name, f"{column.name}_id"} & names
        ]
        in_key = set(table.key) | {c.within for c in used if c.name in table.key}
        self.to_itself = [column for column in used if column.to == table.name]
        others = [column for column in used if column.to != table.name]
        # What tells the row apart is resolved before the row is matched; an account comes
        # before the contacts in it.
        self.first = sorted(
            (c for c in others if not c.within or c.name in in_key), key=lambda c: bool(c.within)
        )
        self.later = [column for column in others if column not in self.first]
        self._lookups: dict[str, Lookup] = {}
        self._left_out: set[int] = set()

    def lookup(self, table: str) -> Lookup:
        """The rows of a table by name."""
        if table not in self._lookups:
            self._lookups[table] = Lookup(table)
        return self._lookups[table]

    def resolve(self, row: ImportRow, columns: Sequence[Column], existing: dict[str, Any]) -> None:
        """Put keys where the row had names; what cannot be found is noted on the row."""
        facts = row.facts
        for column in columns:
            text = facts.pop(column.name, None)
            beside = f"{column.name}_id"
            key = facts.pop(beside, None)
            if not text and not key:
                if row.cleared & {column.name, beside}:
                    facts[column.name] = None
                continue
            scope = None
            if column.within:
                scope = facts.get(column.within) or existing.get(column.within)
            lookup = self.lookup(column.to)
            try:
                if key:
                    pk = lookup.by_id_or_words(key, text or "", self.system, scope=scope)
                else:
                    pk = lookup.by_words(text, system=self.system, scope=scope)
            except BadCell as bad:
                row.refuse(column.name if text else beside, bad)
            else:
                if pk not in self._left_out:
                    facts[column.name] = pk

    def know_rows(self, rows: Sequence[ImportRow]) -> None:
        """Let the rows of the file be found as well, by negative keys while they are new."""
        if not self.to_itself:
            return
        lookup = self.lookup(self.table.name)
        for place, row in enumerate(rows, start=1):
            facts = row.facts
            if row.left_out is not None:
                self._know_left_out(row, -place)
                continue
            lookup.add(
                row.pk or -place,
                [facts.get(name) or "" for name in lookup.called.words],
                scope=facts.get("account") if lookup.called.within else None,
                email=facts.get("email") or "",
                source=(facts.get("source_system") or "", facts.get("source_id") or ""),
            )

    def _know_left_out(self, row: ImportRow, key: int) -> None:
        """Remember a row that stays out by its keys: who refers to it refers to nobody."""
        facts = row.facts
        source = (facts.get("source_system") or "", facts.get("source_id") or "")
        lookup = self.lookup(self.table.name)
        if not lookup.has_source(source):
            words = [str(facts.get(name) or "") for name in lookup.called.words]
            is_known = bool(lookup.candidates(" ".join(word for word in words if word)))
            lookup.add(key, [] if is_known else words, source=source)
            self._left_out.add(key)

    def refuse_circles(self, rows: Sequence[ImportRow]) -> None:
        """Note on each row that it would stand above itself."""
        for column in self.to_itself:
            self._refuse_circles_in(column, rows)

    def _refuse_circles_in(self, column: Column, rows: Sequence[ImportRow]) -> None:
        keys = {
            row.pk or -place: row for place, row in enumerate(rows, start=1) if row.left_out is None
        }
        stated = {
            key: row.facts[column.name] for key, row in keys.items() if column.name in row.facts
        }
        if not any(stated.values()):
            return
        attname = f"{column.path}_id"
        known = self.table.model._default_manager.filter(**{f"{column.path}__isnull": False})
        above: dict[int, int | None] = dict(known.values_list("pk", attname))
        above.update(stated)
        safe: set[int] = set()
        lookup = self.lookup(self.table.name)
        for key in stated:
            path: list[int] = []
            on_path: set[int] = set()
            step: int | None = key
            while step is not None and step not in safe and step not in on_path:
                path.append(step)
                on_path.add(step)
                step = above.get(step)
            if step is not None and step in on_path:
                circle = path[path.index(step) :]
                chain = " → ".join(lookup.names.get(one, "?") for one in [*circle, circle[0]])
                for one in circle:
                    if one in keys and keys[one].facts.get(column.name):
                        keys[one].refuse(column.name, BadCell(CIRCLE, chain=chain))
            safe |= on_path
