"""Accounts: create, change, lose and win back; their group."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from counterpart.access.actions import Action
from counterpart.access.http import Request
from counterpart.access.relations import get_allowed, require
from counterpart.customers import services
from counterpart.customers.forms import AccountForm, LoseAccountForm
from counterpart.customers.models import Account
from counterpart.customers.queries.accounts import accounts_named
from counterpart.customers.queries.groups import group_of
from counterpart.customers.views.saving import changed_facts, saved
from counterpart.web.notices import done

MOST_OPTIONS = 20


@login_required
def create_account(request: Request) -> HttpResponse:
    viewer = request.viewer
    require(Action.CREATE_ACCOUNT, viewer)
    form = AccountForm(request.POST or None, viewer=viewer, initial={"tier": Account.Tier.KEY})
    if request.method == "POST":
        account = saved(form, lambda: services.create_account(by=viewer, **_all_facts(form)))
        if account:
            done(request, _("Created."))
            return redirect("customers:buying_center", account.pk)
    return render(request, "customers/account_new.html", {"form": form})


@login_required
def edit_account(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    account = get_allowed(Account, pk, viewer=viewer, to=Action.CHANGE_ACCOUNT)
    form = AccountForm(
        request.POST or None,
        viewer=viewer,
        instance=get_allowed(Account, pk, viewer=viewer, to=Action.CHANGE_ACCOUNT),
    )
    if request.method == "POST":
        changed = saved(
            form,
            lambda: services.change_account(
                account, by=viewer, why=form.cleaned_data["why"], **changed_facts(form)
            ),
        )
        if changed:
            done(request, _("Saved."))
            return redirect("customers:account_edit", pk)
    return render(request, "customers/account_edit.html", {"account": account, "form": form})


@login_required
def lose_account(request: Request, pk: int) -> HttpResponse:
    viewer = request.viewer
    account = get_allowed(Account, pk, viewer=viewer, to=Action.CHANGE_ACCOUNT)
    form = LoseAccountForm(request.POST or None, initial={"on": viewer.today})
    if request.method == "POST" and saved(
        form, lambda: services.lose_account(account, by=viewer, **form.cleaned_data)
    ):
        done(
            request, _("Recorded as lost."), undo_url=reverse("customers:account_reopen", args=[pk])
        )
        return redirect("customers:account_edit", pk)
    return render(request, "customers/account_lose.html", {"account": account, "form": form})


@login_required
@require_POST
def reopen_account(request: Request, pk: int) -> HttpResponse:
    account = get_allowed(Account, pk, viewer=request.viewer, to=Action.CHANGE_ACCOUNT)
    services.reopen_account(account, by=request.viewer)
    done(request, _("This account is ours again."))
    return redirect("customers:account_edit", pk)


@login_required
def show_group(request: Request, pk: int) -> HttpResponse:
    account = get_allowed(Account, pk, viewer=request.viewer)
    group = group_of(account, viewer=request.viewer)
    return render(request, "customers/group.html", {"account": account, "group": group})


@login_required
def account_options(request: Request) -> HttpResponse:
    """Accounts to complete a name with, as options of a datalist."""
    text = request.GET.get("parent", "").strip()
    found = accounts_named(text, viewer=request.viewer)[:MOST_OPTIONS] if text else []
    return render(request, "customers/account_options.html", {"accounts": found})


def _all_facts(form: AccountForm) -> dict[str, Any]:
    names = {field.name for field in Account._meta.concrete_fields}
    return {name: value for name, value in form.cleaned_data.items() if name in names}
