import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Whoever was signed in stays so: her account is asked for by itself until she signs in again.
COLUMNS = "session_key, session_data, expire_date"
TO_OURS = f"INSERT INTO people_session ({COLUMNS}) SELECT {COLUMNS} FROM django_session"  # noqa: S608 (names of columns)
TO_DJANGOS = f"INSERT INTO django_session ({COLUMNS}) SELECT {COLUMNS} FROM people_session"  # noqa: S608 (names of columns)


class Migration(migrations.Migration):
    dependencies = [("people", "0003_person_in_cast"), ("sessions", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Session",
            fields=[
                ("session_key", models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="session key")),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                (
                    "person",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="sessions", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={"verbose_name": "session", "verbose_name_plural": "sessions", "abstract": False},
        ),
        migrations.RunSQL(TO_OURS, TO_DJANGOS),
        migrations.RunSQL("DELETE FROM django_session", migrations.RunSQL.noop),
    ]
