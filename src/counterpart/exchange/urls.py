from django.urls import path

from counterpart.exchange.views import exports, home, prepared, reading, steps, verdicts

app_name = "exchange"
urlpatterns = [
    path("files/", home.show_home, name="home"),
    path("files/export/everything.xlsx", exports.export_everything, name="everything"),
    path("files/export/<slug:table>.<slug:ext>", exports.export_table, name="export"),
    path("history/export.csv", exports.export_history, name="history"),
    path("files/exports/<int:pk>/", prepared.show_export, name="prepared"),
    path("files/exports/<int:pk>/file", prepared.fetch_export, name="fetch"),
    path("files/template/<slug:table>.<slug:ext>", exports.export_template, name="template"),
    path("files/import/", reading.create_import, name="import_new"),
    path("files/import/<int:pk>/", verdicts.show_import, name="import"),
    path("files/import/<int:pk>/mapping/", reading.show_mapping, name="mapping"),
    path("files/import/<int:pk>/read/", reading.read_again, name="import_read"),
    path("files/import/<int:pk>/check/", steps.check_import, name="import_check"),
    path("files/import/<int:pk>/apply/", steps.apply_import, name="import_apply"),
    path("files/import/<int:pk>/undo/", steps.undo_import, name="import_undo"),
    path("files/import/<int:pk>/cancel/", steps.cancel_import, name="import_cancel"),
    path("files/import/<int:pk>/discard/", steps.discard_import, name="import_discard"),
    path("files/import/<int:pk>/wrong-rows.csv", verdicts.show_wrong_rows, name="wrong_rows"),
]
