"""Choosing which document counts as revenue."""

from __future__ import annotations

from django.db import transaction

from counterpart.access.viewer import Viewer
from counterpart.history import services as history
from counterpart.ledger.models import OrderLine, RevenueBasis


@transaction.atomic
def choose_revenue_basis(
    kind: OrderLine.Document | str, *, by: Viewer, why: str = "", batch: str = ""
) -> RevenueBasis:
    """From now on this kind of document counts as revenue; empty is what is posted."""
    rows = RevenueBasis.objects.select_for_update(no_key=True)
    basis = rows.filter(pk=RevenueBasis.ONLY).first()
    if basis is None:
        basis = RevenueBasis(pk=RevenueBasis.ONLY, document_kind=kind)
        return history.create(basis, by=by, why=why, batch=batch)
    basis.document_kind = kind
    return history.save(basis, by=by, why=why, batch=batch)
