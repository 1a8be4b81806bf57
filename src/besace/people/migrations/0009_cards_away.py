from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0007_login"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="cards_away",
            field=models.CharField(blank=True, default="", max_length=400),
        ),
    ]
