"""Exact numbers: shares such as 0.1 + 0.2 + 0.1 add up as on paper, not as floats do."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from counterpart.kernel.faults import Fault, ProblemError

Exact = int | str | float | Decimal | Fraction
"""A number as it was written. A float is read by its shortest decimal form: 0.1 is a tenth."""


def exact(number: Exact) -> Fraction:
    """The number as a fraction; refuses what is no number.

    >>> exact(0.1) + exact("0.2")
    Fraction(3, 10)
    """
    try:
        return Fraction(repr(number)) if isinstance(number, float) else Fraction(number)
    except (ValueError, OverflowError) as error:
        raise ProblemError([Fault("number", f"{number} is no number; write digits")]) from error


def at_least_zero(number: Exact, place: str, what: str) -> Fraction:
    """The number, or a fault that names the place and says what may not be negative."""
    value = exact(number)
    if value < 0:
        raise ProblemError([Fault(place, f"{what} is negative; give 0 or more")])
    return value


def above_zero(number: Exact, place: str, what: str) -> Fraction:
    """The number, or a fault that names the place and says what must be more than nothing."""
    value = exact(number)
    if value <= 0:
        raise ProblemError([Fault(place, f"{what} is not above 0; without it there is no answer")])
    return value


def share(number: Exact, place: str, what: str) -> Fraction:
    """A number from 0 to 1, or a fault that names the place and says what is out of range."""
    value = exact(number)
    if not 0 <= value <= 1:
        message = f"{what} is a share from 0 to 1 (15 % is 0.15), not {float(value):g}"
        raise ProblemError([Fault(place, message)])
    return value


def half_up(number: Fraction) -> int:
    """The nearest whole number, halves away from zero."""
    whole = (2 * abs(number).numerator + number.denominator) // (2 * number.denominator)
    return whole if number >= 0 else -whole


def decimal_of(number: Fraction) -> Decimal:
    """The number to show, with as many digits as decimals hold.

    >>> decimal_of(Fraction(15, 2))
    Decimal('7.5')
    """
    return Decimal(number.numerator) / number.denominator
