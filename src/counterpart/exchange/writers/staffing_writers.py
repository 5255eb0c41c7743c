"""Conflicts of interest and locks: by the use-cases of the staffing room."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from counterpart.exchange.importing.rows import ImportRow, Plan, Verdict
from counterpart.exchange.writers.base import Objects, Writing, facts_maker, loaded
from counterpart.exchange.writers.plain import PlainWriter
from counterpart.kernel.errors import RowProblem
from counterpart.staffing import services as staffing
from counterpart.staffing.models import Conflict, Lock


class ConflictWriter(PlainWriter):
    """Pairs of people; which of the two stands first says nothing."""

    def problems(self, plan: Plan) -> Iterable[RowProblem]:
        """People who stand there twice, and what the fields themselves would refuse."""
        own = [row for row in _wanted(plan) if row.facts["person"] == row.facts["other"]]
        objects = Objects(plan.table, own)
        for row in own:
            person = objects.get("person", row.facts["person"])
            params = (("person", str(person)),)
            yield RowProblem(row.number, "other", staffing.OwnConflict.message, params)
        two = [row for row in plan.rows if row not in own]
        yield from super().problems(replace(plan, rows=two))

    def write(self, plan: Plan, writing: Writing) -> None:
        """Keep each two apart."""
        rows = _wanted(plan)
        there, facts_of = (
            loaded(Conflict, _changed(rows)),
            facts_maker(plan.table, Objects(plan.table, rows)),
        )
        for row in rows:
            former = there.get(row.pk or 0)
            facts = {"why": former.why if former else "", **facts_of(row)}
            staffing.keep_apart(**facts, by=writing.by, batch=writing.batch)


class LockWriter(PlainWriter):
    """Who must stand somewhere, and who never may."""

    def problems(self, plan: Plan) -> Iterable[RowProblem]:
        """What the fields themselves would refuse, then what locks would together."""
        found = list(super().problems(plan))
        wrong = {problem.row for problem in found}
        wanted = [each for each in _locks(plan) if each.row not in wrong]
        return [*found, *staffing.lock_problems(wanted)]

    def write(self, plan: Plan, writing: Writing) -> None:
        """Set them all."""
        staffing.lock_many(_locks(plan), by=writing.by, batch=writing.batch)


def _locks(plan: Plan) -> list[staffing.WantedLock]:
    rows = _wanted(plan)
    there = loaded(Lock, _changed(rows))
    facts_of = facts_maker(plan.table, Objects(plan.table, rows))
    wanted = []
    for row in rows:
        former = there.get(row.pk or 0)
        before = {"why": former.why, "kind": former.kind} if former else {"why": ""}
        facts = {"contact": None, **before, **facts_of(row)}
        wanted.append(staffing.WantedLock(**facts, row=row.number))
    return wanted


def _wanted(plan: Plan) -> list[ImportRow]:
    return [row for row in plan.rows if row.verdict in (Verdict.NEW, Verdict.CHANGED)]


def _changed(rows: list[ImportRow]) -> list[ImportRow]:
    return [row for row in rows if row.pk is not None]
