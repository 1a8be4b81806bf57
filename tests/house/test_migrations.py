"""What a change of the tables may do after the first release, so that the version before can live with it meanwhile."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations import AddField, AddIndex, CreateModel, RemoveConstraint, RunPython
from django.db.migrations.loader import MigrationLoader
from django.db.models import NOT_PROVIDED, TextField

from tests.running import releases

PAGE = Path("docs/upgrading.md")


def later(released: set[tuple[str, str]]) -> Iterator[tuple[str, object]]:
    """Every operation of our own migrations that the first release has not seen, with its name."""
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("besace")}
    for (app, name), migration in sorted(MigrationLoader(None).disk_migrations.items()):
        if app in ours and (app, name) not in released:
            yield from ((f"{app}/{name}", one) for one in migration.operations)


def is_online(operation: object) -> bool:
    """Whether the version before goes on working beside it."""
    if isinstance(operation, AddField):
        return (
            operation.field.null or operation.field.db_default is not NOT_PROVIDED or bool(operation.field.many_to_many)
        )
    return isinstance(operation, (CreateModel, AddIndex, RunPython, RemoveConstraint))


def excepted() -> set[str]:
    """The changes that the page lists, each with its reason."""
    table = PAGE.read_text("utf-8").partition("why all processes stop")[2]
    return set(re.findall(r"^\| `?(\w+/\d{4}\w*)`? \|", table, re.MULTILINE))


def released() -> set[tuple[str, str]]:
    sql = (releases.FOLDER / releases.RELEASES[0] / "besace.sql").read_text("utf-8")
    sql += (releases.FOLDER / releases.RELEASES[0] / "vault.sql").read_text("utf-8")
    return set(re.findall(r"INSERT INTO \"django_migrations\" VALUES\(\d+,'(\w+)','(\w+)'", sql))


def test_a_change_after_the_first_release_is_one_the_version_before_can_live_with():
    wrong = {name for name, operation in later(released()) if not is_online(operation)} - excepted()
    assert not wrong, f"Not online (docs/upgrading.md): {', '.join(sorted(wrong))}"


def test_what_the_first_release_knew_is_read():
    assert {("people", "0001_first"), ("journal", "0002_append_only"), ("vault", "0001_first")} <= released()


def test_control_without_the_first_release_its_own_changes_would_be_looked_at():
    assert {name for name, operation in later(set()) if not is_online(operation)}


@pytest.mark.parametrize(
    ("field", "online"),
    [
        (TextField(), False),
        (TextField(default=""), False),
        (TextField(null=True), True),
        (TextField(db_default=""), True),
    ],
)
def test_a_column_that_the_version_before_would_have_to_fill_is_not_online(field, online):
    assert is_online(AddField("room", "title", field)) is online
