from django.urls import path

from counterpart.jobs import views

app_name = "jobs"
urlpatterns = [
    path("jobs/", views.show_all, name="all"),
    path("jobs/<int:pk>/", views.show, name="job"),
    path("jobs/<int:pk>/cancel/", views.cancel, name="cancel"),
    path("jobs/<int:pk>/retry/", views.retry, name="retry"),
]
