"""Names stand where people look for them."""

from django.db import migrations, models

from counterpart.directory.name_order import tell_postgres


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0002_names'),
    ]

    operations = [
        migrations.RunPython(tell_postgres, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='function',
            name='name',
            field=models.CharField(db_collation='counterpart_names', max_length=80, verbose_name='name'),
        ),
        migrations.AlterField(
            model_name='office',
            name='name',
            field=models.CharField(db_collation='counterpart_names', max_length=80, verbose_name='name'),
        ),
        migrations.AlterField(
            model_name='person',
            name='first_name',
            field=models.CharField(db_collation='counterpart_names', max_length=80, verbose_name='first name'),
        ),
        migrations.AlterField(
            model_name='person',
            name='last_name',
            field=models.CharField(blank=True, db_collation='counterpart_names', max_length=80, verbose_name='last name'),
        ),
        migrations.AlterField(
            model_name='workingcalendar',
            name='name',
            field=models.CharField(db_collation='counterpart_names', max_length=80, verbose_name='name'),
        ),
    ]
