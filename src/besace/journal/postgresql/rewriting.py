"""Having PostgreSQL let go of what was deleted: it leaves every former version of a row where it was."""

from django.db import OperationalError, connections

PATIENCE = "2s"
LOCK_NOT_AVAILABLE = "55P03"


def rewrite(alias: str, table: str) -> bool:
    """Writes a table anew, without former versions of its rows, and removes its old files; from outside a transaction.

    An ordinary VACUUM would not do: it frees the place and leaves what stood there. False where somebody who reads the
    table, such as a backup, kept us waiting: the former versions then stay until the next time.
    """
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [PATIENCE])
        try:
            cursor.execute(f"VACUUM (FULL) {connections[alias].ops.quote_name(table)}")
        except OperationalError as failed:
            if getattr(failed.__cause__, "sqlstate", None) != LOCK_NOT_AVAILABLE:
                raise
            return False
        finally:
            cursor.execute("RESET lock_timeout")
    return True
