from django.db import migrations, models


class Migration(migrations.Migration):
    """How a group splits its time, a format of its own, and how its sessions are usually held."""

    dependencies = [
        ("people", "0008_cards_away"),
    ]

    operations = [
        migrations.AddField(
            model_name="group",
            name="format",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
        migrations.AddField(
            model_name="group",
            name="own_format",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="group",
            name="variants",
            field=models.JSONField(default=list),
        ),
    ]
