import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The room of the session that follows one at once (two clients in a half-day)."""

    dependencies = [
        ("live", "0002_quieted"),
    ]

    operations = [
        migrations.AddField(
            model_name="room",
            name="second",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="first",
                to="live.room",
            ),
        ),
    ]
