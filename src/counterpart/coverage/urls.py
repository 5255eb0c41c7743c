from django.urls import path

from counterpart.coverage import views

app_name = "coverage"
urlpatterns = [
    path("profit/", views.show_profit, name="profit"),
    path("profit/work-out/", views.work_out, name="work_out"),
    path("accounts/<int:pk>/profit/", views.show_statement, name="statement"),
    path("coverage-models/", views.list_models, name="models"),
    path("coverage-models/usual/", views.take_ready_made, name="take_ready_made"),
]
