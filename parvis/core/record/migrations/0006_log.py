"""The log of public acts: what each says in it, its place, how far it goes, and who watches over it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('record', '0005_thing_waiting_for_an_answer'),
    ]

    operations = [
        migrations.CreateModel(
            name='Log',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('size', models.BigIntegerField(default=0)),
                ('nodes', models.BinaryField(default=bytes)),
            ],
        ),
        migrations.CreateModel(
            name='Watched',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin', models.CharField(max_length=200, unique=True)),
                ('keys', models.JSONField(default=list)),
                ('url', models.URLField(blank=True, max_length=300)),
                ('time', models.BigIntegerField(default=0)),
                ('note', models.BinaryField(default=bytes)),
            ],
        ),
        migrations.CreateModel(
            name='Witness',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.SlugField(max_length=40, unique=True)),
                ('key', models.CharField(max_length=300)),
                ('url', models.URLField(max_length=300)),
                ('cosigned', models.BigIntegerField(default=0)),
                ('answered_at', models.DateTimeField(null=True)),
                ('trouble', models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.AddField(
            model_name='act',
            name='entry',
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name='act',
            name='place',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddIndex(
            model_name='act',
            index=models.Index(condition=models.Q(('audience', 'public'), ('place__isnull', True)), fields=['id'], name='act_waiting_for_its_place'),
        ),
        migrations.AddConstraint(
            model_name='act',
            constraint=models.UniqueConstraint(condition=models.Q(('place__isnull', False)), fields=('place',), name='act_has_its_place_alone'),
        ),
        migrations.AddConstraint(
            model_name='log',
            constraint=models.CheckConstraint(condition=models.Q(('pk', 1)), name='log_is_one'),
        ),
    ]
