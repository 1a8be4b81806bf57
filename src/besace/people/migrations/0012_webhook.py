import django.db.models.deletion
from django.db import migrations, models

import besace.people.models.person


class Migration(migrations.Migration):
    """Webhooks, and the calls still to be made."""

    dependencies = [
        ("people", "0011_sounded"),
    ]

    operations = [
        migrations.CreateModel(
            name="Webhook",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=besace.people.models.person.new_id, max_length=16, primary_key=True, serialize=False
                    ),
                ),
                ("sealed", models.BinaryField()),
                ("created", models.BigIntegerField()),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                ("lost", models.PositiveIntegerField(default=0)),
                ("last_at", models.BigIntegerField(null=True)),
                ("last_status", models.PositiveSmallIntegerField(null=True)),
                ("last_failure", models.CharField(blank=True, max_length=16)),
                ("off_at", models.BigIntegerField(null=True)),
                (
                    "access",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="webhooks", to="people.access"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="webhooks", to="people.member"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Call",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=besace.people.models.person.new_id, max_length=16, primary_key=True, serialize=False
                    ),
                ),
                (
                    "word",
                    models.CharField(
                        choices=[
                            ("scheduled", "Scheduled"),
                            ("moved", "Moved"),
                            ("closed", "Closed"),
                            ("cancelled", "Cancelled"),
                        ],
                        max_length=9,
                    ),
                ),
                ("cycle", models.PositiveSmallIntegerField()),
                ("session", models.PositiveSmallIntegerField()),
                ("begins", models.BigIntegerField(null=True)),
                ("at", models.BigIntegerField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("next_try", models.BigIntegerField(db_index=True)),
                (
                    "webhook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="calls", to="people.webhook"
                    ),
                ),
            ],
        ),
    ]
