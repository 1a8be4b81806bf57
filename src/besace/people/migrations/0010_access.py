import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Accesses: what lets a program in, in someone's name."""

    dependencies = [
        ("people", "0009_formats"),
    ]

    operations = [
        migrations.CreateModel(
            name="Access",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=43, unique=True)),
                ("label", models.CharField(max_length=60)),
                ("scopes", models.CharField(max_length=40)),
                ("device", models.CharField(max_length=43)),
                ("created", models.BigIntegerField()),
                ("until", models.BigIntegerField(db_index=True)),
                ("used_on", models.DateField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="accesses",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
    ]
