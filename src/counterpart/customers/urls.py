from django.urls import path

from counterpart.customers.views import accounts, buying_center, contacts, needs, sites

app_name = "customers"
urlpatterns = [
    path("accounts/new/", accounts.create_account, name="account_create"),
    path("accounts/options/", accounts.account_options, name="account_options"),
    path("accounts/<int:pk>/edit/", accounts.edit_account, name="account_edit"),
    path("accounts/<int:pk>/lose/", accounts.lose_account, name="account_lose"),
    path("accounts/<int:pk>/reopen/", accounts.reopen_account, name="account_reopen"),
    path("accounts/<int:pk>/group/", accounts.show_group, name="group"),
    path(
        "accounts/<int:pk>/buying-center/",
        buying_center.show_buying_center,
        name="buying_center",
    ),
    path("accounts/<int:pk>/buying-center.svg", buying_center.download_map, name="map_svg"),
    path("accounts/<int:pk>/contacts/new/", contacts.create_contact, name="contact_create"),
    path("contacts/<int:pk>/", contacts.show_contact, name="contact"),
    path("contacts/<int:pk>/edit/", contacts.edit_contact, name="contact_edit"),
    path("contacts/<int:pk>/leave/", contacts.contact_leaves, name="contact_leaves"),
    path("contacts/<int:pk>/return/", contacts.contact_returns, name="contact_returns"),
    path("contacts/<int:pk>/ties/", contacts.set_tie, name="tie_set"),
    path("ties/<int:pk>/remove/", contacts.remove_tie, name="tie_remove"),
    path("accounts/<int:pk>/needs/", needs.list_needs, name="needs"),
    path("accounts/<int:pk>/needs/new/", needs.create_need, name="need_create"),
    path("needs/<int:pk>/edit/", needs.edit_need, name="need_edit"),
    path("needs/<int:pk>/<slug:how>/", needs.settle_need, name="need_settle"),
    path("accounts/<int:pk>/sites/", sites.list_sites, name="sites"),
    path("accounts/<int:pk>/sites/new/", sites.create_site, name="site_create"),
    path("sites/<int:pk>/edit/", sites.edit_site, name="site_edit"),
    path("sites/<int:pk>/remove/", sites.remove_site, name="site_remove"),
]
