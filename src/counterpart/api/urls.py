from django.urls import path

from counterpart.api import views

app_name = "api"
urlpatterns = [
    path("preferences/tokens/", views.show_tokens, name="tokens"),
    path("preferences/tokens/<int:pk>/revoke/", views.revoke_token, name="token_revoke"),
    path("api/", views.show_reference, name="reference"),
    path("api/openapi.json", views.show_openapi, name="openapi"),
    path("api/<path:path>", views.call, name="call"),
]
