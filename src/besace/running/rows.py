"""Every row of a database as plain values, in one order on both engines, so that two databases can be compared and one
be carried into the other.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from hashlib import blake2b
from itertools import batched
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connections, transaction
from django.db.models import CharField, F, Field, Model, TextField
from django.db.models.functions import Collate

from besace.journal.router import VAULT

type Row = tuple[Any, ...]
type Models = Sequence[type[Model]]
AT_ONCE = 500
NOTHING, UNSHOWN = "\x00", "\ufffd"
LIST = "django_migrations"
"""Django's own list of what was done to the tables; it is made with them, and never carried."""


def models(kind: str, known: Any = apps) -> Models:
    """The tables of the content (`default`) or of the vault, in the order of their names."""
    there = [one for one in known.get_models(include_auto_created=True) if _of(one).managed and not _of(one).proxy]
    ours = [one for one in there if (_of(one).app_label == VAULT) == (kind == VAULT)]
    return sorted(ours, key=table)


def table(model: type[Model]) -> str:
    """The name of a table."""
    return str(_of(model).db_table)


def strangers(alias: str, ours: Models) -> tuple[str, ...]:
    """The tables of a database that are none of ours."""
    with connections[alias].cursor() as cursor:
        there = connections[alias].introspection.table_names(cursor)
    return tuple(sorted({*there} - {table(one) for one in ours} - {LIST}))


def done(alias: str) -> tuple[tuple[str, str], ...]:
    """The migrations that a database has seen: application and name."""
    with connections[alias].cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT app, name FROM {LIST} ORDER BY app, name")  # noqa: S608  # nosec B608 # names of ours
        return tuple((app, name) for app, name in cursor)


def count(model: type[Model], alias: str) -> int:
    """How many rows a table has."""
    with connections[alias].cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {connections[alias].ops.quote_name(table(model))}")  # noqa: S608  # nosec B608 # names of ours
        return int(cursor.fetchone()[0])


def read(model: type[Model], alias: str) -> Iterator[Row]:
    """Every row of a table, in the order of its key: text by its bytes, whatever the server's language."""
    order = [_ordered(field, alias) for field in _of(model).pk_fields]
    query = model._base_manager.using(alias).order_by(*order)  # noqa: SLF001 - whatever its manager hides
    return query.values_list(*(field.attname for field in fields(model))).iterator(chunk_size=2_000)


def fields(model: type[Model]) -> "list[Field[Any, Any]]":
    """The columns of a table."""
    return list(_of(model).local_concrete_fields)


def digest(row: Row) -> bytes:
    """What two equal rows share, wherever they lie."""
    told = json.dumps([_plain(value) for value in row], sort_keys=True).encode()
    return blake2b(told, digest_size=16).digest()


def write(model: type[Model], alias: str, rows: Iterable[Row]) -> int:
    """Puts rows into a table as they are, times and ids included; gives how many."""
    to, columns = connections[alias], fields(model)
    named = ", ".join(to.ops.quote_name(str(field.column)) for field in columns)
    sql = f"INSERT INTO {to.ops.quote_name(table(model))} ({named}) VALUES ({', '.join(['%s'] * len(columns))})"  # noqa: S608  # nosec B608 # names of ours
    many = 0
    with to.cursor() as cursor:
        for some in batched(rows, AT_ONCE):
            told = [[_stored(field, value, to) for field, value in zip(columns, row, strict=True)] for row in some]
            cursor.executemany(sql, told)
            many += len(told)
    return many


def carry(ours: Models, source: str, target: str) -> int:
    """Carries every row of these tables over, all or none; gives how many. What making the tables put there goes."""
    with transaction.atomic(using=target):
        for model in ours:
            if count(model, target):
                _empty(model, target)
        many = sum(write(model, target, read(model, source)) for model in ours)
        _go_on_counting(target, ours)
    return many


def _empty(model: type[Model], alias: str) -> None:
    with connections[alias].cursor() as cursor:
        cursor.execute(f"DELETE FROM {connections[alias].ops.quote_name(table(model))}")  # noqa: S608  # nosec B608 # names of ours


def _go_on_counting(alias: str, ours: Models) -> None:
    """Has the ids that a database gives out go on after those that were put in."""
    with connections[alias].cursor() as cursor:
        for sql in connections[alias].ops.sequence_reset_sql(no_style(), list(ours)):
            cursor.execute(sql)


def _of(model: type[Model]) -> Any:
    return model._meta  # noqa: SLF001 - Django's documented way


def _ordered(field: "Field[Any, Any]", alias: str) -> Any:
    words = isinstance(_target(field), (CharField, TextField)) and connections[alias].vendor == "postgresql"
    return Collate(F(field.attname), "C") if words else F(field.attname)


def _target(field: Any) -> "Field[Any, Any]":
    while field.remote_field:
        field = field.target_field
    return field  # type: ignore[no-any-return]


def _stored(field: "Field[Any, Any]", value: Any, to: Any) -> Any:
    return field.get_db_prep_save(_shown(value) if to.vendor == "postgresql" else value, to)


def _shown(value: Any) -> Any:
    """A value without the one character that PostgreSQL does not take (`journal.postgresql.base`)."""
    if isinstance(value, str):
        return value.replace(NOTHING, UNSHOWN)
    if isinstance(value, dict):
        return {_shown(key): _shown(one) for key, one in value.items()}
    return [_shown(one) for one in value] if isinstance(value, list) else value


def _plain(value: Any) -> Any:
    """A value as JSON tells it, with its kind where two kinds could look alike."""
    if isinstance(value, (bytes, memoryview)):
        return ["bytes", bytes(value).hex()]
    if isinstance(value, (datetime, date, time)):
        return ["time", value.isoformat()]
    if value is None or isinstance(value, (bool, int, float, str, dict, list)):
        return _shown(value)
    return ["value", str(value)]
