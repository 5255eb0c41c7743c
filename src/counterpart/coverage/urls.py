from django.urls import path

from counterpart.coverage import views

app_name = "coverage"
urlpatterns = [
    path("profit/", views.show_profit, name="profit"),
    path("profit/work-out/", views.work_out, name="work_out"),
    path("accounts/<int:pk>/profit/", views.show_statement, name="statement"),
    path("coverage-models/", views.list_models, name="models"),
    path("accounts/<int:pk>/coverage/", views.cover_account, name="cover"),
    path("coverage-models/new/", views.create_model, name="model_create"),
    path("coverage-models/<int:pk>/", views.change_model, name="model_edit"),
    path("coverage-models/<int:pk>/terms/", views.set_terms, name="terms"),
    path("coverage-models/<int:pk>/remove/", views.remove_model, name="model_remove"),
    path("coverage-models/rates/", views.list_rates, name="rates"),
    path("coverage-models/rates/<int:pk>/remove/", views.remove_rate, name="rate_remove"),
    path("coverage-models/usual/", views.take_ready_made, name="take_ready_made"),
]
