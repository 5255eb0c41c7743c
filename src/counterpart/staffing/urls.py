from django.urls import path

from counterpart.staffing import views

app_name = "staffing"
urlpatterns = [
    path("staffing/", views.list_plans, name="plans"),
    path("staffing/new/", views.draw_up, name="create"),
    path("staffing/waiting/", views.staff_waiting, name="staff_waiting"),
    path("staffing/compare/", views.compare, name="compare"),
    path("staffing/locks/", views.list_locks, name="locks"),
    path("staffing/locks/<int:pk>/remove/", views.remove_lock, name="lock_remove"),
    path("staffing/conflicts/", views.list_conflicts, name="conflicts"),
    path("staffing/conflicts/<int:pk>/remove/", views.remove_conflict, name="conflict_remove"),
    path("staffing/<int:pk>/", views.show_plan, name="plan"),
    path("staffing/<int:pk>/progress/", views.show_progress, name="progress"),
    path("staffing/<int:pk>/stop/", views.stop, name="stop"),
    path("staffing/<int:pk>/again/", views.solve_again, name="again"),
    path("staffing/<int:pk>/copy/", views.copy, name="copy"),
    path("staffing/<int:pk>/changes/draw/", views.draw_curve, name="curve_draw"),
    path("staffing/<int:pk>/changes/take/", views.take_point, name="curve_take"),
    path("staffing/<int:pk>/discard/", views.discard, name="discard"),
    path("staffing/<int:pk>/adopt/", views.adopt, name="adopt"),
    path("staffing/<int:pk>/take-back/", views.take_back, name="take_back"),
    path("staffing/<int:pk>/problem.json", views.download_problem, name="problem"),
    path("staffing/<int:pk>/risk/", views.show_risk, name="risk"),
    path("staffing/<int:pk>/risk.csv", views.download_risk, name="risk_csv"),
    path("staffing/<int:pk>/risk/think/", views.think_through, name="think_through"),
    path("staffing/leaving/<int:pk>/", views.show_leaving, name="leaving"),
    path("staffing/leaving/<int:pk>.csv", views.download_leaving, name="leaving_csv"),
    path("staffing/people/<int:pk>/leaves/", views.if_person_leaves, name="if_person_leaves"),
    path("staffing/contacts/<int:pk>/", views.change_pairing, name="pairing"),
    path("staffing/contacts/<int:pk>/backup/", views.change_backup, name="backup"),
    path("staffing/leads/<int:pk>/", views.change_lead, name="lead"),
    path("staffing/contacts/<int:pk>/lock/", views.lock_pairing, name="pairing_lock"),
    path("staffing/leads/<int:pk>/lock/", views.lock_lead, name="lead_lock"),
]
