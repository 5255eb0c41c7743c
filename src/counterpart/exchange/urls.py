from django.urls import path

from counterpart.exchange import exports, views

app_name = "exchange"
urlpatterns = [
    path("files/", views.show_home, name="home"),
    path("files/export/everything.xlsx", exports.export_everything, name="everything"),
    path("files/export/<slug:table>.<slug:ext>", exports.export_table, name="export"),
    path("files/template/<slug:table>.<slug:ext>", exports.export_template, name="template"),
    path("files/import/", views.create_import, name="import_new"),
    path("files/import/<int:pk>/", views.show_import, name="import"),
    path("files/import/<int:pk>/mapping/", views.show_mapping, name="mapping"),
    path("files/import/<int:pk>/read/", views.read_again, name="import_read"),
    path("files/import/<int:pk>/check/", views.check_import, name="import_check"),
    path("files/import/<int:pk>/apply/", views.apply_import, name="import_apply"),
    path("files/import/<int:pk>/undo/", views.undo_import, name="import_undo"),
    path("files/import/<int:pk>/cancel/", views.cancel_import, name="import_cancel"),
    path("files/import/<int:pk>/discard/", views.discard_import, name="import_discard"),
    path("files/import/<int:pk>/wrong-rows.csv", views.show_wrong_rows, name="wrong_rows"),
]
