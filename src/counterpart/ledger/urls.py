from django.urls import path

from counterpart.ledger import company_views, views

app_name = "ledger"
urlpatterns = [
    path("accounts/<int:pk>/orders/", views.list_orders, name="orders"),
    path("accounts/<int:pk>/orders/document/", views.show_document, name="document"),
    path("settings/", company_views.show_settings, name="settings"),
    path("settings/values/", company_views.refresh_values, name="refresh_values"),
    path("people/<int:pk>/quotas/new/", company_views.give_quota, name="quota_create"),
    path("quotas/<int:pk>/", company_views.change_quota, name="quota_edit"),
    path("quotas/<int:pk>/remove/", company_views.remove_quota, name="quota_remove"),
]
