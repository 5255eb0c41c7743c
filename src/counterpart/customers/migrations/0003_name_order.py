"""Names stand where people look for them."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0003_name_order'),
        ('customers', '0002_names'),
    ]

    operations = [
        migrations.AlterField(
            model_name='account',
            name='name',
            field=models.CharField(db_collation='counterpart_names', max_length=160, verbose_name='name'),
        ),
        migrations.AlterField(
            model_name='contact',
            name='first_name',
            field=models.CharField(db_collation='counterpart_names', max_length=80, verbose_name='first name'),
        ),
        migrations.AlterField(
            model_name='contact',
            name='last_name',
            field=models.CharField(blank=True, db_collation='counterpart_names', max_length=80, verbose_name='last name'),
        ),
        migrations.AlterField(
            model_name='site',
            name='name',
            field=models.CharField(db_collation='counterpart_names', max_length=120, verbose_name='name'),
        ),
    ]
