import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """What several processes tell each other by the database: how often a room changed, and whose screens each has."""

    dependencies = [
        ("live", "0005_seat_coached"),
    ]
    operations = [
        migrations.AddField(model_name="room", name="changes", field=models.BigIntegerField(default=0, db_default=0)),
        migrations.CreateModel(
            name="Serving",
            fields=[
                ("id", models.CharField(max_length=16, primary_key=True, serialize=False)),
                ("seen", models.BigIntegerField()),
                ("house", models.CharField(max_length=43)),
            ],
        ),
        migrations.CreateModel(
            name="Back",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person", models.CharField(max_length=64)),
                ("room", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="live.room")),
            ],
            options={
                "constraints": (models.UniqueConstraint(fields=("room", "person"), name="one_return_a_person"),),
            },
        ),
        migrations.CreateModel(
            name="Present",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person", models.CharField(max_length=64)),
                ("process", models.CharField(db_index=True, max_length=16)),
                ("here", models.BooleanField()),
                ("room", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="live.room")),
            ],
            options={
                "constraints": (
                    models.UniqueConstraint(
                        fields=("room", "person", "process"), name="one_presence_a_person_a_process"
                    ),
                ),
            },
        ),
    ]
