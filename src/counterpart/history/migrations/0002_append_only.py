from django.db import migrations

from counterpart.history.migrations_helpers import append_only


class Migration(migrations.Migration):
    dependencies = [("history", "0001_initial")]

    operations = [append_only("history_change")]
