"""One contact: facts, changes, leaving, and who listens to whom."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import get_allowed, may
from counterpart.customers import services
from counterpart.customers.forms import ContactForm, LeaveForm, TieForm
from counterpart.customers.models import Account, Contact, Tie
from counterpart.customers.queries.contacts import contact_page
from counterpart.customers.views.saving import changed_facts, saved
from counterpart.web.notices import done

ROWS = Contact.objects.select_related("account", "site", "function", "reports_to")


@login_required
def show_contact(request: Request, pk: int) -> HttpResponse:
    contact = get_allowed(ROWS, pk, viewer=request.viewer)
    return _contact_screen(request, contact, TieForm(contact=contact))


@login_required
def create_contact(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    account = get_allowed(Account, pk, viewer=viewer, to=Action.CHANGE_ACCOUNT)
    form = ContactForm(request.POST or None, account=account, instance=Contact(account=account))
    if request.method == "POST":
        contact = saved(
            form,
            lambda: services.create_contact(
                account, by=viewer, roles=form.cleaned_data["roles"], **changed_facts(form)
            ),
        )
        if contact:
            done(request, _("Added to the buying center."))
            return redirect("customers:contact", contact.pk)
    return render(request, "customers/contact_new.html", {"account": account, "form": form})


@login_required
def edit_contact(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    contact = get_allowed(ROWS, pk, viewer=viewer, to=Action.CHANGE_ACCOUNT)
    form = ContactForm(
        request.POST or None,
        account=contact.account,
        instance=get_allowed(Contact, pk, viewer=viewer, to=Action.CHANGE_ACCOUNT),
        initial={"roles": [row.role for row in contact.buying_roles.all()]},
    )
    if request.method == "POST":
        changed = saved(
            form,
            lambda: services.change_contact(
                contact,
                by=viewer,
                roles=form.cleaned_data["roles"] if "roles" in form.changed_data else None,
                **changed_facts(form),
            ),
        )
        if changed:
            done(request, _("Saved."))
            return redirect("customers:contact", pk)
    return render(request, "customers/contact_edit.html", {"contact": contact, "form": form})


@login_required
def contact_leaves(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    contact = get_allowed(ROWS, pk, viewer=viewer, to=Action.CHANGE_ACCOUNT)
    form = LeaveForm(request.POST or None, initial={"on": viewer.today})
    if request.method == "POST" and saved(
        form, lambda: services.contact_leaves(contact, on=form.cleaned_data["on"], by=viewer)
    ):
        text = _("Recorded that %(contact)s leaves.") % {"contact": contact}
        done(request, text, undo_url=reverse("customers:contact_returns", args=[pk]))
        return redirect("customers:contact", pk)
    return render(request, "customers/contact_leaves.html", {"contact": contact, "form": form})


@login_required
@require_POST
def contact_returns(request: Request, pk: int) -> HttpResponse:
    contact = get_allowed(ROWS, pk, viewer=request.viewer, to=Action.CHANGE_ACCOUNT)
    services.contact_returns(contact, by=request.viewer)
    done(request, _("%(contact)s is in the buying center again.") % {"contact": contact})
    return redirect("customers:contact", pk)


@login_required
@require_POST
def set_tie(request: Request, pk: int) -> HttpResponse:
    contact = get_allowed(ROWS, pk, viewer=request.viewer, to=Action.CHANGE_ACCOUNT)
    form = TieForm(request.POST, contact=contact)
    if saved(form, lambda: services.set_tie(contact, by=request.viewer, **form.cleaned_data)):
        done(request, _("Saved."))
        return redirect("customers:contact", pk)
    return _contact_screen(request, contact, form)


@login_required
@require_POST
def remove_tie(request: Request, pk: int) -> HttpResponse:
    rows = Tie.objects.select_related("listener", "speaker")
    tie = get_allowed(rows, pk, viewer=request.viewer, to=Action.CHANGE_ACCOUNT)
    services.remove_tie(tie, by=request.viewer)
    done(request, _("Removed."))
    return redirect("customers:contact", tie.listener_id)


def _contact_screen(request: Request, contact: Contact, tie_form: TieForm) -> HttpResponse:
    context = {
        "page": contact_page(contact),
        "contact": contact,
        "may_change": may(request.viewer, Action.CHANGE_ACCOUNT, contact.account),
        "tie_form": tie_form,
        "today": request.viewer.today,
    }
    return render(request, "customers/contact.html", context)
