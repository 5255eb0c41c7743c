"""Money: whole minor units with their currency, never a float."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

# Currencies of ISO 4217 (list one) that have not two decimals; funds and metals are not listed.
BY_DIGITS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
MINOR_DIGITS: Mapping[str, int] = {
    currency: digits for digits, listed in BY_DIGITS.items() for currency in listed.split()
}


def minor_digits(currency: str) -> int:
    """How many decimals the currency has (2 unless ISO 4217 says otherwise)."""
    return MINOR_DIGITS.get(currency, 2)


class CurrencyMismatch(ValueError):
    """Two amounts of different currencies were added or compared."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in whole minor units (cents) of one currency.

    >>> Money.of("1250.00", "EUR") + Money.of("0.01", "EUR")
    Money(minor=125001, currency='EUR')
    """

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if isinstance(self.minor, bool) or not isinstance(self.minor, int):
            raise TypeError(f"minor units are whole numbers, not {self.minor!r}")
        if len(self.currency) != 3 or not self.currency.isupper():
            raise ValueError(f"a currency is three capital letters, not {self.currency!r}")

    @classmethod
    def of(cls, amount: str | Decimal | int, currency: str) -> Money:
        """An amount in major units; rounded half up to the currency's decimals."""
        if isinstance(amount, float):
            raise TypeError("money is never made from a float; give text or a Decimal")
        scaled = Decimal(amount).scaleb(minor_digits(currency))
        return cls(int(scaled.quantize(Decimal(1), rounding=ROUND_HALF_UP)), currency)

    @property
    def amount(self) -> Decimal:
        """The amount in major units."""
        return Decimal(self.minor).scaleb(-minor_digits(self.currency))

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency} do not add up")

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.minor < other.minor

    def __le__(self, other: Money) -> bool:
        self._same(other)
        return self.minor <= other.minor

    def times(self, factor: Decimal | int) -> Money:
        """The amount times a factor, rounded half up to minor units."""
        product = Decimal(self.minor) * Decimal(factor)
        return Money(int(product.quantize(Decimal(1), rounding=ROUND_HALF_UP)), self.currency)

    def split(self, shares: Mapping[str, int | Decimal]) -> dict[str, Money]:
        """Parts in proportion to the shares, adding up to the whole to the last minor unit.

        Leftover units go by largest remainder, ties to the earlier share. A negative amount
        splits as the negative of its positive twin, so that sale plus return is nothing.
        """
        whole = sum((Decimal(share) for share in shares.values()), Decimal(0))
        if whole <= 0 or any(share < 0 for share in shares.values()):
            raise ValueError("shares are not negative and add up to more than nothing")
        size, sign = abs(self.minor), -1 if self.minor < 0 else 1
        exact = {key: size * Decimal(share) / whole for key, share in shares.items()}
        parts = {key: int(part) for key, part in exact.items()}
        leftover = size - sum(parts.values())
        by_remainder = sorted(exact, key=lambda key: parts[key] - exact[key])
        for key in by_remainder[:leftover]:
            parts[key] += 1
        return {key: Money(sign * part, self.currency) for key, part in parts.items()}
