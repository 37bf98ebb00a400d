import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ballots", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("address", models.EmailField(max_length=254)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                (
                    "phase",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="processes.phase"
                    ),
                ),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("phase", "address"), name="address_is_invited_once")]},
        ),
        migrations.CreateModel(
            name="Refusal",
            fields=[("mark", models.CharField(max_length=64, primary_key=True, serialize=False))],
        ),
    ]
