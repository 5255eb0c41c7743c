"""The buying center as a map and as a table."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.text import slugify

from counterpart.access.http import Request
from counterpart.access.relations import get_allowed
from counterpart.customers.forms import MapFilter
from counterpart.customers.map_drawing import draw
from counterpart.customers.map_file import painted
from counterpart.customers.models import Account
from counterpart.customers.queries.buying_center import buying_center


@login_required
def show_buying_center(request: Request, pk: int) -> HttpResponse:
    account = get_allowed(Account, pk, viewer=request.viewer)
    filters = MapFilter(request.GET)
    picked = filters.cleaned_data if filters.is_valid() else {}
    center = buying_center(account, today=request.viewer.today, **picked)
    context = {
        "account": account,
        "tab": "buying_center",
        "filters": filters,
        "center": center,
        "drawing": draw(center) if center.seated else None,
    }
    return render(request, "customers/buying_center.html", context)


@login_required
def download_map(request: Request, pk: int) -> HttpResponse:
    """The map as an SVG file that stands by itself, in the light colours."""
    account = get_allowed(Account, pk, viewer=request.viewer)
    center = buying_center(account, today=request.viewer.today)
    context = {"account": account, "drawing": draw(center), "is_file": True}
    picture = render_to_string("customers/map_svg.html", context, request)
    name = slugify(account.name) or f"account-{account.pk}"
    response = HttpResponse(painted(picture), content_type="image/svg+xml")
    response["Content-Disposition"] = f'attachment; filename="{name}-buying-center.svg"'
    return response
