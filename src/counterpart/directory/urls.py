"""Addresses of the directory."""

from django.urls import path

from counterpart.directory.views import absences, functions, people, places

app_name = "directory"
urlpatterns = [
    path("people/", people.show_people, name="people"),
    path("people/new/", people.create_person, name="person_create"),
    path("people/options/", people.find_people, name="person_options"),
    path("people/<int:pk>/edit/", people.edit_person, name="person_edit"),
    path("people/<int:pk>/line/", people.show_line, name="line"),
    path("people/<int:pk>/leaving/", people.leave, name="person_leaving"),
    path("people/<int:pk>/absences/new/", absences.create_absence, name="absence_create"),
    path("absences/<int:pk>/remove/", absences.remove_absence, name="absence_remove"),
    path("people/<int:pk>/deputies/new/", absences.create_deputy, name="deputy_create"),
    path("deputies/<int:pk>/remove/", absences.remove_deputy, name="deputy_remove"),
    path("functions/", functions.show_functions, name="functions"),
    path("functions/new/", functions.create_function, name="function_create"),
    path("functions/<int:pk>/edit/", functions.edit_function, name="function_edit"),
    path("functions/<int:pk>/remove/", functions.remove_function, name="function_remove"),
    path("functions/<int:ours>/<int:theirs>", functions.set_match, name="match"),
    path("offices/", places.show_offices, name="offices"),
    path("offices/new/", places.create_office, name="office_create"),
    path("offices/<int:pk>/edit/", places.edit_office, name="office_edit"),
    path("offices/<int:pk>/remove/", places.remove_office, name="office_remove"),
    path("calendars/new/", places.create_calendar, name="calendar_create"),
    path("calendars/<int:pk>/", places.show_calendar, name="calendar"),
    path("calendars/<int:pk>/edit/", places.edit_calendar, name="calendar_edit"),
    path("calendars/<int:pk>/remove/", places.remove_calendar, name="calendar_remove"),
    path("calendar-days/<int:pk>/remove/", places.remove_day, name="day_remove"),
]
