"""Which room answers which address."""

from django.urls import include, path

urlpatterns = [
    path("login/", include("counterpart.access.login_urls")),
    path("", include("counterpart.web.urls")),
    path("", include("counterpart.web.logins.urls")),
    path("", include("counterpart.history.urls")),
    path("", include("counterpart.jobs.urls")),
    path("", include("counterpart.search.urls")),
    path("", include("counterpart.directory.urls")),
    path("", include("counterpart.customers.urls")),
    path("", include("counterpart.ledger.urls")),
    path("", include("counterpart.coverage.urls")),
    path("", include("counterpart.teams.urls")),
    path("", include("counterpart.staffing.urls")),
    path("", include("counterpart.desk.urls")),
    path("", include("counterpart.exchange.urls")),
    path("", include("counterpart.api.urls")),
]
