"""The page that tells people of the API."""

from __future__ import annotations

from django.urls import reverse


def test_reference_page_names_every_call_and_each_parameter_once_and_stays_small(ops_client):
    page = ops_client.get(reverse("api:reference"))

    told = page.content.decode()
    assert "POST /api/customers/accounts" in told
    assert told.count("Sent again with the same key, the request happens once.") == 1
    assert len(page.content) < 60_000
