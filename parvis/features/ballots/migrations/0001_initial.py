"""Votes: the roll, the signatures and the ballots in three tables that nothing joins, which the database itself keeps as they are."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class CreateUnordered(migrations.CreateModel):
    """Create a table whose rows keep no trace of the order in which they came.

    SQLite numbers the rows of an ordinary table as they come (rowid). WITHOUT ROWID it keeps them in the order of their key, which
    is random here. PostgreSQL has no such table: rows are shuffled when the vote closes (actions/closing.py).
    """

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.sql_create_table += " WITHOUT ROWID"
        try:
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        finally:
            schema_editor.__dict__.pop("sql_create_table", None)


KEPT = "A ballot or a signature is never changed, and leaves the box with all the others at the close."
SHUT = "The box of this vote is not open."
SEALED = "A vote opens once, closes once, and its options stay."

BOXES = ("ballots_ballot", "ballots_participation")

SQLITE = []
for table in BOXES:
    state = f"SELECT 1 FROM ballots_vote WHERE phase_id = %s.phase_id AND state IN (%s)"
    SQLITE += [
        f"""CREATE TRIGGER {table}_enters_an_open_box BEFORE INSERT ON {table}
            WHEN NOT EXISTS ({state % ("NEW", "'open', 'counting'")}) BEGIN SELECT RAISE(ABORT, '{SHUT}'); END""",
        f"CREATE TRIGGER {table}_never_changed BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
        f"""CREATE TRIGGER {table}_never_removed BEFORE DELETE ON {table}
            WHEN NOT EXISTS ({state % ("OLD", "'counting'")}) BEGIN SELECT RAISE(ABORT, '{KEPT}'); END""",
    ]
SQLITE += [
    f"""CREATE TRIGGER ballots_vote_moves_forward BEFORE UPDATE ON ballots_vote
        WHEN OLD.state = 'closed' OR OLD.phase_id <> NEW.phase_id OR OLD.options <> NEW.options
            OR (OLD.state = 'open' AND NEW.state NOT IN ('open', 'counting'))
            OR (OLD.state = 'counting' AND NEW.state = 'open')
        BEGIN SELECT RAISE(ABORT, '{SEALED}'); END""",
    f"CREATE TRIGGER ballots_vote_never_removed BEFORE DELETE ON ballots_vote BEGIN SELECT RAISE(ABORT, '{SEALED}'); END",
    f"CREATE TRIGGER ballots_resultfile_never_changed BEFORE UPDATE ON ballots_resultfile BEGIN SELECT RAISE(ABORT, '{SEALED}'); END",
    f"CREATE TRIGGER ballots_resultfile_never_removed BEFORE DELETE ON ballots_resultfile BEGIN SELECT RAISE(ABORT, '{SEALED}'); END",
]

RAISE = "RAISE EXCEPTION '%s' USING ERRCODE = 'integrity_constraint_violation'"
# Whoever puts a ballot in holds the phase and the vote in share, in the order in which the close takes them: it waits for her, or she for it.
POSTGRESQL = [
    f"""CREATE FUNCTION ballots_box_is_open() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE stands text;
        BEGIN
            PERFORM 1 FROM processes_phase WHERE id = NEW.phase_id FOR KEY SHARE;
            SELECT state INTO stands FROM ballots_vote WHERE phase_id = NEW.phase_id FOR SHARE;
            IF stands IS NULL OR stands NOT IN ('open', 'counting') THEN {RAISE % SHUT}; END IF;
            RETURN NEW;
        END $$""",
    f"""CREATE FUNCTION ballots_box_keeps_all() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' AND EXISTS (SELECT 1 FROM ballots_vote WHERE phase_id = OLD.phase_id AND state = 'counting')
                THEN RETURN OLD; END IF;
            {RAISE % KEPT};
        END $$""",
    f"""CREATE FUNCTION ballots_vote_goes_forward() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP <> 'UPDATE' THEN {RAISE % SEALED}; END IF;
            IF TG_TABLE_NAME <> 'ballots_vote' THEN {RAISE % SEALED}; END IF;
            IF OLD.state = 'closed' OR OLD.phase_id <> NEW.phase_id OR OLD.options <> NEW.options
                OR (OLD.state = 'open' AND NEW.state NOT IN ('open', 'counting'))
                OR (OLD.state = 'counting' AND NEW.state = 'open')
                THEN {RAISE % SEALED}; END IF;
            RETURN NEW;
        END $$""",
]
for table in BOXES:
    POSTGRESQL += [
        f"CREATE TRIGGER {table}_enters_an_open_box BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION ballots_box_is_open()",
        f"CREATE TRIGGER {table}_never_changed BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION ballots_box_keeps_all()",
        f"CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION ballots_box_keeps_all()",
    ]
for table in ("ballots_vote", "ballots_resultfile"):
    POSTGRESQL += [
        f"CREATE TRIGGER {table}_moves_forward BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION ballots_vote_goes_forward()",
        f"CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION ballots_vote_goes_forward()",
    ]
FUNCTIONS = ("ballots_box_is_open", "ballots_box_keeps_all", "ballots_vote_goes_forward")


def guard(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement, params=None)


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for statement in SQLITE:
            schema_editor.execute(f"DROP TRIGGER {statement.split()[2]}")
    else:
        for function in FUNCTIONS:
            schema_editor.execute(f"DROP FUNCTION {function}() CASCADE")


def key(to, kind=models.ForeignKey, **options):
    return kind(to=to, on_delete=options.pop("on_delete", django.db.models.deletion.PROTECT), **options)


def random_key():
    return models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("processes", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Vote",
            fields=[
                ("phase", key("processes.phase", models.OneToOneField, primary_key=True, related_name="vote", serialize=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("counting", "Counting"), ("closed", "Closed")], default="open", max_length=10
                    ),
                ),
                ("options", models.JSONField()),
                ("about", models.JSONField(default=dict)),
                ("eligible", models.PositiveIntegerField(null=True)),
                ("signed", models.PositiveIntegerField(null=True)),
                ("counted", models.PositiveIntegerField(null=True)),
                ("fingerprint", models.CharField(blank=True, max_length=64)),
                ("size", models.PositiveIntegerField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=~models.Q(state="closed")
                        | models.Q(signed__isnull=False, counted__isnull=False) & ~models.Q(fingerprint=""),
                        name="closed_vote_has_its_count",
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="ResultFile",
            fields=[
                ("vote", key("ballots.vote", models.OneToOneField, primary_key=True, related_name="file", serialize=False)),
                ("content", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="VoteOption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ref", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("phase", key("processes.phase", on_delete=django.db.models.deletion.CASCADE, related_name="vote_options")),
                ("position", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=160, verbose_name="title")),
                ("text", models.TextField(blank=True, max_length=2000, verbose_name="in a few sentences")),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=["phase", "position"], name="options_follow_one_another"),
                    models.UniqueConstraint(fields=["phase", "title"], name="options_have_different_titles"),
                ],
            },
        ),
        CreateUnordered(
            name="Eligibility",
            fields=[
                ("id", random_key()),
                ("phase", key("processes.phase", on_delete=django.db.models.deletion.CASCADE, related_name="+", db_index=False)),
                ("person", key(settings.AUTH_USER_MODEL, on_delete=django.db.models.deletion.CASCADE, related_name="+", null=True)),
                ("entry", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "verbose_name_plural": "eligibilities",
                "constraints": [
                    models.UniqueConstraint(fields=["phase", "person"], name="person_is_on_the_roll_once"),
                    models.UniqueConstraint(
                        fields=["phase", "entry"], condition=~models.Q(entry=""), name="address_is_on_the_roll_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(person__isnull=False) | ~models.Q(entry=""), name="eligibility_is_somebody"
                    ),
                ],
            },
        ),
        CreateUnordered(
            name="Participation",
            fields=[
                ("id", random_key()),
                ("phase", key("processes.phase", related_name="+", db_index=False)),
                ("person", key(settings.AUTH_USER_MODEL, related_name="+")),
            ],
            options={"constraints": [models.UniqueConstraint(fields=["phase", "person"], name="person_votes_once")]},
        ),
        CreateUnordered(
            name="Ballot",
            fields=[
                ("id", random_key()),
                ("phase", key("processes.phase", related_name="+", db_index=False)),
                ("receipt", models.CharField(max_length=19, null=True)),
                ("choice", models.JSONField(null=True)),
            ],
            options={"constraints": [models.UniqueConstraint(fields=["phase", "receipt"], name="receipt_is_given_once")]},
        ),
        migrations.RunPython(guard, unguard),
    ]
