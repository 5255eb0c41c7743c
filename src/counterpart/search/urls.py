from django.urls import path

from counterpart.search import views

app_name = "search"
urlpatterns = [path("search/", views.show_results, name="results")]
