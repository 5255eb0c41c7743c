"""Order lines are posted once: the database refuses to change or remove them."""

from django.db import migrations

from counterpart.history.migrations_helpers import append_only


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [append_only("ledger_orderline")]
