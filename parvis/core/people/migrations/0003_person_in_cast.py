from django.db import migrations, models

# Until now the cast was told by its addresses, which nobody can have (RFC 2606).
NOBODYS = ".example"


def mark(apps, schema_editor):
    apps.get_model("people", "Person").objects.filter(email__endswith=NOBODYS).update(in_cast=True)


class Migration(migrations.Migration):
    dependencies = [("people", "0002_draft")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="in_cast",
            field=models.BooleanField(default=False, verbose_name="is somebody of the demonstration, whom anybody may step into"),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
