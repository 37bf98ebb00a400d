"""The database itself refuses to change or delete an act."""

from django.db import migrations

REFUSAL = "The record is append-only: an act is never changed or deleted."

SQLITE = [
    f"CREATE TRIGGER record_act_never_{verb.lower()}d BEFORE {verb} ON record_act BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for verb in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    f"""CREATE FUNCTION record_act_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER record_act_never_changed BEFORE UPDATE OR DELETE ON record_act
        FOR EACH ROW EXECUTE FUNCTION record_act_is_append_only()""",
    """CREATE TRIGGER record_act_never_emptied BEFORE TRUNCATE ON record_act
        FOR EACH STATEMENT EXECUTE FUNCTION record_act_is_append_only()""",
]
UNDO_SQLITE = ["DROP TRIGGER record_act_never_updated", "DROP TRIGGER record_act_never_deleted"]
UNDO_POSTGRESQL = ["DROP TRIGGER record_act_never_emptied ON record_act", "DROP TRIGGER record_act_never_changed ON record_act", "DROP FUNCTION record_act_is_append_only()"]


def forwards(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in UNDO_SQLITE if schema_editor.connection.vendor == "sqlite" else UNDO_POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
