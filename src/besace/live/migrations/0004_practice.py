"""Rooms in which one practises say what is played, by whom and how fast."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("live", "0003_second")]

    operations = [
        migrations.AddField(
            model_name="room",
            name="practice",
            field=models.CharField(blank=True, default="", max_length=80),
        ),
    ]
