from django.urls import path, re_path

from counterpart.api import views

app_name = "api"
urlpatterns = [
    path("preferences/tokens/", views.show_tokens, name="tokens"),
    path("preferences/tokens/<int:pk>/revoke/", views.revoke_token, name="token_revoke"),
    path("api/", views.show_reference, name="reference"),
    path("api/openapi.json", views.show_openapi, name="openapi"),
    # Any address at all, also one with a line break: what is not there is a problem, not a page.
    re_path(r"^api/(?P<path>[\s\S]*)\Z", views.call, name="call"),
]
