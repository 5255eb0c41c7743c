from django.urls import path

from counterpart.web.logins import views

app_name = "access"
urlpatterns = [
    path("logins/", views.show_logins, name="logins"),
    path("logins/new/", views.new_login, name="login_create"),
    path("logins/<int:pk>/", views.show_login, name="login"),
    path("logins/<int:pk>/roles/", views.change_roles, name="login_roles"),
    path("logins/<int:pk>/close/", views.close_login, name="login_close"),
    path("logins/<int:pk>/open/", views.open_login, name="login_open"),
    path("logins/<int:pk>/password-link/", views.make_password_link, name="login_password_link"),
    path(
        "logins/<int:pk>/second-factor/",
        views.remove_second_factor,
        name="login_second_factor",
    ),
]
