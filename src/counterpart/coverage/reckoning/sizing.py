"""How many people a sales force needs: from its sales, or from its work.

All arithmetic is exact, so that a need of exactly six people is never rounded up to seven.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from counterpart.kernel.faults import Fault, ProblemError

from .exact import Exact, above_zero, at_least_zero, share


@dataclass(frozen=True)
class Headcount:
    """How many people are needed, exactly and in whole people."""

    needed: Fraction

    @property
    def people(self) -> int:
        """Whole people, rounded up; an exact whole number stays as it is."""
        return math.ceil(self.needed)


def breakdown(forecast: Exact, per_person: Exact, turnover: Exact = 0) -> Headcount:
    """People needed for a sales forecast: forecast / sales per person x (1 + turnover).

    Forecast and sales per person in the same money and the same span of time; turnover is the
    share of people expected to leave in it. The logic runs backwards: sales are taken to decide
    the number of people, all people to sell alike, and profit is not looked at.
    Source: Johnston and Marshall, "Sales Force Management".
    """
    sales = at_least_zero(forecast, "breakdown", "the forecast")
    productivity = above_zero(per_person, "breakdown", "what one person sells")
    leave = at_least_zero(turnover, "breakdown", "the turnover")
    return Headcount(sales / productivity * (1 + leave))


@dataclass(frozen=True)
class CallClass:
    """Accounts that are called on alike."""

    name: str
    accounts: Exact
    calls_per_year: Exact
    hours_per_call: Exact

    @property
    def hours_per_year(self) -> Fraction:
        """Hours of calls that all of them need in a year."""
        place = f"class {self.name!r}"
        return (
            at_least_zero(self.accounts, place, "the number of accounts")
            * at_least_zero(self.calls_per_year, place, "the number of calls")
            * at_least_zero(self.hours_per_call, place, "the length of a call")
        )


@dataclass(frozen=True)
class WorkingYear:
    """One person's year, and how much of it goes into calls."""

    weeks: Exact
    hours_per_week: Exact
    selling_share: Exact
    """The part of all hours spent in calls; the rest is travel and other work."""

    @property
    def selling_hours(self) -> Fraction:
        """Hours a year that one person spends in calls."""
        hours = above_zero(self.weeks, "working year", "the number of weeks") * above_zero(
            self.hours_per_week, "working year", "the number of hours a week"
        )
        selling = share(self.selling_share, "working year", "the time spent selling")
        return above_zero(hours * selling, "working year", "the time spent selling")


@dataclass(frozen=True)
class Workload:
    """The calls that accounts need, and the people that takes."""

    hours_per_year: Fraction
    headcount: Headcount


def workload(classes: Sequence[CallClass], year: WorkingYear) -> Workload:
    """People needed for the calls of all classes: accounts x calls x hours / selling hours.

    Source: Talley (1961), "How to Design Sales Territories", Journal of Marketing 25(3).
    """
    names = [each.name for each in classes]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        message = "there are two classes of this name; rename one"
        raise ProblemError([Fault(f"class {name!r}", message) for name in twice])
    hours = sum((each.hours_per_year for each in classes), Fraction(0))
    return Workload(hours, Headcount(hours / year.selling_hours))


def workload_by_calls(calls_per_year: Exact, calls_per_person: Exact) -> Headcount:
    """People needed where a person's capacity is counted in calls a year rather than in hours."""
    calls = at_least_zero(calls_per_year, "workload", "the number of calls")
    return Headcount(calls / above_zero(calls_per_person, "workload", "one person's calls"))
