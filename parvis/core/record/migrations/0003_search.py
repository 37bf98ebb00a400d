"""The index of words: FTS5 beside the table on SQLite, kept by triggers; on PostgreSQL a column that follows `words`, and its index."""

from django.db import migrations

SQLITE = [
    """CREATE VIRTUAL TABLE record_search USING fts5(words, content='record_thing', content_rowid='id', detail='column', tokenize='unicode61')""",
    """CREATE TRIGGER record_thing_words_added AFTER INSERT ON record_thing BEGIN
        INSERT INTO record_search(rowid, words) VALUES (new.id, new.words); END""",
    """CREATE TRIGGER record_thing_words_changed AFTER UPDATE OF words ON record_thing BEGIN
        INSERT INTO record_search(record_search, rowid, words) VALUES ('delete', old.id, old.words);
        INSERT INTO record_search(rowid, words) VALUES (new.id, new.words); END""",
    """CREATE TRIGGER record_thing_words_removed AFTER DELETE ON record_thing BEGIN
        INSERT INTO record_search(record_search, rowid, words) VALUES ('delete', old.id, old.words); END""",
]
POSTGRESQL = [
    # Kept beside the words, so that ranking a thousand things does not parse a thousand texts.
    """ALTER TABLE record_thing ADD COLUMN terms tsvector
        GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, COALESCE(words, ''))) STORED""",
    "CREATE INDEX thing_terms ON record_thing USING gin (terms)",
]
UNDO_SQLITE = [
    "DROP TRIGGER record_thing_words_added", "DROP TRIGGER record_thing_words_changed", "DROP TRIGGER record_thing_words_removed",
    "DROP TABLE record_search",
]
UNDO_POSTGRESQL = ["ALTER TABLE record_thing DROP COLUMN terms"]


def forwards(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in UNDO_SQLITE if schema_editor.connection.vendor == "sqlite" else UNDO_POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("record", "0002_append_only")]
    operations = [migrations.RunPython(forwards, backwards)]
