"""Migrations that are done whole or not at all, what Django notes of them included.

Django notes a migration only after it was committed, where something of it (a foreign key, an index) waits for its end.
Killed between the two, the next start would do it again and fail over what is there. Here the end comes within the
same transaction as the note.
"""

from typing import Any

from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connections
from django.db.migrations.executor import MigrationExecutor


class Whole(MigrationExecutor):
    """Django's executor, which notes a migration in the migration's own transaction."""

    def apply_migration(self, state: Any, migration: Any, fake: bool = False, fake_initial: bool = False) -> Any:
        """Does one migration, and gives the state after it. One that asks for no transaction is Django's to do."""
        if fake or fake_initial or not migration.atomic:
            return super().apply_migration(state, migration, fake=fake, fake_initial=fake_initial)
        with self.connection.schema_editor(atomic=True) as editor:
            state = migration.apply(state, editor)
            waiting, editor.deferred_sql = editor.deferred_sql, []
            for sql in waiting:
                editor.execute(sql, None)
            self.record_migration(migration.app_label, migration.name)
        return state


def bring_up(name: str) -> None:
    """Does every migration that a database has not seen yet, each whole or not at all."""
    executor = Whole(connections[name])
    executor.loader.check_consistent_history(connections[name])
    wanted = executor.loader.graph.leaf_nodes()
    plan = executor.migration_plan(wanted)
    emit_pre_migrate_signal(0, False, name, plan=plan)
    executor.migrate(wanted, plan)
    emit_post_migrate_signal(0, False, name, plan=plan)
