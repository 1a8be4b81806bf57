"""Django's SQLite, without a function in the schema.

We open databases with `trusted_schema=OFF`, so that an altered file cannot have a function called behind our back.
Django has the column of a JSON field checked by `JSON_VALID`, which SQLite then refuses. Django writes such columns
from JSON of its own making, and the check adds nothing.
"""

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """SQLite whose JSON columns are plain text to the database."""

    data_type_check_constraints = {  # noqa: RUF012 - Django's own way
        kind: check for kind, check in base.DatabaseWrapper.data_type_check_constraints.items() if kind != "JSONField"
    }
