from django.urls import path

from counterpart.teams.views import changes, mirror, portfolio, team

app_name = "teams"
urlpatterns = [
    path("accounts/", portfolio.show_portfolio, name="portfolio"),
    path("coverage/", portfolio.show_matrix, name="matrix"),
    path("accounts/<int:pk>/", mirror.show_mirror, name="mirror"),
    path("accounts/<int:pk>/more/", mirror.show_mirror_more, name="mirror_more"),
    path("accounts/<int:pk>/mirror.svg", mirror.show_mirror_svg, name="mirror_svg"),
    path("accounts/<int:pk>/team/", team.show_roster, name="roster"),
    path("accounts/<int:pk>/team/new/", changes.create_member, name="member_create"),
    path("accounts/<int:pk>/lead/", changes.edit_lead, name="lead_edit"),
    path("accounts/<int:pk>/hand-overs/", team.show_hand_overs, name="hand_overs"),
    path("hand-overs/<int:pk>/done/", team.tick_hand_over, name="hand_over_done"),
    path("members/<int:pk>/end/", changes.end_member, name="member_end"),
    path("people/<int:pk>/", team.show_person, name="person"),
    path("contacts/<int:pk>/counterpart/", changes.edit_pairing, name="pairing_edit"),
    path("people/<int:pk>/side/", team.show_person_side, name="person_side"),
    path(
        "contacts/<int:pk>/counterparts/",
        team.show_contact_counterparts,
        name="contact_counterparts",
    ),
    path("counterparts/<int:pk>/end/", changes.end_pairing, name="pairing_end"),
    path("teams/undo/<str:batch>/", changes.undo, name="undo"),
]
