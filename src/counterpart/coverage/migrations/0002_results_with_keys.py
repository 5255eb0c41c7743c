"""Results get keys of their own, as every other resource has. They are worked out again."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('coverage', '0001_initial'),
        ('customers', '0004_advanced_limits'),
    ]

    operations = [
        migrations.DeleteModel('AccountResult'),
        migrations.CreateModel(
            name='AccountResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='from')),
                ('until', models.DateField(verbose_name='until (first day no more)')),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
                ('revenue_minor', models.BigIntegerField(verbose_name='revenue')),
                ('margin_minor', models.BigIntegerField(null=True, verbose_name='margin')),
                ('cost_to_serve_minor', models.BigIntegerField(verbose_name='cost to serve')),
                ('contribution_minor', models.BigIntegerField(null=True, verbose_name='contribution')),
                ('standard_minor', models.BigIntegerField(default=0, verbose_name='cost by usual quantities')),
                ('by_activity', models.JSONField(default=dict, verbose_name='cost by activity')),
                ('worked_out_at', models.DateTimeField(auto_now=True, verbose_name='worked out')),
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='result', to='customers.account', verbose_name='account')),
            ],
            options={
                'verbose_name': 'result of an account',
                'verbose_name_plural': 'results of accounts',
                'ordering': ['-contribution_minor', 'pk'],
                'indexes': [models.Index(fields=['-contribution_minor', 'id'], name='result_by_contribution'), models.Index(fields=['-revenue_minor', 'id'], name='result_by_revenue')],
            },
        ),
    ]
