from django.urls import path

from counterpart.history import views

app_name = "history"
urlpatterns = [
    path("history/", views.show_all, name="all"),
    path("history/<str:thing>/<int:pk>/", views.show_of, name="of"),
]
