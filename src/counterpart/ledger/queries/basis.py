"""Which document counts as revenue.

The same sale may be posted as an order, a shipment and an invoice. Added up, it would count
three times: one kind counts, credit notes and returns with their kind.
"""

from __future__ import annotations

from dataclasses import dataclass

from counterpart.ledger.models import OrderLine, RevenueBasis

Document = OrderLine.Document
# When nothing is chosen, the first of these that is posted counts: what was billed says best
# what was sold; what was only promised or paid says it worst.
COUNTED_FIRST = (
    Document.INVOICE,
    Document.ACT,
    Document.SHIPMENT,
    Document.ORDER,
    Document.CONTRACT,
    Document.PAYMENT,
)


@dataclass(frozen=True, slots=True)
class Basis:
    """The kind that counts, whether the company chose it, and the kinds that are posted."""

    kind: OrderLine.Document
    is_chosen: bool
    posted: tuple[OrderLine.Document, ...]

    @property
    def needs_choice(self) -> bool:
        """Whether several kinds are posted and nobody said which one counts."""
        return not self.is_chosen and len(self.posted) > 1

    @property
    def others(self) -> tuple[OrderLine.Document, ...]:
        """Kinds that are posted and do not count."""
        return tuple(kind for kind in self.posted if kind != self.kind)

    @property
    def other_labels(self) -> list[str]:
        """Their names on the screen."""
        return [str(kind.label) for kind in self.others]


def revenue_basis() -> Basis:
    """What counts today, by the company's choice or by what is posted."""
    chosen = counted_by_choice()
    posted = tuple(kind for kind in COUNTED_FIRST if is_posted(kind))
    first = posted[0] if posted else Document.INVOICE
    return Basis(chosen or first, chosen is not None, posted)


def counted_kind() -> OrderLine.Document:
    """Only the kind that counts, with fewer questions."""
    chosen = counted_by_choice()
    return chosen or next((kind for kind in COUNTED_FIRST if is_posted(kind)), Document.INVOICE)


def is_posted(kind: OrderLine.Document) -> bool:
    """Whether there is any document of the kind."""
    return OrderLine.objects.filter(document_kind=kind).exists()


def counted_by_choice() -> OrderLine.Document | None:
    """What the company chose, if it did."""
    chosen = RevenueBasis.objects.values_list("document_kind", flat=True).first()
    return Document(chosen) if chosen else None
