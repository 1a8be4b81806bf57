from typing import Any

from django.db import migrations

TRIGGER = """
CREATE TRIGGER journal_entry_{name} BEFORE {act} ON journal_entry
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
"""


def forbid_change(_apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "sqlite":
        for act in ("UPDATE", "DELETE"):
            editor.execute(TRIGGER.format(name=act.lower(), act=act))


class Migration(migrations.Migration):
    """What must be forgotten loses its key; the row itself is neither changed nor removed."""

    dependencies = (("journal", "0001_first"),)
    operations = (migrations.RunPython(forbid_change, migrations.RunPython.noop),)
