from django.urls import path

from counterpart.ledger import views

app_name = "ledger"
urlpatterns = [
    path("accounts/<int:pk>/orders/", views.list_orders, name="orders"),
    path("accounts/<int:pk>/orders/document/", views.show_document, name="document"),
]
