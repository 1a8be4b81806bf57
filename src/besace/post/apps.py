"""Brings django-tasks-db in without what it would bring along.

Importing it makes classes of Django generic for type checkers (`django_stubs_ext.monkeypatch`), and to that end loads
Django's admin, its feeds and its site maps: five megabytes for a server that has none. It needs two of those classes.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from django.apps import AppConfig
from django.tasks.base import Task, TaskResult

STUBS = "django_stubs_ext"


def _patch() -> None:
    for generic in (Task, TaskResult):
        if not hasattr(generic, "__class_getitem__"):
            setattr(generic, "__class_getitem__", classmethod(lambda cls, *_: cls))  # noqa: B010 - types know none


@contextmanager
def _without_patches() -> Iterator[None]:
    if STUBS in sys.modules:  # somebody wanted them
        yield
        return
    stand_in = ModuleType(STUBS)
    stand_in.monkeypatch = _patch  # type: ignore[attr-defined]
    sys.modules[STUBS] = stand_in
    try:
        yield
    finally:
        del sys.modules[STUBS]


with _without_patches():
    import django_tasks_db  # noqa: F401 - it must come before Django finds it among the applications


class PostConfig(AppConfig):
    name = "besace.post"
    label = "post"
