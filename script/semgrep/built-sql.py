from django.db.models.expressions import RawSQL

SELECT = "SELECT id FROM journal_entry WHERE seq > %s"


def read(cursor, model, words):
    # ruleid: built-sql
    cursor.execute(f"SELECT id FROM seats WHERE name = '{words}'")
    # ruleid: built-sql
    cursor.execute("SELECT id FROM seats WHERE name = '%s'" % words)
    # ruleid: built-sql
    cursor.execute("SELECT id FROM seats WHERE name = '" + words + "'")
    # ruleid: built-sql
    cursor.execute(SELECT.format(words))
    # ruleid: built-sql
    cursor.executemany(f"DELETE FROM {words}", [])
    # ruleid: built-sql
    model.objects.raw(f"SELECT {words}")
    # ruleid: built-sql
    model.objects.extra(where=[words])
    # ruleid: built-sql
    RawSQL("SELECT " + words, [])
    # ok: built-sql
    cursor.execute("SELECT id FROM seats WHERE name = %s", [words])
    # ok: built-sql
    cursor.execute(SELECT, [words])
