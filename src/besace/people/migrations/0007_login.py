import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Until here logins were kept by Django and allauth, whose tables held the secret of each cookie as it is. They go, and
# with them every login: each signs in anew, once.
FORMER = [
    "DROP TABLE IF EXISTS usersessions_usersession",
    "DROP TABLE IF EXISTS django_session",
    "DELETE FROM django_migrations WHERE app IN ('sessions', 'usersessions')",
]


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0006_keeping"),
    ]

    operations = [
        migrations.CreateModel(
            name="Login",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=43, unique=True)),
                ("sealed", models.BinaryField()),
                ("ends", models.BigIntegerField(db_index=True)),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="logins",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.RunSQL([*FORMER], migrations.RunSQL.noop),
    ]
