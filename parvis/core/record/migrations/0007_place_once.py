"""An act may be given its place in the log, once. Everything else in it stays as it is: the database refuses the rest, as before."""

from django.db import migrations

from parvis.core.record.entries import entry_of

REFUSAL = "The record is append-only: an act is never changed or deleted."
PLACE = "The record is append-only: an act keeps its place in the log."
BATCH = 500
SAID = "id, uuid, kind, object, actor, at, space, process, previous, audience, commitments, clear, entry"

SQLITE = [
    f"CREATE TRIGGER record_act_never_updated BEFORE UPDATE OF {SAID} ON record_act BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    f"""CREATE TRIGGER record_act_keeps_its_place BEFORE UPDATE OF place ON record_act WHEN OLD.place IS NOT NULL OR NEW.place IS NULL
        BEGIN SELECT RAISE(ABORT, '{PLACE}'); END""",
]
POSTGRESQL = [
    f"""CREATE TRIGGER record_act_never_changed BEFORE UPDATE OF {SAID.replace('object', '"object"')} OR DELETE ON record_act
        FOR EACH ROW EXECUTE FUNCTION record_act_is_append_only()""",
    f"""CREATE FUNCTION record_act_place_is_given_once() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{PLACE}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER record_act_keeps_its_place BEFORE UPDATE OF place ON record_act
        FOR EACH ROW WHEN (OLD.place IS NOT NULL OR NEW.place IS NULL) EXECUTE FUNCTION record_act_place_is_given_once()""",
]
DROP_SQLITE = ["DROP TRIGGER record_act_never_updated"]
DROP_POSTGRESQL = ["DROP TRIGGER record_act_never_changed ON record_act"]
BEFORE_SQLITE = [
    "DROP TRIGGER record_act_keeps_its_place",
    f"CREATE TRIGGER record_act_never_updated BEFORE UPDATE ON record_act BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
]
BEFORE_POSTGRESQL = [
    "DROP TRIGGER record_act_keeps_its_place ON record_act",
    "DROP FUNCTION record_act_place_is_given_once()",
    """CREATE TRIGGER record_act_never_changed BEFORE UPDATE OR DELETE ON record_act
        FOR EACH ROW EXECUTE FUNCTION record_act_is_append_only()""",
]


def run(schema_editor, sqlite, postgresql):
    for statement in sqlite if schema_editor.connection.vendor == "sqlite" else postgresql:
        schema_editor.execute(statement)


def forwards(apps, schema_editor):
    run(schema_editor, DROP_SQLITE, DROP_POSTGRESQL)
    write_entries(apps.get_model("record", "Act").objects, schema_editor.connection)
    run(schema_editor, SQLITE, POSTGRESQL)


def write_entries(acts, connection):
    """Write the entry of each public act that has none, some hundred at a time: two statements for each batch, and no more in memory."""
    waiting, last = acts.filter(audience="public", entry=None).order_by("pk"), 0
    with connection.cursor() as cursor:
        while batch := list(waiting.filter(pk__gt=last)[:BATCH]):
            # Both databases call the columns of VALUES so.
            rows = ", ".join(["(%s, %s)"] * len(batch))
            statement = f"UPDATE record_act SET entry = v.column2 FROM (VALUES {rows}) AS v WHERE record_act.id = v.column1"
            cursor.execute(statement, [value for act in batch for value in (act.pk, entry_of(act))])
            last = batch[-1].pk


def backwards(apps, schema_editor):
    run(schema_editor, DROP_SQLITE, DROP_POSTGRESQL)
    run(schema_editor, BEFORE_SQLITE, BEFORE_POSTGRESQL)


class Migration(migrations.Migration):
    dependencies = [("record", "0006_log")]
    operations = [migrations.RunPython(forwards, backwards)]
