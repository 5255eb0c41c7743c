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
    path("responses/", views.list_responses, name="responses"),
    path("responses/tiers/", views.judge_tiers, name="tier_responses"),
    path("responses/preview/", views.preview_response, name="response_preview"),
    path("responses/<int:pk>/withdraw/", views.withdraw_judgement, name="judgement_withdraw"),
    path("accounts/<int:pk>/response/", views.show_response, name="response"),
    path("accounts/<int:pk>/potential/", views.set_potential, name="potential"),
    path("coverage-plans/", views.list_plans, name="plans"),
    path("coverage-plans/new/", views.create_plan, name="plan_create"),
    path("coverage-plans/compare/", views.compare_plans, name="plan_compare"),
    path("coverage-plans/<int:pk>/", views.show_plan, name="plan"),
    path("coverage-plans/<int:pk>/accounts/<int:account>/", views.show_planned, name="planned"),
    path("coverage-plans/<int:pk>/copy/", views.copy_plan, name="plan_copy"),
    path("coverage-plans/<int:pk>/again/", views.solve_again, name="plan_again"),
    path("coverage-plans/<int:pk>/discard/", views.discard_plan, name="plan_discard"),
    path("coverage-plans/<int:pk>/adopt/", views.adopt_plan, name="plan_adopt"),
    path("coverage-plans/<int:pk>/take-back/", views.take_plan_back, name="plan_take_back"),
    path("coverage-plans/<int:pk>/problem/", views.download_problem, name="plan_problem"),
    path("coverage-models/usual/", views.take_ready_made, name="take_ready_made"),
]
