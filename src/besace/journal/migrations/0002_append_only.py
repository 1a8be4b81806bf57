from typing import Any

from django.db import migrations

SQLITE = """
CREATE TRIGGER journal_entry_{name} BEFORE {act} ON journal_entry
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
"""
POSTGRESQL = """
CREATE FUNCTION journal_entry_stays() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$;
CREATE TRIGGER journal_entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_entry
FOR EACH STATEMENT EXECUTE FUNCTION journal_entry_stays();
"""


def forbid_change(_apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(POSTGRESQL)
        return
    for act in ("UPDATE", "DELETE"):
        editor.execute(SQLITE.format(name=act.lower(), act=act))


class Migration(migrations.Migration):
    """What must be forgotten loses its key; the row itself is neither changed nor removed."""

    dependencies = (("journal", "0001_first"),)
    operations = (migrations.RunPython(forbid_change, migrations.RunPython.noop),)
