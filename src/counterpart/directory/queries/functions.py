"""Functions, and the table of which of ours faces which of theirs."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from counterpart.directory.models import Function, FunctionMatch


@dataclass(frozen=True)
class MatchCell:
    """How well one of ours faces one of theirs, in percent; nought is not at all."""

    ours: Function
    theirs: Function
    percent: int

    @property
    def key(self) -> str:
        """Names the pair in the page and in what the page sends."""
        return f"m{self.ours.pk}-{self.theirs.pk}"

    @property
    def strength(self) -> int:
        """The percentage in five steps, for the shade of the cell."""
        return (self.percent + 24) // 25


@dataclass(frozen=True)
class MatchRow:
    ours: Function
    cells: list[MatchCell]


@dataclass(frozen=True)
class MatchTable:
    """Our functions as rows, theirs as columns. `unfaced` are theirs that nobody of ours faces."""

    theirs: list[Function]
    rows: list[MatchRow]
    unfaced: list[Function]


def functions_with_people() -> list[Function]:
    """Every function; `people_count` says how many of our people have it as their own."""
    return list(
        Function.objects.annotate(people_count=Count("people")).order_by("position", "name")
    )


def match_table(functions: list[Function]) -> MatchTable:
    """The whole table of these functions; one query."""
    percent = {
        (ours, theirs): fit
        for ours, theirs, fit in FunctionMatch.objects.order_by().values_list(
            "ours_id", "theirs_id", "fit_percent"
        )
    }
    theirs = [function for function in functions if function.is_theirs]
    rows = [
        MatchRow(ours, [MatchCell(ours, one, percent.get((ours.pk, one.pk), 0)) for one in theirs])
        for ours in functions
        if ours.is_ours
    ]
    faced = {theirs_id for _, theirs_id in percent}
    return MatchTable(theirs, rows, [one for one in theirs if one.pk not in faced])
