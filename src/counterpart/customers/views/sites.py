"""An account's sites."""

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import get_allowed
from counterpart.customers import services
from counterpart.customers.forms import SiteForm
from counterpart.customers.models import Account, Site
from counterpart.customers.queries.accounts import clock_at
from counterpart.customers.views.saving import changed_facts, saved
from counterpart.kernel.errors import Refusal
from counterpart.web.notices import done, warn
from counterpart.web.paging import keyset
from counterpart.web.refusals import refusal_text

ROWS = Site.objects.select_related("account")


@login_required
def list_sites(request: Request, pk: int) -> HttpResponse:
    account = get_allowed(Account, pk, viewer=request.viewer)
    here = Q(contacts__left_on__isnull=True) | Q(contacts__left_on__gt=request.viewer.today)
    sites = account.sites.annotate(people=Count("contacts", filter=here))
    page = keyset(sites, order=("name", "pk"), request=request)
    now = timezone.now()
    context = {
        "account": account,
        "tab": "sites",
        "page": page,
        "sites": [(site, clock_at(site, now)) for site in page.rows],
    }
    return render(request, "customers/sites.html", context)


@login_required
def create_site(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    account = get_allowed(Account, pk, viewer=viewer, to=Action.CHANGE_ACCOUNT)
    form = SiteForm(request.POST or None, instance=Site(account=account))
    if request.method == "POST" and saved(
        form, lambda: services.create_site(account, by=viewer, **changed_facts(form))
    ):
        done(request, _("Saved."))
        return redirect("customers:sites", pk)
    context = {"account": account, "form": form, "tab": "sites"}
    return render(request, "customers/site_form.html", context)


@login_required
def edit_site(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    site = get_allowed(ROWS, pk, viewer=viewer, to=Action.CHANGE_ACCOUNT)
    form = SiteForm(
        request.POST or None,
        instance=get_allowed(ROWS, pk, viewer=viewer, to=Action.CHANGE_ACCOUNT),
    )
    if request.method == "POST" and saved(
        form, lambda: services.change_site(site, by=viewer, **changed_facts(form))
    ):
        done(request, _("Saved."))
        return redirect("customers:sites", site.account_id)
    context = {"account": site.account, "site": site, "form": form, "tab": "sites"}
    return render(request, "customers/site_form.html", context)


@login_required
@require_POST
def remove_site(request: Request, pk: int) -> HttpResponse:
    site = get_allowed(ROWS, pk, viewer=request.viewer, to=Action.CHANGE_ACCOUNT)
    try:
        services.remove_site(site, by=request.viewer)
    except Refusal as refusal:
        warn(request, refusal_text(refusal))
        return redirect("customers:site_edit", pk)
    done(request, _("Removed."))
    return redirect("customers:sites", site.account_id)
