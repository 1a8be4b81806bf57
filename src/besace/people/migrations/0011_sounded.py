from django.db import migrations, models


class Migration(migrations.Migration):
    """Whether she wants to hear the end of a step."""

    dependencies = [
        ("people", "0010_access"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="sounded",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
