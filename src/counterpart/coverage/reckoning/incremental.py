"""Whether one more person pays: marginal profit, break-even ratio, return of three years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from .exact import Exact, above_zero, at_least_zero, share

Verdict = Literal["too large", "about right", "too small"]

LEAST_RETURN = Fraction(1, 2)
MOST_RETURN = Fraction(3, 2)
"""Returns of three years between which the size is about right; source as for the return."""


@dataclass(frozen=True)
class NextPerson:
    """What one more person would bring and cost in a year."""

    number: int
    """The size of the force with this person."""
    added_sales: Fraction
    margin: Fraction
    """Gross margin on the added sales."""
    cost: Fraction
    """Fixed cost and commission."""
    gain: Fraction
    """Margin less cost of all people added so far, this one included."""

    @property
    def profit(self) -> Fraction:
        """What this person adds to profit."""
        return self.margin - self.cost


@dataclass(frozen=True)
class Incremental:
    """One line for each further person, and where to stop."""

    present: int
    steps: tuple[NextPerson, ...]

    @property
    def size(self) -> int:
        """The size before the first person who costs more than they bring.

        A person who brings exactly what they cost makes no difference and is counted in, as in
        the textbooks. A later person may pay again where sales answer effort in an S; compare
        `best_size`.
        """
        for step in self.steps:
            if step.profit < 0:
                return step.number - 1
        return self.present + len(self.steps)

    @property
    def best_size(self) -> int:
        """The size with the highest gain of all; the largest of several equal ones."""
        best, size = Fraction(0), self.present
        for step in self.steps:
            if step.gain >= best:
                best, size = step.gain, step.number
        return size

    def gain_at(self, size: int) -> Fraction:
        """What going from the present size to this one adds to profit."""
        return self.steps[size - self.present - 1].gain if size > self.present else Fraction(0)


def incremental(
    added_sales: Sequence[Exact],
    *,
    present: int,
    margin_rate: Exact,
    cost_per_person: Exact,
    commission_rate: Exact = 0,
) -> Incremental:
    """Go on adding people while the margin they bring covers what they cost.

    `added_sales` holds what each next person adds a year; cost in the same money.
    """
    rate = share(margin_rate, "incremental", "the margin rate")
    commission = share(commission_rate, "incremental", "the commission rate")
    fixed = at_least_zero(cost_per_person, "incremental", "the cost of a person")
    steps, gain = [], Fraction(0)
    for number, added in enumerate(added_sales, start=present + 1):
        sales = at_least_zero(added, f"person {number}", "the sales added")
        margin, cost = rate * sales, fixed + commission * sales
        gain += margin - cost
        steps.append(NextPerson(number, sales, margin, cost, gain))
    return Incremental(present, tuple(steps))


@dataclass(frozen=True)
class Return:
    """What one more person returns over three years.

    return = margin rate x sales x (1 + kept second + kept third) / cost - 1
    """

    ratio: Fraction
    """Margin of this year's added sales over the person's cost: 1 breaks even within the year."""
    three_years: Fraction
    """The return of three years as a share of the cost: 0 gives back just the cost."""

    @property
    def verdict(self) -> Verdict:
        """What the return says about the present size of the force."""
        if self.three_years < LEAST_RETURN:
            return "too large"
        return "too small" if self.three_years > MOST_RETURN else "about right"


def break_even_sales(cost: Exact, margin_rate: Exact) -> Fraction:
    """Sales a year whose gross margin covers the cost."""
    place = "break-even"
    margin = share(above_zero(margin_rate, place, "the margin rate"), place, "the margin rate")
    return at_least_zero(cost, place, "the cost") / margin


def return_of_one_more(
    *,
    cost: Exact,
    margin_rate: Exact,
    added_sales: Exact,
    kept_second_year: Exact = 0,
    kept_third_year: Exact = 0,
) -> Return:
    """The break-even ratio and three-year return of one more person.

    `kept_...` are the shares of this year's added sales that come again in the second and third
    year without any effort.
    Source: Zoltners, Sinha and Lorimer (2006), "Match Your Sales Force Structure to Your Business
    Life Cycle", Harvard Business Review 84(7/8).
    """
    price = above_zero(cost, "return", "the cost of a person")
    sales = at_least_zero(added_sales, "return", "the sales added")
    ratio = sales * share(margin_rate, "return", "the margin rate") / price
    kept = share(kept_second_year, "return", "what is kept in the second year") + share(
        kept_third_year, "return", "what is kept in the third year"
    )
    return Return(ratio, ratio * (1 + kept) - 1)
