"""Names stand where people look for them."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('customers', '0003_name_order'),
        ('ledger', '0003_quotas_and_revenue'),
    ]

    operations = [
        migrations.AlterField(
            model_name='product',
            name='name',
            field=models.CharField(db_collation='counterpart_names', max_length=160, verbose_name='name'),
        ),
    ]
