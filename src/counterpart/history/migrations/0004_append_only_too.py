"""What happened to logins, and what took back what, only grows as well."""

from django.db import migrations

from counterpart.history.migrations_helpers import append_only


class Migration(migrations.Migration):
    dependencies = [("history", "0003_undoing"), ("access", "0001_initial")]

    operations = [append_only("access_loginevent"), append_only("history_undoing")]
