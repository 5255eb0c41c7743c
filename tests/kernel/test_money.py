"""Amounts in the minor units of their currencies."""

from __future__ import annotations

from decimal import Decimal

import pytest

from counterpart.kernel.money import Money, minor_digits


@pytest.mark.parametrize(
    ("currency", "digits"),
    [("EUR", 2), ("RUB", 2), ("CNY", 2), ("MGA", 2), ("ISK", 0), ("XOF", 0), ("PYG", 0),
     ("TND", 3), ("KWD", 3), ("IQD", 3), ("CLF", 4), ("UYW", 4)],
)  # fmt: skip
def test_currencies_have_the_decimals_of_iso_4217(currency, digits):
    money = Money.of("7", currency)

    assert minor_digits(currency) == digits
    assert (money.minor, money.amount) == (7 * 10**digits, Decimal(7))
