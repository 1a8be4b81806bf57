from typing import Any

from django.db import migrations, models


def first_turn(apps: Any, editor: Any) -> None:
    apps.get_model("vault", "Turn").objects.using(editor.connection.alias).get_or_create(id=1)


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_first")]

    operations = [
        migrations.AddField("scopekey", "kek", models.CharField(default="first", max_length=32)),
        migrations.AddField("scopekey", "expires", models.BigIntegerField(default=0)),
        migrations.AddField("scopekey", "burial", models.BigIntegerField(default=0)),
        migrations.AddIndex("scopekey", models.Index(fields=["burial"], name="what_was_destroyed_since")),
        migrations.CreateModel(
            name="Turn",
            fields=[
                ("id", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("generation", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.RunPython(first_turn, migrations.RunPython.noop),
    ]
