from django.urls import path

from counterpart.desk import views

app_name = "desk"
urlpatterns = [
    path("questions/", views.list_questions, name="questions"),
    path("questions/<int:pk>/", views.show_question, name="question"),
    path("questions/<int:pk>/say/", views.say, name="say"),
    path("questions/<int:pk>/pass-on/", views.pass_on, name="pass_on"),
    path("questions/<int:pk>/promise/", views.promise, name="promise"),
    path("questions/<int:pk>/close/", views.close, name="close"),
    path("accounts/<int:pk>/questions/", views.list_of_account, name="of_account"),
    path("accounts/<int:pk>/questions/new/", views.ask_question, name="ask"),
]
