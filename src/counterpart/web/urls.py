from django.urls import path

from counterpart.web import views

app_name = "web"
urlpatterns = [
    path("", views.home, name="home"),
    path("preferences/", views.show_preferences, name="preferences"),
    path("preferences/language/", views.choose_language, name="language"),
    path("preferences/theme/", views.choose_theme, name="theme"),
]
